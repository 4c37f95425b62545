"""The views of the administration: one operation or one query each."""

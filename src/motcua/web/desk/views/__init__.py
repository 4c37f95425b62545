"""Each view is one operation or one query, in HTTP."""

"""Một Cửa: administrative procedures of a Vietnamese province."""

"""Measurements: `make bench`; what each one means is in bench/README.md."""

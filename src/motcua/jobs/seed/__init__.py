"""Six months of demo dossiers, told through the real operations. The same seed tells the same story."""

"""Finding procedures as people type: see docs/adr/0010-search.md. Used through ``catalogue.queries``."""

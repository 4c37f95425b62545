"""The subcommands of `motcua`: one module each, found by itself (see ../README.md)."""

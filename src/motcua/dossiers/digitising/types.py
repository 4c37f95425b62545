"""Types of papers a desk may digitise: those whose page is known, and any other by its name. Pure."""

from collections.abc import Mapping

from motcua.papers.digitising.layouts import layouts

OTHER = "GT"
"""A paper of no listed type; its name says what it is."""


def known() -> Mapping[str, str]:
    """Return the types whose page is known, with their titles."""
    return {layout.paper_type: layout.title for layout in layouts().values()}


def title_of(paper_type: str) -> str | None:
    """Return the title of a type; "" where who digitises names the paper; None for no type."""
    return "" if paper_type == OTHER else known().get(paper_type)

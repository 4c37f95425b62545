"""Types of papers whose page is known (``data/layouts.yaml``): what stands after which words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from motcua.papers.digitising.values import READERS


def _many(given: object) -> object:
    return [given] if isinstance(given, str) else given


def _known(reader: str) -> str:
    if reader not in READERS:
        raise ValueError(f"no such reader: {reader}")
    return reader


Key = Annotated[str, Field(pattern=r"^[a-z_]+:[a-z_]+\.[a-z_]+$")]
Reader = Annotated[str, AfterValidator(_known)]
Phrases = Annotated[tuple[str, ...], BeforeValidator(_many)]


class Anchor(BaseModel):
    """
    Words printed on every paper of a type, and what is written between them and the next anchor.

    ``gives``: a key of the facts ("mother:person.full_name") and how it is read; nothing where the words only
    end what is before.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Phrases
    gives: Mapping[Key, Reader] = {}


class Part(BaseModel):
    """A strip of the page, by width, with its anchors in the order of reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    across: tuple[float, float] = (0, 1)
    anchors: tuple[Anchor, ...]


class Layout(BaseModel):
    """``known_by``: words that stand on no other type. ``holders``: whom the paper may be about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paper_type: str
    title: str
    known_by: Phrases
    holders: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def keys(self) -> list[str]:
        return [key for part in self.parts for anchor in part.anchors for key in anchor.gives]


@cache
def layouts() -> Mapping[str, Layout]:
    """Return every known layout by its type of paper."""
    text = (Path(__file__).parent / "data" / "layouts.yaml").read_text("utf-8")
    return {layout.paper_type: layout for layout in map(Layout.model_validate, yaml.safe_load(text))}

"""The pages of a draft, in order: each section, the papers, the review."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.dossiers.models import Draft
from motcua.eforms.definition import Section


@dataclass(frozen=True)
class Place:
    """One page: its number, its name, and the pages beside it."""

    number: int
    total: int
    title: str
    url: str
    previous: str
    next: str


def sections_of(draft: Draft) -> tuple[Section, ...]:
    return draft.version.form.definition.sections if draft.version.form else ()


def places(draft: Draft) -> list[Place]:
    """Return every page of the draft."""
    stops = [
        (section.title, reverse("portal:draft_section", args=[draft.pk, section.key]))
        for section in sections_of(draft)
    ]
    stops.append((_("Giấy tờ"), reverse("portal:draft_papers", args=[draft.pk])))
    stops.append((_("Xem lại và nộp"), reverse("portal:draft_review", args=[draft.pk])))
    urls = ["", *(url for _title, url in stops), ""]
    return [
        Place(n, len(stops), title, url, urls[n - 1], urls[n + 1])
        for n, (title, url) in enumerate(stops, start=1)
    ]


def place_at(draft: Draft, url: str) -> Place:
    return next(place for place in places(draft) if place.url == url)

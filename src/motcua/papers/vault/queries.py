"""Reads of a vault. Start from ``HeldPaper.objects.held_by``: there is no other way to somebody's papers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Prefetch

from motcua.papers.vault.models import HeldPaper, HeldPaperQuerySet, Share, Use


def vault_of(*owners: str) -> HeldPaperQuerySet:
    """Return the papers of these owners with their file and whether they stand."""
    return HeldPaper.objects.held_by(*owners).select_related("file", "issued")


def held_for(owners: tuple[str, ...], held_id: uuid.UUID) -> HeldPaper | None:
    """Return one paper with its shares and uses, or None when none of ``owners`` holds it."""
    with_all = vault_of(*owners).prefetch_related(
        Prefetch("shares", Share.objects.order_by("-made_at")), Prefetch("uses", Use.objects.order_by("-at"))
    )
    return with_all.filter(pk=held_id).first()


def usable_for(owners: tuple[str, ...], types: Iterable[str], on: date) -> Mapping[str, list[HeldPaper]]:
    """Return what could be used again on a day: type → papers, the newest issued first."""
    found: dict[str, list[HeldPaper]] = {}
    wanted = vault_of(*owners).usable(on).filter(paper_type__in=list(types))
    for held in wanted.order_by("-issued_on", "-added_at"):
        found.setdefault(held.paper_type, []).append(held)
    return found

"""Reads of what was known before it was asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Sum

from motcua.dossiers.models import Draft
from motcua.dossiers.once_only import filling
from motcua.dossiers.once_only.findings import at_sign_in, read_all
from motcua.dossiers.once_only.models import DossierSources, DraftSources
from motcua.eforms import rules as eforms


def known_before(draft: Draft) -> DraftSources:
    """Return what is known beside a draft; one begun without asking knows its own person."""
    found = DraftSources.objects.filter(draft=draft).first()
    if found:
        return found
    known = at_sign_in(draft.person, draft.business, draft.started_at.date())
    return DraftSources(draft=draft, findings=[each.kept() for each in known])


def origins_of(draft: Draft, *, on: date) -> dict[str, filling.Origin]:
    """Return what stands beside each question of a draft that somebody holds something about."""
    form = draft.version.form
    if form is None:
        return {}
    right = eforms.check(form.definition, draft.answers, on=on).answers
    findings = read_all(known_before(draft).findings)
    found = filling.candidates(form.definition, findings, right, on=on)
    return filling.origins(form.definition, found, draft.answers)


def spared(units: Iterable[int], *, from_on: date, to_on: date) -> dict[str, int]:
    """Return what the applicants of units were spared: dossiers filed on these days, questions, papers."""
    filed = DossierSources.objects.filter(
        dossier__deciding_unit_id__in=list(units), dossier__filed_on__range=(from_on, to_on)
    )
    sums = filed.aggregate(
        dossiers=Count("pk"), questions=Sum("spared_questions"), papers=Sum("spared_papers")
    )
    return {name: value or 0 for name, value in sums.items()}

"""Reads of what was known before it was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Sum

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only import filling
from motcua.dossiers.once_only.findings import at_sign_in, read_all
from motcua.dossiers.once_only.models import AskedAgain, Dispute, DossierSources, DraftSources
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


@dataclass(frozen=True)
class Spared:
    """What the applicants of one procedure were spared. ``again``: how often what was held was asked for."""

    code: str
    title: str
    dossiers: int
    asked: int
    questions: int
    papers: int
    again: int

    @property
    def percent(self) -> int:
        """Return how much of what was asked arrived filled in and was left so; 0 where nothing was asked."""
        return round(100 * self.questions / self.asked) if self.asked else 0


def spared_by_procedure(units: Iterable[int], *, from_on: date, to_on: date) -> list[Spared]:
    """Return what was spared in dossiers of units filed on these days, by procedure, the most filed first."""
    where = {"dossier__deciding_unit_id__in": list(units), "dossier__filed_on__range": (from_on, to_on)}
    code, again = "dossier__version__code", AskedAgain.objects.filter(**where)
    repeated = dict(again.order_by().values_list(code).annotate(Count("pk")))
    rows = (
        DossierSources.objects.filter(**where)
        .order_by()
        .values(code)
        .annotate(
            newest=Max("dossier__version_id"),
            dossiers=Count("pk"),
            asked=Sum("asked_questions"),
            questions=Sum("spared_questions"),
            papers=Sum("spared_papers"),
        )
        .order_by("-dossiers", code)
    )
    found = list(rows)
    versions = ProcedureVersion.objects.in_bulk([row["newest"] for row in found])
    return [
        Spared(
            row[code],
            versions[row["newest"]].title,
            row["dossiers"],
            row["asked"],
            row["questions"],
            row["papers"],
            repeated.get(row[code], 0),
        )
        for row in found
    ]


def reasons_for_asking_again(units: Iterable[int], *, from_on: date, to_on: date) -> dict[str, int]:
    """Return how often each reason was given for asking for what the state holds."""
    asked = AskedAgain.objects.filter(
        dossier__deciding_unit_id__in=list(units), dossier__filed_on__range=(from_on, to_on)
    )
    return dict(asked.order_by().values_list("why").annotate(Count("pk")))


def disputes_by_state(*, from_on: date, to_on: date) -> dict[str, int]:
    """Return how many disputes were made on these days, by what became of them."""
    made = Dispute.objects.filter(made_at__date__range=(from_on, to_on))
    return dict(Counter(str(each.state) for each in made.only("sent_at", "corrected")))

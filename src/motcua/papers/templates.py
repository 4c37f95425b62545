"""
Templates of official slips: which wording is in force, and how an office replaces it.

Wordings are only ever added. The one of a paper is that in force when the paper was issued, so what was
printed once can be printed again, whatever was replaced since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.papers import template_checks, typesetting
from motcua.papers.errors import TemplateFromThePast, TemplateNotFound, TemplateReasonMissing, TemplateSame
from motcua.papers.forms import FORMS, SLIPS
from motcua.papers.models import TemplateVersion
from motcua.papers.samples import slip_of
from motcua.papers.typesetting import Source

NAMES = tuple(name for name in FORMS if slip_of(name) in SLIPS)
"""The templates an office may replace."""


def shipped(name: str) -> Source:
    """
    Return the template as this release brings it.

    :raises TemplateNotFound: if there is none of that name.
    """
    if name not in NAMES:
        raise TemplateNotFound(name=name)
    return typesetting.shipped(name)


def source_at(name: str, at: datetime) -> Source | None:
    """Return the wording of a paper issued at ``at``; None when it is the one this release brings."""
    found = version_at(name, at)
    if found is None:
        return None
    source = source_of(found)
    return None if source == shipped(name) else source


def source_of(version: TemplateVersion) -> Source:
    return Source(version.source, version.library)


def version_at(name: str, at: datetime) -> TemplateVersion | None:
    """Return the wording in force at ``at``; for what is older than every wording, the first one."""
    known = TemplateVersion.objects.filter(template=name, from_on__isnull=False)
    day = at.astimezone(VIETNAM).date()
    then = known.filter(made_at__lte=at, from_on__lte=day).order_by("-number").first()
    return then or known.order_by("number").first()


def versions_of(name: str) -> Sequence[TemplateVersion]:
    """Return every wording of a template, the newest first."""
    return list(TemplateVersion.objects.filter(template=name).order_by("-number"))


def template_version(name: str, number: int) -> TemplateVersion:
    """
    Return one wording.

    :raises TemplateNotFound: if there is none.
    """
    found = TemplateVersion.objects.filter(template=name, number=number).first()
    if found is None:
        raise TemplateNotFound(name=f"{name} {number}")
    return found


@transaction.atomic
def keep_shipped(*, at: datetime) -> int:
    """
    Keep what this release brings, where it is new; return how many wordings were.

    It takes the place of an earlier release's wording by itself, of an office's own never.
    """
    new = 0
    for name in NAMES:
        source = shipped(name)
        last = _locked(name)
        if TemplateVersion.objects.filter(
            template=name, origin=TemplateVersion.Origin.SHIPPED, source=source.text, library=source.library
        ).exists():
            continue
        replaced = any(v.origin == TemplateVersion.Origin.OFFICE for v in last)
        TemplateVersion.objects.create(
            template=name,
            number=last[0].number + 1 if last else 1,
            origin=TemplateVersion.Origin.SHIPPED,
            source=source.text,
            library=source.library,
            from_on=None if replaced else at.astimezone(VIETNAM).date(),
            made_by=SYSTEM.name,
            made_at=at,
        )
        new += 1
    return new


@transaction.atomic
def replace_template(
    *, admin: Posting, name: str, text: str, from_on: date, because: str, at: datetime
) -> TemplateVersion:
    """
    Put an office's own wording in force from a day on, once it has stood every trial.

    :raises NotAdministrator: if ``admin`` does not decide for the province.
    :raises TemplateReasonMissing: if no ground is given.
    :raises TemplateFromThePast: if it is to hold for days already gone.
    :raises TemplateNotAccepted: naming what the trials found.
    """
    before = _may_replace(admin, name, because, from_on, at)
    current = shipped(name)
    candidate = Source(text, current.library)
    if before and before[0].source == text and before[0].from_on == from_on:
        raise TemplateSame
    template_checks.examine(name, candidate)
    return _add(admin, name, candidate, before, from_on=from_on, because=because, at=at)


@transaction.atomic
def restore_template(
    *, admin: Posting, name: str, number: int, from_on: date, because: str, at: datetime
) -> TemplateVersion:
    """
    Put an earlier wording in force again, as a new one.

    :raises TemplateNotFound: if there was none of that number. Otherwise as ``replace_template``.
    """
    before = _may_replace(admin, name, because, from_on, at)
    earlier = template_version(name, number)
    source = source_of(earlier)
    template_checks.examine(name, source)
    return _add(admin, name, source, before, from_on=from_on, because=because, at=at, restores=earlier)


def _may_replace(
    admin: Posting, name: str, because: str, from_on: date, at: datetime
) -> list[TemplateVersion]:
    if refusal := why_not_administer_province(admin):
        raise refusal
    if name not in NAMES:
        raise TemplateNotFound(name=name)
    if not tidy(because):
        raise TemplateReasonMissing
    if from_on < at.astimezone(VIETNAM).date():
        raise TemplateFromThePast
    return _locked(name)


def _locked(name: str) -> list[TemplateVersion]:
    """Hold the wordings of a template: of two administrators the second sees what the first did."""
    return list(TemplateVersion.objects.select_for_update().filter(Q(template=name)).order_by("-number"))


def _add(
    admin: Posting,
    name: str,
    source: Source,
    before: list[TemplateVersion],
    *,
    from_on: date,
    because: str,
    at: datetime,
    restores: TemplateVersion | None = None,
) -> TemplateVersion:
    added = TemplateVersion.objects.create(
        template=name,
        number=before[0].number + 1 if before else 1,
        origin=TemplateVersion.Origin.OFFICE,
        source=source.text,
        library=source.library,
        from_on=from_on,
        because=tidy(because),
        made_by=admin.actor.name,
        made_at=at,
        restores=restores,
    )
    journal.record(
        "catalogue.template-restored" if restores else "catalogue.template-replaced",
        subject=added.subject,
        actor=admin.actor,
        at=at,
        template=name,
        number=added.number,
        from_on=from_on.isoformat(),
        because=added.because,
        sha256=source.sha256,
        restores=restores.number if restores else None,
    )
    return added

"""Reading dossiers, each through ``visible_to``."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Stage
from motcua.dossiers.delivery.ways import Way
from motcua.dossiers.errors import DossierNotFound, DraftNotFound
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, Draft, Letter, ProposalDraft, Wait
from motcua.dossiers.states import OPEN, UNDER_TERM, WAITING, Move, State, Turn
from motcua.dossiers.waits import Kind
from motcua.dossiers.worklists import Cursor, WorkPage, all_of, count_waiting
from motcua.journal import operations as journal
from motcua.journal.models import Act
from motcua.journal.queries import acts_of
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import fold, tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting


def dossier_for(viewer: Viewer, code: str) -> Dossier:
    """
    Return one dossier with what its page shows.

    :raises DossierNotFound: if ``viewer`` may not see it; the same as if there were none.
    """
    found = (
        Dossier.objects.visible_to(viewer)
        .select_related(
            "version__form",
            "deciding_unit",
            "receiving_unit",
            "collect_at",
            "assigned_to",
            "result__file",
            "extension",
        )
        .prefetch_related("waits")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise DossierNotFound(code=code)
    return found


def read_by_staff(posting: Posting | Asker, code: str, *, at: datetime, what: str = "dossier") -> Dossier:
    """Return one dossier to a member of staff, and note that they read it."""
    dossier = dossier_for(posting, code)
    journal.record_reading(subject=dossier.subject, reader=posting.actor, what=what, at=at)
    return dossier


def proposals_begun(dossier: Dossier) -> list[ProposalDraft]:
    """Return what officers have written of an answer and not proposed yet. One query, or none."""
    if dossier.stage != Stage.EXAMINE:
        return []
    return list(dossier.proposal_drafts.select_related("officer").order_by("saved_at"))


def dossiers_of(citizen: Citizen) -> QuerySet[Dossier]:
    """Return the citizen's dossiers and their businesses', newest first."""
    return (
        Dossier.objects.visible_to(citizen)
        .select_related("version", "deciding_unit", "receiving_unit")
        .defer("version__content", "answers")
        .order_by("-filed_at", "-pk")
    )


def drafts_of(citizen: Citizen) -> QuerySet[Draft]:
    """Return what the citizen has begun and not filed, last touched first."""
    return (
        Draft.objects.filter(person_id=citizen.person_id, dossier=None)
        .select_related("version")
        .prefetch_related("confirmations")
        .order_by("-saved_at")
    )


def draft_for(citizen: Citizen, draft_id: uuid.UUID) -> Draft:
    """
    Return one draft with its form.

    :raises DraftNotFound: if it is not the citizen's.
    """
    found = (
        Draft.objects.filter(pk=draft_id, person_id=citizen.person_id)
        .select_related("version__form", "unit", "person", "business", "dossier")
        .first()
    )
    if found is None:
        raise DraftNotFound
    return found


def search_list(posting: Posting, q: str, *, after: str = "", size: int = 50) -> WorkPage:
    """
    Return what a search found in all that the officer may see, the earliest due first.

    ``q`` is a code, a number, or words of an applicant's name, with or without tone marks.
    """
    rows = Dossier.objects.visible_to(posting).select_related("timeliness", "extension")
    rows = rows.alias(name_folded=Lower(Unaccent(KT("applicant__name")))).filter(_about(tidy(q)))
    return listed(rows, after, size)


def dossier_list(
    viewer: Viewer, *, state: State | None = None, unit: str = "", after: str = "", size: int = 50
) -> WorkPage:
    """
    Return the dossiers that ``viewer`` may see, the earliest due first, those without a due date last.

    ``unit`` is the code of the unit that received them or decides them.
    """
    named = Unit.objects.filter(code=unit).values_list("pk", flat=True).first() if unit else None
    if unit and named is None:
        return WorkPage([], "")
    if isinstance(viewer, Posting):
        return all_of(viewer, state=state, unit=named, after=after, size=size)
    rows = Dossier.objects.visible_to(viewer)
    if state is not None:
        rows = rows.filter(state=state)
    if named:
        rows = rows.filter(Q(receiving_unit=named) | Q(deciding_unit=named))
    return listed(rows, after, size)


def reached_by_calendar(unit_id: int | None, from_on: date, to_on: date | None) -> QuerySet[Dossier]:
    """
    Return the dossiers under a term that the days ``[from_on, to_on)`` (None: from then on) fall into.

    No other due date of the unit (None: of any) can move when these days change.
    """
    found = Dossier.objects.filter(state__in=UNDER_TERM, due_at__gte=_midnight(from_on))
    if to_on is not None:
        found = found.filter(accepted_at__lt=_midnight(to_on))
    return found if unit_id is None else found.filter(deciding_unit_id=unit_id)


def waits_reached_by_calendar(unit_id: int | None, from_on: date, to_on: date | None) -> QuerySet[Wait]:
    """Return the waits for applicants, not over, that these days fall into; see ``reached_by_calendar``."""
    found = Wait.objects.filter(
        ended_at=None, dossier__state__in=WAITING, until_at__gte=_midnight(from_on)
    ).exclude(kind=Kind.OPINION.value)  # its last day was said by the officer who asked
    if to_on is not None:
        found = found.filter(asked_at__lt=_midnight(to_on))
    return found if unit_id is None else found.filter(dossier__deciding_unit_id=unit_id)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), VIETNAM)


def _about(q: str) -> Q:
    names = Q()
    for word in fold(q).split():
        names &= Q(name_folded__contains=word)
    number = "".join(q.split())
    if any(letter.isdigit() for letter in q):
        return names | Q(code__icontains=number) | Q(applicant__number=number)
    return names


def listed(rows: QuerySet[Dossier], after: str, size: int) -> WorkPage:
    """Return one page of ``rows``, narrowed before to what the reader may see, by due date."""
    cursor = Cursor.read(after) if after else None
    if cursor:
        rows = rows.filter(_later_than(cursor))
    found = list(
        rows.select_related("version", "deciding_unit", "receiving_unit", "assigned_to")
        .defer("version__content", "answers", "proposal")
        .annotate(short_name=KeyTextTransform("short_name", "version__content"))
        .order_by("due_at", "id")[: size + 1]  # PostgreSQL sorts the empty last
    )
    last = found[size - 1] if len(found) > size else None
    return WorkPage(found[:size], str(Cursor(last.due_at, last.pk)) if last else "")


def _later_than(cursor: Cursor) -> Q:
    if cursor.at is None:
        return Q(due_at=None, id__gt=cursor.pk)
    return Q(due_at__gt=cursor.at) | Q(due_at=cursor.at, id__gt=cursor.pk) | Q(due_at=None)


def often_received(posting: Posting, *, since: datetime, most: int = 12) -> list[str]:
    """Return the codes of the procedures the officer's desks received most often since then."""
    rows = Dossier.objects.filter(
        receiving_unit_id__in=posting.units(Duty.RECEIVE), filed_at__gte=since, asking_unit=None
    ).values_list("version__code")
    return [code for code, _number in rows.annotate(number=Count("pk")).order_by("-number")[:most]]


def turn_counts(posting: Posting) -> dict[Duty, int]:
    """Return how many dossiers wait for each of the officer's duties, capped at 1,000 each."""
    counts: dict[Duty, int] = {}
    for duty in Duty:
        units = posting.units(duty)
        if units and duty not in {Duty.ADMINISTER, Duty.ASK}:
            only = Posting(posting.actor, posting.officer_id, "", frozenset((u, duty) for u in units))
            counts[duty] = count_waiting(only, most=1000)
    return counts


@dataclass(frozen=True)
class Tracking:
    """What anybody who knows the code may see (Circular 01/2018/TT-VPCP, Art. 16.2d)."""

    code: str
    state: State
    turn: Turn
    steps_done: int
    steps: int
    due_at: datetime | None


_PROGRESS: Mapping[State, int] = {
    State.FILED: 1,
    State.SUPPLEMENT_ASKED: 1,
    State.PAYMENT_ASKED: 3,
    State.RECEIVED: 2,
    State.IN_HANDLING: 3,
    State.FINISHED: 4,
    State.HANDED_OVER: 5,
    State.NOT_ACCEPTED: 5,
    State.WITHDRAWN: 5,
    State.STOPPED: 5,
}


def track(code: str) -> Tracking:
    """
    Return how far a dossier is: no name, no procedure, no paper. What units ask of each other is not told.

    :raises DossierNotFound: if there is none.
    """
    known = Dossier.objects.filter(code=code.strip().upper(), asking_unit=None)
    found = known.only("code", "state", "stage", "due_at").first()
    if found is None:
        raise DossierNotFound(code=code.strip())
    state = State(found.state)
    due_at = found.due_at if state in OPEN else None
    return Tracking(found.code, state, found.turn, _PROGRESS[state], 5, due_at)


def letter_for(viewer: Viewer, letter_id: uuid.UUID) -> Letter:
    """
    Return a letter of a dossier that ``viewer`` may see.

    :raises DossierNotFound: otherwise.
    """
    found = (
        Letter.objects.filter(pk=letter_id, dossier__in=Dossier.objects.visible_to(viewer).values("pk"))
        .select_related("dossier__version", "dossier__receiving_unit", "unit__parent")
        .first()
    )
    if found is None:
        raise DossierNotFound(code="")
    return found


@dataclass(frozen=True)
class Event:
    """One line of a dossier's story, for people."""

    at: datetime
    move: Move
    who: str
    details: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """Return the move as the reader calls it."""
        return str(self.move.label)


def story(dossier: Dossier, *, for_staff: bool) -> list[Event]:
    """
    Return what happened, oldest first.

    The applicant sees who did what and when, and what concerns them; inner notes are for staff.
    """
    return [_event(act, for_staff=for_staff) for act in acts_of(dossier.subject)]


INNER = frozenset(
    {Move.SEND_BACK, Move.PROPOSE_EXTENSION, Move.TAKE_UP, Move.ASSIGN, Move.TAKE_OVER, Move.PULL_BACK}
)
"""Acts whose reason is a word between colleagues."""


def _event(act: Act, *, for_staff: bool) -> Event:
    move = Move(act.verb.removeprefix("dossier."))
    data = act.data
    details = [*data.get("items", []), *_money(data)]
    details += [data[key] for key in ("agency", "error") if data.get(key)]
    if data.get("reason") and (for_staff or move not in INNER):
        details.append(_("Lý do: %(reason)s") % {"reason": data["reason"]})
    if data.get("citation"):
        details.append(_("Căn cứ: %(citation)s") % {"citation": data["citation"]})
    if data.get("guidance"):
        details.append(_("Hướng dẫn: %(guidance)s") % {"guidance": data["guidance"]})
    if data.get("new_due_at") and (for_staff or move == Move.SIGN_EXTENSION):
        new = datetime.fromisoformat(data["new_due_at"]).astimezone(VIETNAM)
        details.append(_("Hẹn mới: %(at)s") % {"at": f"{new:%H:%M, %d/%m/%Y}"})
    if move == Move.CHOOSE_DELIVERY:
        details.append(data["desk"] or str(Way(data["way"]).label))
    if for_staff:
        details += [data[key] for key in ("question", "answer", "note") if data.get(key)]
    return Event(act.at, move, act.actor_name, tuple(details))


def _money(data: Mapping[str, Any]) -> Iterator[str]:
    if data.get("what"):
        yield data["what"]
    if data.get("amount"):
        yield _("%(n)s đồng") % {"n": f"{data['amount']:,}".replace(",", ".")}
    if data.get("receipt"):
        yield _("Biên lai số %(n)s") % {"n": data["receipt"]}

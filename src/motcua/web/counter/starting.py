"""How a reception begins: the desk's usual procedures, who the card or the number says, what stands ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from motcua.accounts.models import Person
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.operations.presets import save_preset as keep_preset
from motcua.dossiers.presets import preset_for
from motcua.dossiers.queries import often_received
from motcua.dossiers.readings import person_at_the_counter
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldType
from motcua.eforms.words import in_words
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.kernel.identity_card import IdentityCard, looks_like_card, read_card
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.counter import intake as pages
from motcua.web.counter import known
from motcua.web.counter.forms import NAMES
from motcua.web.counter.intake import Intake
from motcua.web.ui import staff

LATELY = timedelta(days=30)
LONGEST = 1000
NUMBER = "v-identity_number"
IN_PARTS = frozenset({FieldType.DATE, FieldType.BIRTH_DATE})


@dataclass(frozen=True)
class Found:
    """The page after a look-up: ``outcome`` is found, nobody or bad; ``asked`` tells of the register."""

    typed: Intake
    outcome: str
    asked: str = ""
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """One of the desk's usual procedures with the figure that chooses it; "" after the ninth."""

    key: str
    version: ProcedureVersion


def today() -> date:
    return staff.now().astimezone(VIETNAM).date()


def usual(posting: Posting) -> list[Choice]:
    """Return what the desk received most often, in the order of the figures that choose them."""
    codes = often_received(posting, since=staff.now() - LATELY)
    versions = ProcedureVersion.objects.filter(code__in=codes, to_on=None).select_related("form")
    ordered = sorted(versions, key=lambda version: codes.index(version.code))
    return [Choice(str(n) if n < 10 else "", version) for n, version in enumerate(ordered, start=1)]


def fresh(version: ProcedureVersion, desk: Unit) -> Intake:
    """Return the page as it is opened: the usual papers and the desk's usual answers stand ready."""
    typed = pages.fresh(version, unit=str(desk.parent_id or ""), desk=str(desk.pk))
    return replace(typed, answers=preset_for(desk, version))


def look_up(posting: Posting, version: ProcedureVersion, typed: Intake, *, scanned: str) -> Found:
    """
    Return the page filled in with what is known of the number, or of the card that was scanned.

    What the population register says comes after our own book. A card says more than was typed.
    """
    if looks_like_card(scanned):
        try:
            typed = _of_card(typed, read_card(scanned[:LONGEST]))
        except Refusal as refusal:
            typed = replace(typed, visitor=replace(typed.visitor, identity_number=""))
            return Found(typed, "", errors=[(NUMBER, said(refusal))])
    number = identity_number(typed.visitor.identity_number)
    if not number:
        return Found(typed, "bad")
    person = person_at_the_counter(posting, number, at=staff.now())
    typed = _about(person, version, typed)
    typed, asked = known.ask(posting, version, typed, at=staff.now())
    return Found(typed, "found" if person else "nobody", asked)


def as_in_the_book(posting: Posting, version: ProcedureVersion, typed: Intake) -> Intake:
    """Return what was typed without the network, and where nothing was, what our book has of the number."""
    number = identity_number(typed.visitor.identity_number)
    person = person_at_the_counter(posting, number, at=staff.now()) if number else None
    return _about(person, version, typed)


def _about(person: Person | None, version: ProcedureVersion, typed: Intake) -> Intake:
    form = version.form.definition if version.form else None
    return typed.about(person, form, today()) if person else typed


def said(refusal: Refusal) -> str:
    """Return the sentence of the kernel, which knows no language, in the reader's."""
    return _(str(refusal.message)).format(**refusal.facts)


def _of_card(typed: Intake, card: IdentityCard) -> Intake:
    of_card = {
        "identity_number": card.number,
        "full_name": card.name,
        "birth_date": card.birth_date,
        "address": card.address or typed.visitor.address,
    }
    return replace(typed, visitor=replace(typed.visitor, **of_card))


def first_open(version: ProcedureVersion, typed: Intake, *, on: date) -> str:
    """Return the name of the first box that still has to be filled in, "" when only the receiving is left."""
    if not typed.unit:
        return pages.UNIT
    if not typed.visitor.full_name:
        return "v-full_name"
    if version.form is None:
        return ""
    form = version.form.definition
    problems = eforms.check(form, typed.answers_to(form, on), on=on).problems
    key = next(iter(problems), "")
    item = form.items.get(key)
    return NAMES + key + ("-day" if key and getattr(item, "type", "") in IN_PARTS else "") if key else ""


def save_preset(
    posting: Posting, version: ProcedureVersion, desks: Sequence[Unit], typed: Intake
) -> list[tuple[str, str]]:
    """Keep the answers as the desk's usual ones; return them as they are read."""
    desk = next((desk for desk in desks if str(desk.pk) == typed.desk), desks[0])
    kept = keep_preset(desk=desk, version=version, answers=typed.answers, clerk=posting, at=staff.now())
    form = version.form.definition if version.form else None
    fields = {each.key: each for each in eforms.all_fields(form)} if form else {}
    return [(fields[key].label, in_words(fields[key], value)) for key, value in kept.items()]

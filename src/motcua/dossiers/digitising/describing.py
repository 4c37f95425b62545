"""From checked facts to what the vault keeps: whose paper it is, what it says of itself and of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.dossiers.digitising.asked import BORN, NAME, NUMBER, UNTIL, asked_of
from motcua.dossiers.digitising.errors import NotOwnersPaper
from motcua.dossiers.digitising.models import Digitisation
from motcua.papers.digitising.layouts import layouts
from motcua.papers.vault.operations import Description

APPLICANT = "applicant"


@dataclass(frozen=True)
class Holder:
    """Whom the paper is about, and under which word its facts speak of them."""

    whom: str
    name: str
    number: str
    born: str


def described(digitisation: Digitisation) -> Description:
    """
    Return what is known of the paper. Facts about the vault's owner are the applicant's, as in forms.

    :raises NotOwnersPaper: if the paper can be only about its owner and says another number.
    """
    facts = {each.key: each.value for each in asked_of(digitisation) if each.value}
    holder = _holder(digitisation, facts)
    said = {key.partition(":")[2]: value for key, value in facts.items() if key.startswith("paper:")}
    issued_on = _day(said.get("paper.issued_on", ""))
    return Description(
        paper_type=digitisation.paper_type,
        title=digitisation.title,
        holder=holder.number,
        holder_name=holder.name,
        holder_born=holder.born,
        number=said.get("paper.number", ""),
        issuer=said.get("paper.issued_by", ""),
        issued_on=issued_on,
        issued_at_place=said.get("paper.issued_by", ""),
        valid_from=issued_on,
        valid_until=_day(said.get("paper.valid_until", "") or facts.get(f"{holder.whom}:{UNTIL}", "")),
        facts=_about_owner(digitisation, facts, holder),
    )


def _holder(digitisation: Digitisation, facts: Mapping[str, str]) -> Holder:
    layout = layouts().get(digitisation.paper_type)
    people = [_person(whom, facts) for whom in ((layout.holders or (APPLICANT,)) if layout else ("holder",))]
    mine = next((one for one in people if one.number and one.number == digitisation.owner_number), None)
    if mine:
        return mine
    them = people[0]
    if them.whom == APPLICANT and them.number and digitisation.owner_number:
        raise NotOwnersPaper(number=digitisation.owner_number, found=them.number)
    if them.name:
        return them
    return Holder(them.whom, digitisation.owner_name, digitisation.owner_number, "")


def _person(whom: str, facts: Mapping[str, str]) -> Holder:
    name, number, born = (facts.get(f"{whom}:{element}", "") for element in (NAME, NUMBER, BORN))
    return Holder(whom, name, number, born)


def _about_owner(digitisation: Digitisation, facts: Mapping[str, str], holder: Holder) -> dict[str, str]:
    """Return the facts but those of the paper itself, the owner's own as the applicant's."""
    is_owner = bool(holder.number) and holder.number == digitisation.owner_number
    found = {}
    for key, value in facts.items():
        whom, _colon, element = key.partition(":")
        if whom == "paper":
            continue
        found[f"{APPLICANT}:{element}" if is_owner and whom == holder.whom else key] = value
    return found


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

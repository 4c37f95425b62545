"""
Asking a citizen for what the state holds: only for a reason that is said, kept, counted and shown to them.

Decree 118/2025/NĐ-CP, Art. 5: nobody is asked for papers and information that data already hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import override

from motcua.accounts.citizens import owners_of
from motcua.dossiers.asked import Item
from motcua.dossiers.models import Dossier
from motcua.dossiers.once_only.errors import ReasonForAskingAgainMissing, ReasonForAskingAgainNotSaid
from motcua.dossiers.once_only.findings import STATE_HOLDS, Source, named
from motcua.dossiers.once_only.models import AskedAgain, DossierSources
from motcua.eforms import rules as eforms
from motcua.eforms.words import in_words
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper
from motcua.papers.vault.queries import usable_for

Why = AskedAgain.Why
HOLDS = STATE_HOLDS | {Source.VAULT, Source.PARENTS}
"""What somebody typed into an earlier dossier is not held by the state."""


@dataclass(frozen=True)
class Reason:
    """Why an office asks for what the state holds; ``why`` "" says nothing."""

    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class Held:
    """What the state holds of one thing: a paper of the vault, or ``value`` from a ``source`` of a day."""

    paper: HeldPaper | None = None
    value: str = ""
    source: str = ""
    on: str = ""
    detail: str = ""

    @property
    def words(self) -> str:
        """Return what is held as a letter says it: in Vietnamese, whoever reads the page."""
        if self.paper is None:
            return f"{self.value} ({NAMES[Source(self.source)]}, {date.fromisoformat(self.on):%d/%m/%Y})"
        return f"{named(self.paper)} (kho giấy tờ của người nộp)"


NAMES: Mapping[Source, str] = {
    Source.SIGN_IN: "tài khoản định danh",
    Source.POPULATION: "Cơ sở dữ liệu quốc gia về dân cư",
    Source.VAULT: "giấy tờ trong kho",
    Source.PARENTS: "dữ liệu của cha và mẹ",
}


def held_of(dossier: Dossier, *, on: date) -> tuple[dict[str, Held], dict[str, Held]]:
    """Return what the state holds of the papers and of the questions of a dossier, by their keys."""
    return _papers(dossier, on), dict(_answers(dossier))


def _papers(dossier: Dossier, on: date) -> dict[str, Held]:
    facts = dossier.version.facts
    owners = owners_of(dossier.person_id, [dossier.business_id])
    usable = usable_for(owners, facts.types_asked, on) if facts.types_asked else {}
    first = {
        paper.key: next((usable[k][0] for k in paper.kinds if k in usable), None) for paper in facts.papers
    }
    return {key: Held(held) for key, held in first.items() if held}


def _answers(dossier: Dossier) -> Iterator[tuple[str, Held]]:
    kept = DossierSources.objects.filter(dossier=dossier).first()
    form = dossier.version.form
    if kept is None or form is None:
        return
    held = {key: said for key, said in kept.sources.items() if said["from"] in HOLDS}
    with override("vi"):
        for question in eforms.all_fields(form.definition):
            if said := held.get(question.key):
                value = in_words(question, said["held"])
                yield question.key, Held(None, value, said["from"], said["on"], said["detail"])


def held_against(dossier: Dossier, items: Sequence[Item], *, on: date) -> dict[int, Held]:
    """Return what the state holds of the things asked, by their place."""
    papers, answers = held_of(dossier, on=on)
    found = (
        (place, answers.get(i.question) if i.question else papers.get(i.key)) for place, i in enumerate(items)
    )
    return {place: held for place, held in found if held}


def why_not_ask_again(items: Sequence[Item], held: Mapping[int, Held], reason: Reason) -> Refusal | None:
    """Return why what the state ``held`` of the ``items`` may not be asked for, or None."""
    things = "; ".join(
        each.words if each.paper else f"{items[place].title}: {each.words}" for place, each in held.items()
    )
    if not things:
        return None
    if reason.why not in Why.values:
        return ReasonForAskingAgainMissing(things=things)
    if reason.why == Why.OTHER and not tidy(reason.note):
        return ReasonForAskingAgainNotSaid()
    return None


def ask_again(
    dossier: Dossier, items: Sequence[Item], reason: Reason, *, officer: Posting, at: datetime
) -> list[Item]:
    """
    Return the things asked with why they are asked although held; called under the lock of the dossier.

    The owner of a paper of the vault reads in it that it was not enough, and why.

    :raises ReasonForAskingAgainMissing, ReasonForAskingAgainNotSaid: as ``why_not_ask_again`` says.
    """
    held = held_against(dossier, items, on=at.astimezone(VIETNAM).date())
    if refusal := why_not_ask_again(items, held, reason):
        raise refusal
    told = list(items)
    because = words_of(reason)
    for place, each in held.items():
        told[place] = replace(items[place], again=f"Đã có {each.words}; vẫn hỏi lại vì: {because}")
        AskedAgain.objects.create(
            dossier=dossier,
            what=items[place].title[:1000],
            held=each.words[:1000],
            why=reason.why,
            note=tidy(reason.note)[:500],
            at=at,
            by=officer.actor.name,
        )
        if each.paper:
            _tell_its_owner(each.paper, dossier, because, officer=officer, at=at)
    return told


def _tell_its_owner(
    paper: HeldPaper, dossier: Dossier, because: str, *, officer: Posting, at: datetime
) -> None:
    vault.look(
        held=paper,
        by=officer.actor.name,
        purpose=f"Yêu cầu nộp lại cho hồ sơ {dossier.code}: {because}"[:500],
        subject=dossier.subject,
        by_owner=False,
        at=at,
    )


def words_of(reason: Reason) -> str:
    """Return the reason as a letter says it, "" where none is given."""
    if not reason.why or reason.why == Why.OTHER:
        return tidy(reason.note)
    return ". ".join(filter(None, [IN_LETTERS[Why(reason.why)], tidy(reason.note)]))


IN_LETTERS: Mapping[Why, str] = {
    Why.OUTDATED: "bản đang giữ không còn đúng với hiện tại",
    Why.UNREADABLE: "bản đang giữ không đọc được hoặc thiếu trang",
    Why.CONTRADICTS: "mâu thuẫn với giấy tờ khác trong hồ sơ",
    Why.DISPUTED: "người nộp cho rằng dữ liệu đang giữ là sai",
    Why.ORIGINAL: "pháp luật buộc đối chiếu bản chính",
}

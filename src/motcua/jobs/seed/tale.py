"""
One dossier of the demo, and what its people can do with it.

A scene is a generator: it yields the moment of its next act and, woken at that moment, does the act through
the real operation. Whoever plays the scenes of an office wakes them in the order of time, so that the
numbers of its letters and results run as its days did; a moment still to come is never reached.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings

from motcua.accounts.citizens import Citizen, citizen_of
from motcua.accounts.models import Person
from motcua.catalogue.facts import Stage
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.holding.fairness import TurnReason
from motcua.dossiers.models import Dossier, Letter, NumberBlock, Wait
from motcua.dossiers.once_only.again import Reason, Why
from motcua.dossiers.operations.filing import Handed, Request, ReservedNumber
from motcua.dossiers.operations.signing import sign_letter
from motcua.dossiers.wanted import facts_for
from motcua.eforms.rules import check
from motcua.jobs.seed import words
from motcua.jobs.seed.answers import answer
from motcua.jobs.seed.co_declaring import confirmed, signed
from motcua.jobs.seed.drafting import Slip, completed, scan, with_a_slip
from motcua.jobs.seed.office import Office
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers

Moments = Iterator[datetime]
SAMPLES = 12
WITHOUT_TERM = 16.0  # working hours an office takes where the law sets no term
OUT_OF_TURN = ("same-applicant", "came-back", "specialised", "nearer-due", "urgent-by-law")
PARTS = {"take_up": 0.1, "propose": 0.6, "agree": 0.15, "sign": 0.15}
"""How what is used of a term is shared among the acts."""


@dataclass(frozen=True)
class WithoutNetwork:
    """Received at ``at`` with the number at ``place`` of a block, and entered later."""

    block_id: uuid.UUID
    place: int
    at: datetime

    def number(self) -> ReservedNumber:
        first = NumberBlock.objects.get(pk=self.block_id).first
        return ReservedNumber(self.block_id, first + self.place, self.at)


@dataclass
class Tale:
    """``at`` is the moment reached; ``wishes`` are answers the applicant gives whatever chance says."""

    office: Office
    version: ProcedureVersion
    person: Person
    random: Random
    now: datetime
    at: datetime
    online: bool
    wishes: Mapping[str, str] = field(default_factory=dict)
    without_network: WithoutNetwork | None = None

    def __post_init__(self) -> None:
        self.clerk = self.random.choice(self.office.clerks)
        self.officer = self.random.choice(self.office.officers)
        self.code = ""
        self.due_at: datetime | None = None
        self.dossier: Dossier
        self.slip: Slip | None = None
        self.opinion = ""  # what the agency will answer

    @property
    def citizen(self) -> Citizen:
        return citizen_of(self.person, face="portal")

    @property
    def tracking_url(self) -> str:
        return f"{settings.BASE_URL}/tra-cuu/?ma={self.code}"

    def after(self, low: float, high: float | None = None) -> datetime:
        """Let so many working hours pass; return the moment then."""
        hours = low if high is None else self.random.uniform(low, high)
        return self.reach(self.office.later(self.at, hours=hours))

    def reach(self, moment: datetime) -> datetime:
        self.at = max(self.at, moment)
        return self.at

    def just_now(self) -> datetime:
        """Let time pass until the last working hours before today's moment."""
        return self.reach(self.office.last_moment(self.now, self.random))

    def say(self, occasion: str) -> dict[str, Any]:
        titles = [paper.name for paper in self.version.facts.papers if paper.key] or ["Giấy tờ kèm theo"]
        return words.say(
            occasion,
            self.version,
            self.random,
            paper=self.random.choice(titles)[:120],
            unit=self.office.unit.name,
            place=self.office.place,
        )

    def hours_left(self) -> float:
        """Return the working hours until the dossier is due."""
        if self.due_at is None:
            return WITHOUT_TERM
        return max(self.office.hours_between(self.at, self.due_at), 1.0)

    # -- coming in

    def begin(self) -> Moments:
        """Filed online, or received over the counter."""
        yield self.at
        if self.online:
            key = str(uuid.UUID(int=self.random.getrandbits(128)))
            request = confirmed(self._request(f"person:{self.person.pk}"), self.citizen, self.random, self.at)
            self._is(dossiers.file(request=request, filer=self.citizen, at=self.at, idempotency_key=key))
        else:
            request = signed(self._request(f"officer:{self.clerk.officer_id}"), self.at)
            reserved = self.without_network.number() if self.without_network else None
            received = dossiers.receive_at_counter(
                request=request, clerk=self.clerk, at=self.at, reserved=reserved
            )
            self._is(received)

    def accepted(self, low: float = 0.3, high: float = 7.0) -> Moments:
        if self.online:
            yield self.after(low, high)
            self.accept()

    def come_in(self) -> Moments:
        yield from self.begin()
        yield from self.accepted()

    def accept(self) -> None:
        self._is(dossiers.accept(code=self.code, clerk=self.clerk, at=self.at))

    def _is(self, dossier: Dossier) -> None:
        self.dossier, self.code, self.due_at = dossier, dossier.code, dossier.due_at
        dossier.version = self.version  # with its form: not read again

    def _request(self, owner: str) -> Request:
        assert self.version.form is not None
        form = self.version.form.definition
        on = self.at.astimezone(VIETNAM).date()
        answers = answer(form, self.person, self.random, on)
        wishes = {"request": f"Đề nghị giải quyết: {self.version.title}.", **self.wishes}
        answers |= {key: value for key, value in wishes.items() if key in answers}
        problems = check(form, answers, on=on).problems
        assert not problems, f"{self.version.code}: the demo answers badly: {problems}"
        asked = facts_for(self.version, answers, on=on).papers
        usual = (each for each in asked if each.required and not each.present_only)
        return Request(
            version=self.version,
            deciding_unit=self.office.unit,
            receiving_unit=self.office.desk,
            applicant=self.person,
            answers=answers,
            papers=[self.paper(each.key, each.name, owner, each.originals, each.copies) for each in usual],
        )

    def paper(self, key: str, name: str, owner: str, originals: int = 0, copies: int = 1) -> Handed:
        stored = papers.store(
            content=scan(self.random.randrange(SAMPLES)),
            file_name=f"{key}.jpg",
            title=name[:300],
            kind=key,
            owner=owner,
            uploaded_by=None,
            at=self.at,
        )
        return Handed(key=key, title=name, paper_id=stored.pk, originals=originals, copies=copies)

    # -- waiting

    def ask_for_supplement(self, who: Posting) -> None:
        said = self.say("supplement")
        dossiers.ask_for_supplement(
            code=self.code,
            officer=who,
            items=said["items"],
            reason=said["reason"],
            again=Reason(Why.UNREADABLE),  # where the vault happens to hold one
            at=self.at,
        )

    def supplement(self) -> None:
        """The citizen sends what was asked; who filed at the counter brings it there."""
        by, owner = (
            (self.citizen, f"person:{self.person.pk}")
            if self.online
            else (self.clerk, f"officer:{self.clerk.officer_id}")
        )
        added = self.paper("bo-sung", "Giấy tờ bổ sung theo yêu cầu", owner)
        dossiers.supplement(code=self.code, viewer=by, answers={}, papers=[added], at=self.at)

    def open_wait(self) -> Wait:
        wait: Wait = Wait.objects.get(dossier=self.dossier, ended_at=None)
        return wait

    def sweep_at(self, until: datetime) -> datetime:
        """Return when the background work, which looks every ten minutes, finds that ``until`` has passed."""
        return self.reach(until + timedelta(minutes=self.random.randint(2, 10)))

    # -- inside the office

    def take_up(self) -> None:
        """Where others stand before it, the officer has a reason."""
        ground = OUT_OF_TURN[self.dossier.number % len(OUT_OF_TURN)]
        dossiers.take_up(code=self.code, officer=self.officer, out_of_turn=TurnReason(ground), at=self.at)

    def propose(self, decision: Decision = Decision.GRANT, *, slip: bool = False) -> None:
        fields, ground = completed(self.dossier), {}
        if slip:
            self.slip = with_a_slip(self.dossier, fields)
            fields = self.slip.fields
        if decision == Decision.REFUSE:
            ground = self.say("refused")
        elif decision == Decision.GRANT_PARTLY:
            ground = self.say("partly")
        dossiers.propose(
            code=self.code,
            officer=self.officer,
            decision=decision,
            fields=fields,
            reason=ground.get("reason", ""),
            citation=ground.get("citation", ""),
            at=self.at,
        )

    @property
    def reviewed(self) -> bool:
        return Stage.REVIEW in self.version.facts.process

    def agree(self) -> None:
        dossiers.agree(code=self.code, head=self.office.head, at=self.at)

    def sign(self) -> Dossier:
        signer, url = self.office.signer, self.tracking_url
        return dossiers.sign(code=self.code, signer=signer, at=self.at, tracking_url=url)

    def seal(self) -> None:
        """The agency's own signature, behind the leader's."""
        dossiers.sign(code=self.code, signer=self.office.sealer, at=self.at, tracking_url=self.tracking_url)

    def sign_extension(self) -> None:
        signer, url = self.office.signer, self.tracking_url
        extended = dossiers.sign_extension(code=self.code, signer=signer, at=self.at, tracking_url=url)
        self.due_at = extended.due_at

    def handled(
        self,
        used: float | None = None,
        *,
        decision: Decision = Decision.GRANT,
        parts: Mapping[str, float] = PARTS,
        slip: bool = False,
    ) -> Moments:
        """Taken up, proposed, agreed, signed; ``used``: how much of what is left of the term it takes."""
        hours = self.hours_left() * (self.random.uniform(0.2, 0.7) if used is None else used)
        yield self.after(max(hours * parts["take_up"], 0.1))
        self.take_up()
        yield from self.decided(hours, decision=decision, parts=parts, slip=slip)

    def decided(
        self,
        hours: float,
        *,
        decision: Decision = Decision.GRANT,
        parts: Mapping[str, float] = PARTS,
        slip: bool = False,
    ) -> Moments:
        """Proposed, agreed and signed within ``hours``."""
        yield self.after(max(hours * parts["propose"], 0.2))
        self.propose(decision, slip=slip)
        if self.reviewed:
            yield self.after(max(hours * parts["agree"], 0.1))
            self.agree()
        yield self.after(max(hours * parts["sign"], 0.1))
        if self.sign().signing_duty:
            yield self.after(0.05, 0.4)
            self.seal()
            if decision == Decision.GRANT_PARTLY:
                yield from self.letter_signed(Letter.Kind.REFUSAL, self.office.signer)

    def handed_over(self) -> Moments:
        """Online at once where the applicant wants that; else when they come for it."""
        yield self.reach(self.at + timedelta(seconds=self.random.randint(5, 50)))
        if not dossiers.deliver_online(dossier_id=str(self.dossier.pk), at=self.at):
            yield self.after(2, 20)
            dossiers.hand_over(code=self.code, clerk=self.clerk, to="", at=self.at)

    def letter_signed(self, kind: Letter.Kind, signer: Posting) -> Moments:
        yield self.after(0.05, 0.3)
        letter = Letter.objects.get(dossier=self.dossier, kind=kind)
        sign_letter(letter_id=letter.pk, signer=signer, tracking_url=self.tracking_url, at=self.at)

"""The life of one demo dossier, from filing to where it stands today."""

from __future__ import annotations

import io
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import Person
from motcua.catalogue.facts import OnlineLevel, RequiredPaper
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision, first_draft, result_template
from motcua.dossiers.errors import MoveNotAllowed
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Handed, Request
from motcua.eforms.rules import check
from motcua.jobs.seed.answers import answer
from motcua.kernel.legal_time import VIETNAM, WorkingCalendar
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers

_SAMPLES = 12
REFUSED = "Hồ sơ chưa đủ điều kiện theo quy định.", "Khoản 3 Điều 19 Nghị định 118/2025/NĐ-CP"


@dataclass(frozen=True)
class Office:
    """A unit with its people at work."""

    unit: Unit
    desk: Unit
    clerks: list[Posting]
    officers: list[Posting]
    head: Posting
    signer: Posting
    calendar: WorkingCalendar


class Story:
    """
    Tells one dossier step by step until ``now``.

    Each step happens in working hours some time after the last; a step that would happen after ``now`` is
    not yet taken, so the newest dossiers are still on somebody's desk.
    """

    def __init__(self, office: Office, random: Random, now: datetime) -> None:
        self.office, self.random, self.now = office, random, now

    def tell(self, version: ProcedureVersion, person: Person, filed_at: datetime) -> None:
        """Live the dossier until it ends or today comes."""
        online = version.online != OnlineLevel.NONE.value and self.random.random() < 0.82
        dossier = (
            self._file(version, person, filed_at) if online else self._receive(version, person, filed_at)
        )
        at = filed_at
        if online:
            at = self._later(at, hours=self.random.uniform(0.3, 7))
            if at > self.now or not self._at_the_desk(dossier, at):
                return
        self._in_the_office(dossier, at)

    def _file(self, version: ProcedureVersion, person: Person, at: datetime) -> Dossier:
        request = self._request(version, person, f"person:{person.pk}", at)
        key = str(uuid.UUID(int=self.random.getrandbits(128)))
        return dossiers.file(
            request=request, filer=citizen_of(person, face="portal"), at=at, idempotency_key=key
        )

    def _receive(self, version: ProcedureVersion, person: Person, at: datetime) -> Dossier:
        clerk = self.random.choice(self.office.clerks)
        request = self._request(version, person, f"officer:{clerk.officer_id}", at)
        return dossiers.receive_at_counter(request=request, clerk=clerk, at=at)

    def _request(self, version: ProcedureVersion, person: Person, owner: str, at: datetime) -> Request:
        assert version.form is not None
        form = version.form.definition
        answers = answer(form, person, self.random, at.astimezone(VIETNAM).date())
        problems = check(form, answers).problems
        assert not problems, f"{version.code}: the demo answers badly: {problems}"
        return Request(
            version=version,
            deciding_unit=self.office.unit,
            receiving_unit=self.office.desk,
            applicant=person,
            answers=answers,
            papers=[self._paper(p, owner, at) for p in version.facts.papers if _is_usual(p)],
        )

    def _paper(self, required: RequiredPaper, owner: str, at: datetime) -> Handed:
        stored = papers.store(
            content=scan(self.random.randrange(_SAMPLES)),
            file_name=f"{required.key}.jpg",
            title=required.name[:300],
            kind=required.key,
            owner=owner,
            uploaded_by=None,
            at=at,
        )
        return Handed(
            key=required.key,
            title=required.name,
            paper_id=stored.pk,
            originals=required.originals,
            copies=required.copies,
        )

    def _at_the_desk(self, dossier: Dossier, at: datetime) -> bool:
        """Return whether the dossier was accepted."""
        clerk, chance = self.random.choice(self.office.clerks), self.random.random()
        if chance < 0.03:
            dossiers.refuse(
                code=dossier.code,
                clerk=clerk,
                reason="Nội dung đề nghị không thuộc thẩm quyền giải quyết của cơ quan.",
                guidance="Bạn nộp hồ sơ tại cơ quan nơi cư trú.",
                citation="Điều 17 Nghị định 118/2025/NĐ-CP",
                at=at,
            )
            return False
        if chance < 0.10:
            return self._asks_for_more(dossier, clerk, at)
        dossiers.accept(code=dossier.code, clerk=clerk, at=at)
        return True

    def _asks_for_more(self, dossier: Dossier, clerk: Posting, at: datetime) -> bool:
        dossiers.ask_for_supplement(
            code=dossier.code,
            officer=clerk,
            items=["Bản chụp rõ nét, đủ bốn góc của giấy tờ kèm theo"],
            reason="Ảnh chụp bị mờ, không đọc được số và ngày cấp.",
            at=at,
        )
        back = self._later(at, hours=self.random.uniform(4, 40))
        again = self._later(back, hours=self.random.uniform(0.5, 6))
        if again > self.now or dossier.filer is None:
            return False
        citizen = citizen_of(dossier.filer, face="portal")
        dossiers.supplement(code=dossier.code, viewer=citizen, answers={}, papers=[], at=back)
        dossiers.accept(code=dossier.code, clerk=clerk, at=again)
        return True

    def _in_the_office(self, dossier: Dossier, at: datetime) -> None:
        dossier = Dossier.objects.select_related("version__form").get(pk=dossier.pk)
        officer = self.random.choice(self.office.officers)
        slow = self.random.random() < 0.07
        pace = self._pace(dossier, at) * (2.5 if slow else self.random.uniform(0.2, 0.7))
        for step in self._steps(dossier, officer):
            at = self._later(at, hours=max(pace / 5, 0.2))
            if at > self.now:
                return
            step(at)

    def _pace(self, dossier: Dossier, at: datetime) -> float:
        """Return the working hours the law leaves."""
        if dossier.due_at is None:
            return 16.0
        return max((dossier.due_at - at).total_seconds() / 3600 / 3, 2.0)

    def _steps(self, dossier: Dossier, officer: Posting) -> list[Any]:
        code, office = dossier.code, self.office
        decision = Decision.REFUSE if self.random.random() < 0.03 else Decision.GRANT
        fields = _completed(dossier)
        reason, ground = REFUSED if decision == Decision.REFUSE else ("", "")
        review = "review" in [stage.value for stage in dossier.version.facts.process]
        steps = [
            lambda at: dossiers.take_up(code=code, officer=officer, at=at),
            lambda at: dossiers.propose(
                code=code,
                officer=officer,
                decision=decision,
                fields=fields,
                reason=reason,
                citation=ground,
                at=at,
            ),
        ]
        if review:
            steps.append(lambda at: dossiers.agree(code=code, head=office.head, at=at))
        steps += [lambda at: dossiers.sign(code=code, signer=office.signer, at=at), self._give(dossier)]
        return steps

    def _give(self, dossier: Dossier) -> Any:
        clerk = self.random.choice(self.office.clerks)

        def give(at: datetime) -> None:
            if not dossiers.deliver_online(dossier_id=str(dossier.pk), at=at):
                with suppress(MoveNotAllowed):  # the worker of a running trial has delivered it already
                    dossiers.hand_over(code=dossier.code, clerk=clerk, to="", at=at)

        return give

    def _later(self, at: datetime, *, hours: float) -> datetime:
        """Return the moment ``hours`` working hours after ``at``."""
        left, now = timedelta(hours=hours), at.astimezone(VIETNAM)
        on = now.date()
        while True:
            for opens, closes in self.office.calendar.hours_of(on):
                begins = max(opens, now)
                if begins < closes and left <= closes - begins:
                    return begins + left
                left -= max(closes - begins, timedelta())
            on += timedelta(days=1)


def _is_usual(paper: RequiredPaper) -> bool:
    return paper.required and not paper.present_only


def _completed(dossier: Dossier) -> dict[str, Any]:
    """Return the draft of the result with what an officer would add."""
    template, fields = result_template(dossier), first_draft(dossier)
    for field in template.fields:
        if field.required and not fields.get(field.key):
            fields[field.key] = {
                "date": dossier.filed_on.isoformat(),
                "number": "1",
            }.get(field.type, "Theo hồ sơ đã thẩm tra")
    return fields


@cache
def scan(number: int) -> bytes:
    """Return the picture of a paper: enough to be a real file."""
    page = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(page)
    for line in range(9, 60):
        width = 200 + (line * 37 + number * 53) % 300
        draw.line([(60, line * 13), (60 + width, line * 13)], fill=90, width=2)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=60)
    return out.getvalue()

"""What follows from the outcomes of parts. The filing is held; it looks at what is, so twice is once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import override

from motcua.accounts.citizens import Citizen
from motcua.dossiers.operations.ending import Because, end_together
from motcua.dossiers.operations.filing import Handed, Request
from motcua.dossiers.operations.parts import PartOf, file_part
from motcua.interlinked.bundles import Bundle, PartRule, Then
from motcua.interlinked.facts import Declared, answers_for, results_of
from motcua.interlinked.models import Filing, Part
from motcua.interlinked.outcomes import Outcome, outcome
from motcua.interlinked.queries import loaded
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.queries import desk_of
from motcua.papers.models import Paper
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper

WITHDRAWN = Because("Người nộp đã rút phần này trước khi hồ sơ được chuyển đi.", "", "")
VOID = "Phần “{other}” của hồ sơ liên thông {code} không được giải quyết, nên phần này không làm tiếp được."
TRY = "Bạn bấm gửi lại sau khi đã sửa; không sửa được thì rút phần này và nộp riêng thủ tục."


@dataclass
class _Way:
    """A filing on its way: its rule, its parts as they are now, and who set it going (None: the system)."""

    filing: Filing
    bundle: Bundle
    parts: dict[str, Part]
    viewer: Citizen | None
    at: datetime

    @property
    def actor(self) -> Actor:
        return self.viewer.actor if self.viewer else SYSTEM


def advance(filing: Filing, bundle: Bundle, *, at: datetime, viewer: Citizen | None = None) -> None:
    """
    File each part whose turn has come, and stop each that another one has made void, until nothing changes.

    With ``viewer``, who files the whole now, a part that cannot be filed refuses the whole; later it is held.
    """
    changed = True
    while changed:
        way = _Way(filing, bundle, {part.key: part for part in loaded(filing)}, viewer, at)
        changed = sum(_step(way, bundle.part(key)) for key in way.parts) > 0


def _step(way: _Way, rule: PartRule) -> bool:
    part = way.parts[rule.key]
    if part.state == Part.State.HELD or outcome(part) != Outcome.OPEN:
        return False
    lost = [key for key, other in way.parts.items() if outcome(other) == Outcome.NOT_GIVEN]
    fatal = next((key for key in lost if rule.then(key) == Then.STOP), None)
    if fatal:
        return _stop(way, part, _void(way, rule, fatal))
    if part.state == Part.State.FILED or any(outcome(way.parts[key]) == Outcome.OPEN for key in rule.after):
        return False
    return _send(way, part, rule)


def _void(way: _Way, rule: PartRule, other: str) -> Because:
    reason = VOID.format(other=way.bundle.part(other).title, code=way.filing.code)
    return Because(reason, rule.guidance, way.bundle.citation)


def _stop(way: _Way, part: Part, because: Because) -> bool:
    if part.dossier is None:
        call_off(way.filing, part, because, actor=SYSTEM, at=way.at)
        return True
    return end_together(dossier_id=part.dossier.pk, because=because, at=way.at)


def call_off(filing: Filing, part: Part, because: Because, *, actor: Actor, at: datetime) -> None:
    """End a part that never became a dossier: no office had it, no term ran."""
    part.state, part.since = Part.State.CALLED_OFF, at
    part.reason, part.guidance, part.citation = because.reason, because.guidance, because.citation
    part.save()
    Paper.objects.attached_to(kept_for(filing, part.key)).update(attached_to="")
    record(filing, "call-off", actor=actor, at=at, part=part.key, **vars(because))


def _send(way: _Way, part: Part, rule: PartRule) -> bool:
    own = rule.own_term
    term = {"term": own.term.model_dump(mode="json"), "citation": own.citation} if own else None
    part_of = PartOf(way.filing.code, f"{way.filing.subject}:{part.key}", way.filing.person_id, term)
    try:
        with transaction.atomic():
            dossier = file_part(request=_request(way, part, rule), part=part_of, viewer=way.viewer, at=way.at)
    except Refusal as refusal:
        if way.viewer:
            raise
        return _hold(way, part, refusal)
    part.dossier, part.state, part.since = dossier, Part.State.FILED, way.at
    part.save()
    record(way.filing, "send", actor=way.actor, at=way.at, part=part.key, dossier=dossier.code)
    return True


def _hold(way: _Way, part: Part, refusal: Refusal) -> bool:
    """A part that cannot go on does not vanish: it says why, and its applicant can act."""
    with override("vi"):
        problems = refusal.facts.get("problems")
        more = " ".join(map(str, problems.values())) if isinstance(problems, dict) else ""
        part.reason = f"{refusal} {more}".strip()
    part.state, part.since, part.guidance = Part.State.HELD, way.at, TRY
    part.save()
    record(way.filing, "hold", actor=SYSTEM, at=way.at, part=part.key, reason=part.reason, guidance=TRY)
    return True


def _request(way: _Way, part: Part, rule: PartRule) -> Request:
    filing, on = way.filing, way.at.astimezone(VIETNAM).date()
    return Request(
        version=part.version,
        deciding_unit=part.unit,
        receiving_unit=desk_of(part.unit, on=on),
        applicant=filing.business or filing.person,
        answers=answers_for(rule, Declared.of(filing), results_of(way.parts)),
        papers=[*_papers(way, rule), *_results(way, rule)],
        draft=filing.draft,
    )


def kept_for(filing: Filing, key: str) -> str:
    """Where the papers of a part lie until it is filed."""
    return f"{filing.subject}:{key}"


def _papers(way: _Way, rule: PartRule) -> list[Handed]:
    kept = Paper.objects.attached_to(kept_for(way.filing, rule.key)).filter(kind__in=rule.papers)
    return [Handed(rule.papers[paper.kind], paper.title, paper.pk, copies=1) for paper in kept]


def _results(way: _Way, rule: PartRule) -> list[Handed]:
    """Hand in the results of other parts, out of the applicant's vault, where every use of them is seen."""
    found = []
    for key, other in rule.gets.items():
        dossier = way.parts[other].dossier
        held = HeldPaper.objects.filter(came_from=dossier.subject).first() if dossier else None
        if held is None:
            continue
        paper = vault.reuse(
            held_id=held.pk, owners=(held.owner,), kind=key, purpose=way.filing.version.title,
            subject=kept_for(way.filing, rule.key), actor=way.actor, at=way.at, by_owner=False,
        )  # fmt: skip
        found.append(Handed(key, paper.title, paper.pk, copies=1))
    return found


def record(
    filing: Filing, what: str, *, actor: Actor, at: datetime, opens: bool = False, **data: Any
) -> None:
    """Leave one act on the filing in the journal."""
    journal.record(
        f"interlinked.{what}",
        subject=filing.subject,
        actor=actor,
        at=at,
        opens=opens,
        code=filing.code,
        **data,
    )

"""The acts on a dossier: each address is one operation, with a body of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from motcua.dossiers import operations
from motcua.dossiers.asked import items_of
from motcua.dossiers.holding.fairness import TurnReason
from motcua.dossiers.limits import open_wait
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.operations.checking import PaperCheck
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.queries import dossier_for
from motcua.web.api.auth import caller, with_key
from motcua.web.api.dossiers import handed
from motcua.web.api.responses import also
from motcua.web.api.schemas import acts as said
from motcua.web.api.schemas.dossiers import Standing
from motcua.web.api.schemas.filing import PapersGiven
from motcua.web.api.schemas.text import Code
from motcua.web.ui.staff_files import tracking_url

router = Router()
_ANSWERS = also(Standing, 400, 401, 403, 404, 409, 415, 422)

# What is meant when no body is sent.
_NOTHING, _UNCHECKED, _NO_REASON = said.Nothing(), said.Acceptance(), said.Withdrawal()
_IN_TURN = said.TakingUp()
_NO_NOTE, _TO_APPLICANT = said.Agreement(), said.HandOver()


def act(name: str, summary: str) -> Callable[..., Any]:
    path = f"/dossiers/{{code}}/acts/{name}"
    return router.post(path, **with_key("dossiers:act"), response=_ANSWERS, summary=summary)


@act("accept", "The desk accepts it")
def accept(request: HttpRequest, code: Code, body: said.Acceptance = _UNCHECKED) -> Standing:
    """The term begins; the receipt slip gets its number (Decree 118/2025/NĐ-CP, Art. 17.3)."""
    return now(
        operations.accept(
            code=code, clerk=caller(request).staff(), checks=_checks(body.checks), at=timezone.now()
        )
    )


@act("ask-for-supplement", "Ask for what is missing, once and fully")
def ask_for_supplement(request: HttpRequest, code: Code, body: said.SupplementRequest) -> Standing:
    """The desk, or the officer who handles it, says what is missing and why (Art. 19.3)."""
    return now(
        operations.ask_for_supplement(
            code=code,
            officer=caller(request).staff(),
            items=body.items,
            questions=body.questions,
            reason=body.reason,
            checks=_checks(body.checks),
            at=timezone.now(),
        )
    )


@act("supplement", "The applicant completes it")
def supplement(request: HttpRequest, code: Code, body: said.Supplement) -> Standing:
    """Corrected answers and more papers; at the desk a clerk takes them in (Art. 19.5)."""
    viewer = caller(request).viewer()
    return now(
        operations.supplement(
            code=code,
            viewer=viewer,
            answers=body.answers,
            papers=_for_what_was_asked(viewer, code, body.papers),
            at=timezone.now(),
        )
    )


@act("refuse", "The desk does not accept it")
def refuse(request: HttpRequest, code: Code, body: said.RefusalToAccept) -> Standing:
    """Why, under which text, and what the applicant can do."""
    return now(
        operations.refuse(
            code=code,
            clerk=caller(request).staff(),
            reason=body.reason,
            guidance=body.guidance,
            citation=body.citation,
            at=timezone.now(),
        )
    )


@act("withdraw", "The applicant withdraws it")
def withdraw(request: HttpRequest, code: Code, body: said.Withdrawal = _NO_REASON) -> Standing:
    """From receipt until decision; at the desk a clerk records it (Art. 21)."""
    return now(
        operations.withdraw(code=code, viewer=caller(request).viewer(), reason=body.reason, at=timezone.now())
    )


@act("take-up", "An officer takes it up")
def take_up(request: HttpRequest, code: Code, body: said.TakingUp = _IN_TURN) -> Standing:
    """It is theirs to answer for. What waits longest of its procedure is taken first, or they say why."""
    return now(
        operations.take_up(
            code=code,
            officer=caller(request).staff(),
            out_of_turn=TurnReason(body.ground, body.words),
            at=timezone.now(),
        )
    )


@act("propose", "The officer proposes the answer")
def propose(request: HttpRequest, code: Code, body: said.ProposedDecision) -> Standing:
    """The fields of the result, or the reason and ground of a refusal."""
    return now(
        operations.propose(
            code=code,
            officer=caller(request).staff(),
            decision=body.decision,
            fields=body.fields,
            reason=body.reason,
            citation=body.citation,
            note=body.note,
            at=timezone.now(),
        )
    )


@act("agree", "The head agrees")
def agree(request: HttpRequest, code: Code, body: said.Agreement = _NO_NOTE) -> Standing:
    """It goes on to the signer."""
    return now(operations.agree(code=code, head=caller(request).staff(), note=body.note, at=timezone.now()))


@act("send-back", "The head or the signer returns it")
def send_back(request: HttpRequest, code: Code, body: said.Reason) -> Standing:
    """To the officer, with a reason."""
    return now(
        operations.send_back(
            code=code, officer=caller(request).staff(), reason=body.reason, at=timezone.now()
        )
    )


@act("sign", "Sign and issue the result")
def sign(request: HttpRequest, code: Code, body: said.Nothing = _NOTHING) -> Standing:
    """It gets its number and date, its signature and its verification code."""
    return now(
        operations.sign(
            code=code,
            signer=caller(request).staff(),
            at=timezone.now(),
            tracking_url=tracking_url(code),
        )
    )


@act("hand-over", "Hand the result over at the desk")
def hand_over(request: HttpRequest, code: Code, body: said.HandOver = _TO_APPLICANT) -> Standing:
    """The last act."""
    return now(operations.hand_over(code=code, clerk=caller(request).staff(), to=body.to, at=timezone.now()))


def now(dossier: Dossier) -> Standing:
    return Standing.of(dossier)


def papers_of(viewer: Viewer, code: str, given: PapersGiven) -> list[Handed]:
    """Return the papers handed in, under the names the procedure gives them."""
    if not given:
        return []
    titles = {paper.key: paper.name for paper in dossier_for(viewer, code).version.facts.papers}
    return [handed(paper, titles) for paper in given]


def _for_what_was_asked(viewer: Viewer, code: str, given: Sequence[said.PaperAsked]) -> list[Handed]:
    """Return the papers as they are handed in; one for a thing asked is called as that is, and keyed so."""
    dossier = dossier_for(viewer, code)
    wait = open_wait(dossier)
    asked = dict(enumerate(items_of(wait), start=1)) if wait else {}
    titles = {paper.key: paper.name for paper in dossier.version.facts.papers}
    found = []
    for paper in given:
        item = asked.get(paper.item or 0)
        key = paper.key or (item.key if item else "")
        title = item.title if item else titles.get(key, key)
        found.append(Handed(key=key, title=title, paper_id=paper.id, copies=1, item=paper.item))
    return found


def _checks(found: Iterable[said.PaperChecked]) -> dict[int, PaperCheck]:
    return {each.line: PaperCheck(DossierPaper.Check(each.result), each.note) for each in found}

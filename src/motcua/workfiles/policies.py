"""Why an officer may not do something to a document now."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.workfiles.errors import AlreadyDone, NotAssigned, NotYourTask, StepNotAllowed
from motcua.workfiles.models import READERS, Incoming, Outgoing
from motcua.workfiles.states import FROM, Act, FollowUp, Step

DUTIES: Mapping[Act, tuple[Duty, ...]] = {
    Act.SAVE: READERS,
    Act.SUBMIT: READERS,
    Act.RETURN: (Duty.REVIEW, Duty.SIGN),
    Act.AGREE: (Duty.REVIEW,),
    Act.SIGN: (Duty.SIGN,),
    Act.ISSUE: (Duty.SEAL,),
}
WRITERS = frozenset({Act.SAVE, Act.SUBMIT})


def why_not(act: Act, posting: Posting, document: Outgoing) -> Refusal | None:
    """Return why ``posting`` may not do ``act``: the step, then whose it is."""
    if document.step not in FROM[act]:
        return StepNotAllowed(step=Step(document.step).label, act=act.label)
    if refusal := _why_not_one_of(DUTIES[act], posting, document.unit):
        return refusal
    own = document.author_id == posting.officer_id
    if act in WRITERS and not own and not posting.may(Duty.REVIEW, document.unit_id):
        return NotYourTask(duty=document.author.full_name, unit=document.unit.name)
    return None


def why_not_begin(posting: Posting, unit: Unit) -> Refusal | None:
    return _why_not_one_of(READERS, posting, unit)


def why_not_register(posting: Posting, unit: Unit) -> Refusal | None:
    """Return why ``posting`` gives no incoming number of ``unit``: that is the clerk's (văn thư)."""
    return _why_not_one_of((Duty.SEAL,), posting, unit)


def why_not_instruct(posting: Posting, document: Incoming) -> Refusal | None:
    """Return why ``posting`` may not say who sees to the document."""
    if document.state == FollowUp.DONE:
        return AlreadyDone()
    return _why_not_one_of((Duty.SIGN, Duty.REVIEW), posting, document.unit)


def why_not_finish(posting: Posting, document: Incoming) -> Refusal | None:
    """Return why ``posting`` may not say that the document is seen to."""
    if document.state != FollowUp.ASSIGNED:
        return AlreadyDone() if document.state == FollowUp.DONE else NotAssigned()
    if document.handler_id == posting.officer_id:
        return None
    return _why_not_one_of((Duty.SIGN, Duty.REVIEW), posting, document.unit)


def _why_not_one_of(duties: tuple[Duty, ...], posting: Posting, unit: Unit) -> Refusal | None:
    if any(posting.may(duty, unit.pk) for duty in duties):
        return None
    return NotYourTask(duty=duties[0].label, unit=unit.name)

"""Why an officer may not digitise here now. The page shows the answer; the operation raises it."""

from motcua.dossiers.digitising.asked import asked_of, doubtful, wrong
from motcua.dossiers.digitising.errors import FactsWrong, NoPages, NotThisStep, StillDoubtful, StillReading
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.steps import NEXT, Reading, Step
from motcua.dossiers.errors import NotYourDuty
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting


def why_not_digitise(clerk: Posting, desk: Unit | None = None) -> Refusal | None:
    """Who receives papers compares them with the originals and digitises them."""
    if desk is None and clerk.holds(Duty.RECEIVE):
        return None
    if desk is not None and clerk.may(Duty.RECEIVE, desk.pk):
        return None
    return NotYourDuty(duty=Duty.RECEIVE.label, unit=desk.name if desk else "bộ phận một cửa")


def why_not_at(step: Step, digitisation: Digitisation) -> Refusal | None:
    """Return why what belongs to ``step`` cannot be done: somebody has gone on, or not come so far."""
    return None if digitisation.step == step else _elsewhere(digitisation)


def why_not_go_to(step: Step, digitisation: Digitisation) -> Refusal | None:
    return None if step in NEXT[Step(digitisation.step)] else _elsewhere(digitisation)


def _elsewhere(digitisation: Digitisation) -> Refusal:
    return NotThisStep(title=digitisation.title, step=Step(digitisation.step).label)


def why_not_end_scan(digitisation: Digitisation) -> Refusal | None:
    if refusal := why_not_at(Step.SCAN, digitisation):
        return refusal
    return None if digitisation.pages.exists() else NoPages()


def why_not_end_facts(digitisation: Digitisation) -> Refusal | None:
    """Every fact must be one, and what the machine doubted must have been seen by somebody."""
    if refusal := why_not_at(Step.FACTS, digitisation):
        return refusal
    asked = asked_of(digitisation)
    if bad := wrong(asked):
        return FactsWrong(count=len(bad))
    if left := doubtful(asked):
        return StillDoubtful(count=len(left))
    return None


def why_not_sign(digitisation: Digitisation) -> Refusal | None:
    if refusal := why_not_at(Step.SIGN, digitisation):
        return refusal
    return StillReading() if digitisation.reading == Reading.WAITING else None

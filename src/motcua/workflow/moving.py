"""What becomes of dossiers under way if they go on by another version: tried on each, nothing is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from motcua.kernel.errors import Refusal
from motcua.workflow.differences import guess_mapping
from motcua.workflow.engine import Run
from motcua.workflow.models import Course, ProcessVersion
from motcua.workflow.plans import plan_of


@dataclass(frozen=True, slots=True)
class Trial:
    """
    One dossier under way: what each piece of its open work becomes, or why it cannot move.

    ``becomes`` pairs the names of steps, of now and of then.
    """

    course: Course
    code: str
    becomes: tuple[tuple[str, str], ...] = ()
    why_not: str = ""


def try_move(
    *, version: ProcessVersion, on: date, mapping: Mapping[str, str] | None = None
) -> tuple[Trial, ...]:
    """
    Say of each dossier under way by another version of the process what moving it to ``version`` would do.

    ``mapping`` (old node to new node) adds to what is guessed of each version, and wins over it.
    """
    return tuple(trial(course, version, mapping, on=on)[0] for course in to_move(version))


def to_move(version: ProcessVersion) -> QuerySet[Course]:
    """Return the courses under way by other versions of the process of ``version``."""
    others = Q(version__process=version.process_id) & ~Q(version=version.pk)
    return (
        Course.objects.open()
        .filter(others)
        .select_related("version", "dossier")
        .defer("version__content")
        .order_by("pk")
    )


def trial(
    course: Course, version: ProcessVersion, mapping: Mapping[str, str] | None, *, on: date
) -> tuple[Trial, Run | None]:
    """Return what moving one course to ``version`` does, with the run that results where it can."""
    code = course.dossier.code
    if course.stuck_because:
        return Trial(course, code, why_not=gettext("Quy trình của hồ sơ đang mắc; hãy gỡ trước.")), None
    old, new = plan_of(course.version), plan_of(version)
    known = {**guess_mapping(old.lines, new.lines), **(mapping or {})}
    run = old.restore(course.state)
    before = {place.node.id: place.node.title for place in run.waiting()}
    try:
        moved = run.move_to(new, known, on=on)
    except Refusal as reason:
        return Trial(course, code, why_not=str(reason)), None
    return Trial(course, code, tuple(_becomes(before, known, moved))), moved


def _becomes(before: Mapping[str, str], mapping: Mapping[str, str], moved: Run) -> Iterator[tuple[str, str]]:
    places = moved.plan.places
    for own, title in before.items():
        if own in mapping:
            yield title, places[mapping[own]].node.title

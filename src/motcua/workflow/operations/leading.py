"""What each effect of an act does to a course. Whoever calls holds the dossier."""

from collections.abc import Callable, Mapping

from motcua.catalogue.facts import Stage
from motcua.dossiers.states import Move, State
from motcua.journal.rules import ActFacts
from motcua.orgs.models import Duty
from motcua.workflow.effects import Effect, step_of
from motcua.workflow.engine import Run, Waits
from motcua.workflow.errors import NoWayTo
from motcua.workflow.models import Task
from motcua.workflow.operations.courses import Work, day, record, who
from motcua.workflow.operations.doing import done_now
from motcua.workflow.operations.shares import recount
from motcua.workflow.operations.tasks import keep, unit_for

Lead = Callable[[Work, Move, ActFacts], None]


def _does_step(work: Work, move: Move, act: ActFacts) -> bool:
    """Do the open step that names this act; return whether there was one."""
    task = _step_for(work, move)
    if task is None:
        return False
    finish(work, task, act)
    return True


def _step_for(work: Work, move: Move) -> Task | None:
    """Return the open step that an act does: the one it was begun from, else the one opened first."""
    doing, spots = done_now(), work.plan.places
    found = [task for task in work.open if spots[task.node].node.step.operation == step_of(move)]
    begun = (task for task in found if doing and task.pk == doing.task.pk)
    return next(begun, found[0] if found else None)


def finish(work: Work, task: Task, act: ActFacts) -> None:
    """Let the course go on from a piece of work that is done by an act."""
    doing, run, on = done_now(), work.run(), day(act.at)
    facts = work.facts() | dict(doing.facts if doing else {})
    if task.waits == Waits.STEP:
        run.complete(task.token, facts, on=on)
    else:
        run.arrive(task.token, facts, on=on)
    if doing and doing.way:
        take_way(run, doing.way, task, on=on)
    keep(work.course, run, open_=work.open, at=act.at, done=task, by=act.actor_id)


def take_way(run: Run, way: str, task: Task, **on: object) -> None:
    """Take a way of the gateway that asks a person right after a step."""
    choice = next((place for place in run.waiting() if any(flow.id == way for flow in place.ways)), None)
    run.choose(choice.token if choice else task.token, way, **on)  # type: ignore[arg-type]


def _begins(work: Work, move: Move, act: ActFacts) -> None:
    """Received: the desk's step is done; where the course was further on, the term is counted anew."""
    if _does_step(work, move, act) or work.begun_now or work.course.ended_by:
        return
    _begin_again(work, act)
    work.open = list(work.course.tasks.open().order_by("pk"))
    _does_step(work, move, act)


def _begin_again(work: Work, act: ActFacts) -> None:
    run = work.run()
    run.begin_again(work.facts(), on=day(act.at))
    keep(work.course, run, open_=work.open, at=act.at)
    record("begun-again", work.course, who(act), act.at, after=act.verb)


def _leads(work: Work, move: Move, act: ActFacts) -> None:
    if _does_step(work, move, act):
        return
    steps = work.plan.lines.by_act.get(step_of(move), ())
    if steps and not work.course.ended_by:
        _go_to(work, _nearest(work, steps), act)
        _does_step(work, move, act)
    elif move is Move.HAND_OVER:
        _ends(work, move, act)


def _nearest(work: Work, steps: tuple[str, ...]) -> str:
    """Return the first of ``steps`` ahead of the open work, else the last behind it, else the first."""
    leads = work.plan.lines.leads
    ahead = (step for step in steps if any(leads(task.node, step) for task in work.open))
    behind = (step for step in reversed(steps) if any(leads(step, task.node) for task in work.open))
    return next(ahead, None) or next(behind, None) or steps[0]


def _go_to(work: Work, step: str, act: ActFacts) -> None:
    """
    Stand at a step: the work before and behind it is taken away, what runs beside it stays.

    :raises NoWayTo: if it lies on another branch, or the process would wait for ever.
    """
    leads = work.plan.lines.leads
    left = [task for task in work.open if leads(task.node, step) or leads(step, task.node)]
    if not left and len(work.open) > 1:
        raise NoWayTo(steps=f"“{work.plan.places[step].node.title}”")
    gone = left or work.open
    run = work.run()
    run.go_to(step, on=day(act.at), facts=work.facts(), instead_of=[task.token for task in gone] or None)
    keep(work.course, run, open_=work.open, at=act.at)
    record("went-to", work.course, who(act), act.at, node=step, after=act.verb)
    work.open = list(work.course.tasks.open().order_by("pk"))


def _stays(work: Work, move: Move, act: ActFacts) -> None:
    _does_step(work, move, act)


def _goes_back(work: Work, move: Move, act: ActFacts) -> None:
    """What was proposed goes back to be proposed once more; a course that is not so far stays where it is."""
    if _does_step(work, move, act) or work.course.ended_by or work.dossier.place.state != State.IN_HANDLING:
        return
    if act.data.get("back_to") == Stage.REVIEW.value:  # the head took back what they had agreed to
        step = next(iter(work.plan.lines.by_act.get(Move.AGREE.value, ())), None)
    else:
        step = _proposed_at(work)
    if step:
        _go_to(work, step, act)


def _proposed_at(work: Work) -> str | None:
    """Return the step that proposes, else the last that an officer did, where the course is past it."""
    leads, steps = work.plan.lines.leads, work.plan.lines.by_act.get(Move.PROPOSE.value, ())
    if not steps:
        last = work.course.tasks.filter(role=Duty.HANDLE, done_by__isnull=False, waits=Waits.STEP)
        if any(task.role == Duty.HANDLE for task in work.open):
            return None
        steps = tuple(last.order_by("-ended_at", "-pk").values_list("node", flat=True)[:1])
    here = [task.node for task in work.open]
    if not steps or any(node == step or leads(node, step) for node in here for step in steps):
        return None
    return _nearest(work, steps) if here else steps[-1]


def _comes_back(work: Work, move: Move, act: ActFacts) -> None:
    """To the desk's own step where the dossier is received anew; the shares go on again."""
    if not _does_step(work, move, act) and _is_at_desk_again(work):
        _begin_again(work, act)
    recount([work.course.dossier_id], because=move.value, at=act.at)


def _is_at_desk_again(work: Work) -> bool:
    """Whether the desk must accept anew, and its step is not open."""
    steps = work.plan.lines.by_act.get(Move.ACCEPT.value, ())
    open_ = {task.node for task in work.open} & set(steps)
    return bool(work.dossier.state == State.FILED and steps and not open_ and not work.course.ended_by)


def _passes_on(work: Work, move: Move, act: ActFacts) -> None:
    """The open work is done where the dossier is now; nobody there has claimed it yet."""
    moved = []
    for task in work.open:
        unit = unit_for(task.role, work.dossier)
        if unit != task.unit_id:
            task.unit_id, task.claimed_by = unit, None
            moved.append(task)
    Task.objects.bulk_update(moved, ["unit", "claimed_by"])
    recount([work.course.dossier_id], because=move.value, at=act.at)


def _ends(work: Work, move: Move, act: ActFacts) -> None:
    """The dossier's way has ended otherwise: no work is open any more."""
    course = work.course
    if course.ended_at is not None:
        return
    course.tasks.open().update(ended_at=act.at)
    course.change(ended_at=act.at, ended_by=move.value, stuck_because="")
    record("ended", course, who(act), act.at, after=act.verb)


LEAD: Mapping[Effect, Lead] = {
    Effect.BEGINS: _begins,
    Effect.LEADS: _leads,
    Effect.STAYS: _stays,
    Effect.GOES_BACK: _goes_back,
    Effect.COMES_BACK: _comes_back,
    Effect.PASSES_ON: _passes_on,
    Effect.ENDS: _ends,
}

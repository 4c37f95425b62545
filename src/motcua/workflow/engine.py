"""
Runs a process: who must do what now, and what follows when they have done it.

No clock and no database: whoever calls says the day, delivers messages, and says when a timer is due.
A run that refused is thrown away; what it was before is still in the text it was restored from.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from motcua.eforms.expressions import holds
from motcua.workflow.bpmn.model import Definitions, Message, Node, Timer
from motcua.workflow.checks.soundness import can_end
from motcua.workflow.errors import NotWaiting, NoWayBack, NoWayOn, NoWayTo, WayUnknown
from motcua.workflow.joins import arrivals_among, give_back_arrivals
from motcua.workflow.lines import Lines, Spot, host_of
from motcua.workflow.placing import Arrival, Marking, exit_of, placed
from motcua.workflow.specs import ASK, CHOSEN, HOLD, NODE, OUT, specs_of
from motcua.workflow.states import dumped, restored
from motcua.workflow.waiting import Waiting as Waiting
from motcua.workflow.waiting import Waits as Waits

for _name in ("spiff.task", "spiff.workflow", "spiff"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # what it gathers for each line costs more than a step

CHOICES = "_choices"
_TOKENS, _TOKEN = "_tokens", "token"


class _Conditions(PythonScriptEngine):  # type: ignore[misc]
    """Reads conditions as CEL on a given day, and runs nothing else."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def evaluate(self, task: Task, expression: str, external_context: object = None) -> bool:
        if expression.startswith(CHOSEN):
            _word, gateway, flow = expression.split(" ")
            return bool(task.data.get(CHOICES, {}).get(gateway) == flow)
        return holds(expression, task.data, self.on)

    def execute(self, task: Task, script: str, external_context: object = None) -> bool:
        raise NotImplementedError("a process brings no program")


class Plan:
    """A process made ready to run; one serves every dossier of its version."""

    def __init__(self, definitions: Definitions, process_id: str) -> None:
        self.spec, self.inner = specs_of(definitions, process_id)
        self.lines = Lines(definitions, process_id)

    @property
    def places(self) -> Mapping[str, Spot]:
        """Every node of the process, and of what runs inside it, by its id."""
        return self.lines.spots

    def start(self, facts: Mapping[str, Any], *, on: date) -> "Run":
        """Begin, with what is known of the dossier, and go on to where somebody must act."""
        run = self.fresh(facts)
        run.go_on(on)
        return run

    def fresh(self, facts: Mapping[str, Any]) -> "Run":
        """Return a run that has not gone anywhere yet."""
        run = Run(self, BpmnWorkflow(self.spec, dict(self.inner)))
        run.workflow.task_tree.set_data(**facts)
        return run

    def restore(self, state: str) -> "Run":
        return Run(self, restored(state, self.spec, self.inner))


class Run:
    """One dossier's way through a process."""

    def __init__(self, plan: Plan, workflow: BpmnWorkflow) -> None:
        self.plan = plan
        self.workflow = workflow
        self.sent: list[str] = []
        """The messages that left in this call, by name."""

    def state(self) -> str:
        return dumped(self.workflow)

    @property
    def ended(self) -> bool:
        return bool(self.workflow.is_completed())

    @property
    def facts(self) -> dict[str, Any]:
        """What the last step left known."""
        last = self.workflow.last_task
        known: dict[str, Any] = dict(last.data if last else {})
        known.pop(CHOICES, None)
        return known

    def waiting(self) -> tuple[Waiting, ...]:
        """Return every place where somebody must act or word is awaited, in the order they were reached."""
        return tuple(self._waiting(task) for task in self._open())

    def complete(self, token: str, facts: Mapping[str, Any], *, on: date) -> None:
        """
        Record that a step is done, with what it made known.

        :raises NotWaiting: if nobody is waited for there (any more).
        :raises NoWayOn: if no condition holds at a gateway that follows.
        """
        task = self._task(token, Waits.STEP)
        task.set_data(**facts)
        task.run()
        self.go_on(on)

    def choose(self, token: str, flow: str, *, on: date) -> None:
        """
        Take one of the ways of a gateway that asks a person.

        :raises WayUnknown: if it is none of its ways.
        """
        task = self._task(token, Waits.CHOICE)
        asked = self._waiting(task)
        if flow not in {way.id for way in asked.ways}:
            raise WayUnknown(step=asked.node.title)
        task.set_data(**{CHOICES: {**task.data.get(CHOICES, {}), asked.node.id: flow}})
        task.run()
        self.go_on(on)

    def arrive(self, token: str, facts: Mapping[str, Any], *, on: date) -> None:
        """Deliver the message, or say that the timer is due, for which a place waits."""
        task = self._task(token, Waits.MESSAGE, Waits.TIMER)
        event = BpmnEvent(task.task_spec.event_definition, payload=dict(facts))
        task.task_spec.catch(task, event)
        task.task_spec._update(task)
        self.go_on(on)

    def message(self, name: str, facts: Mapping[str, Any], *, on: date) -> None:
        """Deliver a message to every place that waits for it by name."""
        found = [place.token for place in self.waiting() if place.message == name]
        if not found:
            raise NotWaiting(step=name)
        for token in found:
            self.arrive(token, facts, on=on)

    def return_to(self, node_id: str, *, on: date) -> None:
        """
        Go back to a step that was done: all that followed from it is undone.

        :raises NoWayBack: if it was not done, or if work stands that did not follow from it.
        """
        done = [task for task in self._tasks() if task.task_spec.name == NODE + node_id]
        done = [task for task in done if task.has_state(TaskState.COMPLETED) and task.task_spec.manual]
        place = self.plan.places.get(node_id)
        named = place.node.title if place else node_id
        if not done and node_id in self.workflow.data.get(_TOKENS, {}):
            self._return_beyond_memory(node_id, named, on)
            return
        if not done:
            raise NoWayBack(step=named)
        target = done[-1]
        if any(task.workflow is not target.workflow or not _follows(task, target) for task in self._open()):
            raise NoWayBack(step=named)
        before = {task.id for task in self._tasks()}
        self.workflow.reset_from_task_id(target.id)
        removed = before - {task.id for task in self._tasks()}
        give_back_arrivals(self._tasks(), {str(own) for own in removed})
        self.go_on(on)

    def remember(self, tokens: Iterable[str]) -> None:
        """Give no token again that was given before."""
        counted = self.workflow.data.setdefault(_TOKENS, {})
        for token in tokens:
            node, _mark, number = token.partition("~")
            counted[node] = max(counted.get(node, 0), int(number or 1))

    def begin_again(self, facts: Mapping[str, Any], *, on: date) -> None:
        """Begin once more from the start; what is known stays known."""
        known, counted = self.known() | dict(facts), self.workflow.data.get(_TOKENS, {})
        self.workflow = self.plan.fresh(known).workflow
        self.workflow.data[_TOKENS] = counted
        self.go_on(on)

    def _return_beyond_memory(self, node_id: str, named: str, on: date) -> None:
        """Go back to a step done before the run was placed where it stands."""
        leads = self.plan.lines.leads
        if not all(leads(node_id, place.node.id) for place in self.waiting()):
            raise NoWayBack(step=named)
        self.go_to(node_id, on=on)

    def go_to(
        self,
        *nodes: str,
        on: date,
        facts: Mapping[str, Any] | None = None,
        instead_of: Collection[str] | None = None,
    ) -> None:
        """
        Stand at ``nodes`` instead of at the places of these tokens (of all, where it is None).

        Branches that are done and wait for others stay done, unless ``nodes`` lie before or behind them.

        :raises NoWayTo: if from there the process would wait for what never comes, or do a step twice.
        """
        kept = [place for place in self.waiting() if instead_of is not None and place.token not in instead_of]
        marking = self._marking(nodes, kept, all_anew=instead_of is None)
        self._stand(marking, self.known() | dict(facts or {}), on, named=self._named(nodes), kept=kept)

    def move_to(self, plan: Plan, mapping: Mapping[str, str], *, on: date) -> "Run":
        """
        Return the run that stands in another process where this one stands, by ``mapping`` of their nodes.

        :raises NoWayTo: if a place has none there, or the process would wait for ever from there.
        """
        marking, missing = Marking(), list[str]()
        for place in self.waiting():
            spot = plan.places.get(mapping.get(host_of(self.plan.places[place.node.id]), ""))
            if spot is None:
                missing.append(f"“{place.node.title}”")
            elif spot.node.id not in marking.at(spot.within).nodes:
                marking.at(spot.within).nodes.append(spot.node.id)
        for task in arrivals_among(self._tasks()):
            join, source = _node_id(task), node_of(task.parent.task_spec.name)
            spot = plan.places.get(mapping.get(join, ""))
            came = next((way for way in plan.lines.into(spot) if way == mapping.get(source)), None)
            if spot is None or came is None:
                missing.append(f"“{self.plan.places[join].node.title}”")
            else:
                marking.at(spot.within).arrivals.append(Arrival(spot.node.id, exit_of(spot.graph, came)))
        if missing:
            raise NoWayTo(steps=", ".join(missing))
        moved = plan.fresh({})
        moved.workflow.data[_TOKENS] = self.workflow.data.get(_TOKENS, {})
        steps = moved._named(node for _within, scope in marking.scopes() for node in scope.nodes)
        moved._stand(marking, self.known(), on, named=steps)
        return moved

    def _stand(
        self,
        marking: Marking,
        known: Mapping[str, Any],
        on: date,
        *,
        named: str,
        kept: Sequence[Waiting] = (),
    ) -> None:
        for within, scope in marking.scopes():
            graph = self.plan.lines.scope(within)
            arrived = [(each.join, node_of(each.source)) for each in scope.arrivals]
            if not can_end(graph, [*scope.nodes, *scope.inside], arrived):
                raise NoWayTo(steps=named)
        counted = self.workflow.data.get(_TOKENS, {})
        graphs = {own: spot.graph for own, spot in self.plan.places.items()}
        self.workflow = placed(self.plan.spec, self.plan.inner, graphs, marking, known)
        self.workflow.data[_TOKENS] = counted
        self._advance(on)
        self._keep_tokens(kept)
        self._number()

    def _named(self, nodes: Iterable[str]) -> str:
        found = (self.plan.places.get(own) for own in nodes)
        return ", ".join(f"“{spot.node.title}”" for spot in found if spot)

    def _marking(self, nodes: Iterable[str], kept: Iterable[Waiting], *, all_anew: bool) -> Marking:
        marking, lines = Marking(), self.plan.lines
        for place in kept:
            own, scope = host_of(lines.spots[place.node.id]), marking.at(place.within)
            if own not in scope.nodes:
                scope.nodes.append(own)
        for task in () if all_anew else arrivals_among(self._tasks()):
            arrival = Arrival(_node_id(task), task.parent.task_spec.name)
            source = node_of(arrival.source)
            if not any(
                lines.leads(own, source) or lines.leads(arrival.join, own) or own == source for own in nodes
            ):
                marking.at(self._within(task)).arrivals.append(arrival)
        for own in nodes:
            if own not in lines.spots:
                raise NoWayTo(steps=own)
            scope = marking.at(lines.spots[own].within)
            if own not in scope.nodes:
                scope.nodes.append(own)
        return marking

    def _keep_tokens(self, kept: Iterable[Waiting]) -> None:
        """Let places that stayed keep their tokens; what had gone off on their border does not begin anew."""
        hosts = {host_of(self.plan.places[place.node.id]) for place in kept}
        tokens = {(place.within, place.node.id): place.token for place in kept}
        for task in self._open():
            own = _node_id(task)
            if token := tokens.get((self._within(task), own)):
                task.internal_data[_TOKEN] = token
            elif own not in hosts and host_of(self.plan.places[own]) in hosts:
                task.cancel()

    def known(self) -> dict[str, Any]:
        """Return what all that is under way knows."""
        known: dict[str, Any] = {}
        for task in (*(arrived.parent for arrived in arrivals_among(self._tasks())), *self._open()):
            known |= task.data
        known = known or dict(self.facts)
        known.pop(CHOICES, None)
        return known

    def go_on(self, on: date) -> None:
        """Let everything happen that needs nobody."""
        self._advance(on)
        self._number()

    def _advance(self, on: date) -> None:
        self.workflow.script_engine = _Conditions(on)
        try:
            self.workflow.do_engine_steps()
        except WorkflowException as error:
            name = str(getattr(error.task_spec, "name", "")).removeprefix(NODE)
            place = self.plan.places.get(name)
            if place is None:
                raise
            raise NoWayOn(step=place.node.title) from error
        for event in self.workflow.get_events():
            sender = self.plan.places[event.event_definition.name.removeprefix(OUT)].node
            assert isinstance(sender.trigger, Message)
            self.sent.append(sender.trigger.name)

    def _number(self) -> None:
        """Give each place that is new a token of its own."""
        counted = self.workflow.data.setdefault(_TOKENS, {})
        for task in self._open():
            if _TOKEN not in task.internal_data:
                node = _node_id(task)
                counted[node] = counted.get(node, 0) + 1
                task.internal_data[_TOKEN] = f"{node}~{counted[node]}" if counted[node] > 1 else node

    def _tasks(self) -> list[Task]:
        scopes = (self.workflow, *self.workflow.subprocesses.values())
        return [task for scope in scopes for task in scope.tasks.values()]

    def _open(self) -> list[Task]:
        return [task for task in self._tasks() if _is_open(task)]

    def _task(self, token: str, *waits: Waits) -> Task:
        for task in self._open():
            if task.internal_data[_TOKEN] == token and self._waiting(task).waits in waits:
                return task
        place = self.plan.places.get(token.partition("~")[0])
        raise NotWaiting(step=place.node.title if place else token)

    def _waiting(self, task: Task) -> Waiting:
        place = self.plan.places[_node_id(task)]
        if task.task_spec.name.startswith(ASK):
            waits, ways = Waits.CHOICE, place.graph.leaving(place.node.id)
        else:
            waits, ways = _what(place.node), ()
        return Waiting(task.internal_data.get(_TOKEN, ""), place.node, waits, ways, self._within(task))

    def _within(self, task: Task) -> tuple[str, ...]:
        within = []
        workflow = task.workflow
        while workflow.parent_task_id is not None:
            holder = self.workflow.get_task_from_id(workflow.parent_task_id)
            within.append(_node_id(holder))
            workflow = holder.workflow
        return tuple(reversed(within))


def _what(node: Node) -> Waits:
    if isinstance(node.trigger, Timer):
        return Waits.TIMER
    return Waits.MESSAGE if isinstance(node.trigger, Message) else Waits.STEP


def _is_open(task: Task) -> bool:
    if task.has_state(TaskState.READY):
        return bool(task.task_spec.manual) and not task.task_spec.name.startswith(HOLD)
    return task.has_state(TaskState.WAITING) and isinstance(task.task_spec, CatchingEvent)


def _node_id(task: Task) -> str:
    name: str = task.task_spec.name
    return name.partition(":")[2]


def node_of(spec_name: str) -> str:
    """Return the node of a specification from which work came to a gateway."""
    return spec_name.removeprefix(NODE).removesuffix(".join")


def _follows(task: Task, earlier: Task) -> bool:
    return bool(task is earlier or task.is_descendant_of(earlier))

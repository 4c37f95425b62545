"""What one version of a process changes of another, step by step, in words. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.translation import gettext

from motcua.dossiers.states import Move
from motcua.kernel.text import fold
from motcua.orgs.models import Duty
from motcua.workflow.bpmn.model import STEPS, Kind, Node, Timer
from motcua.workflow.bpmn.values import shown_hours
from motcua.workflow.lines import Lines

PLACES = STEPS | {
    Kind.CATCH,
    Kind.RECEIVE,
    Kind.EXCLUSIVE,
    Kind.PARALLEL,
    Kind.EVENT_BASED,
    Kind.SUBPROCESS,
    Kind.CALL,
}
"""Where work may stand, or wait for other branches."""
ALIKE = 0.6
"""Names that agree so far are the same step said otherwise."""


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Difference:
    """``step`` is how people call it, ``said`` the whole sentence."""

    kind: Change
    step: str
    said: str


Nodes = Sequence[Node]
Key = Callable[[Node], str]


def _places(lines: Lines) -> list[Node]:
    return [node for node in lines.in_order if node.kind in PLACES]


def _left(nodes: Nodes, mapped: Collection[str]) -> list[Node]:
    return [node for node in nodes if node.id not in mapped]


def _same(before: Nodes, after: Nodes) -> dict[str, str]:
    """Map what has kept its id and its name."""
    known = {(node.id, node.kind, fold(node.name)) for node in after}
    return {node.id: node.id for node in before if (node.id, node.kind, fold(node.name)) in known}


def _once(key: Key) -> "Guess":
    """Return what maps places by a key that there is exactly once on either side."""

    def guess(before: Nodes, after: Nodes) -> dict[str, str]:
        ours, theirs = _by(before, key), _by(after, key)
        return {
            nodes[0].id: theirs[said][0].id
            for said, nodes in ours.items()
            if said and len(nodes) == len(theirs.get(said, ())) == 1
        }

    return guess


def _by(nodes: Nodes, key: Key) -> Mapping[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(key(node), []).append(node)
    return found


def _nearly(before: Nodes, after: Nodes) -> dict[str, str]:
    """Map each step to the one whose name is nearest to its own, where it is near enough."""
    found: dict[str, str] = {}
    for node in (node for node in before if node.kind in STEPS):
        free = [other for other in after if other.kind in STEPS and other.id not in found.values()]
        best = max(free, key=lambda other: _likeness(node, other), default=None)
        if best is not None and _likeness(node, best) >= ALIKE:
            found[node.id] = best.id
    return found


def _likeness(one: Node, other: Node) -> float:
    return SequenceMatcher(None, fold(one.name), fold(other.name)).ratio()


Guess = Callable[[Nodes, Nodes], dict[str, str]]
GUESSES: tuple[Guess, ...] = (
    _same,
    _once(lambda node: fold(node.name) and f"{node.kind in STEPS} {fold(node.name)}"),
    _once(lambda node: node.step.operation),
    _nearly,
)


def _between(before: Nodes, after: Nodes, mapping: Mapping[str, str]) -> dict[str, str]:
    """Map what stands between the same two neighbours on either side, if it is of one kind."""
    places = {node.id: place for place, node in enumerate(after)}
    found: dict[str, str] = {}
    for place, node in enumerate(before):
        if node.id in mapping:
            continue
        left = places[mapping[before[place - 1].id]] if place and before[place - 1].id in mapping else -1
        following = before[place + 1].id if place + 1 < len(before) else ""
        right = places[mapping[following]] if following in mapping else len(after)
        known = place == 0 or before[place - 1].id in mapping
        if known and right - left == 2 and after[left + 1].kind is node.kind:
            found[node.id] = after[left + 1].id
    return {own: new for own, new in found.items() if new not in mapping.values()}


def guess_mapping(old: Lines, new: Lines) -> Mapping[str, str]:
    """
    Return which place of ``new`` each place of ``old`` is now, as far as it can be told.

    What kept id and name first, then a name there is only once, an act there is only once, a name that is
    nearly the same; then what stands alone between the same two neighbours.
    """
    before, after = _places(old), _places(new)
    mapping: dict[str, str] = {}
    for guess in GUESSES:
        mapping |= guess(_left(before, mapping), _left(after, mapping.values()))
    return mapping | _between(before, after, mapping)


def between(old: Lines | None, new: Lines) -> tuple[Difference, ...]:
    """Return what ``new`` changes of ``old``; of nothing, every step is new."""
    mapping = guess_mapping(old, new) if old else {}
    return (*_added(new, mapping), *(_of_both(old, new, mapping) if old else ()))


def _steps(lines: Lines) -> list[Node]:
    return [node for node in lines.in_order if node.kind in STEPS or node.kind in (Kind.CATCH, Kind.RECEIVE)]


def _added(new: Lines, mapping: Mapping[str, str]) -> Iterator[Difference]:
    for node in _steps(new):
        if node.id not in mapping.values():
            said = gettext("Thêm bước “%(step)s” (%(who)s, %(hours)s).") % _words(node)
            yield Difference(Change.ADDED, node.title, said)


def _of_both(old: Lines, new: Lines, mapping: Mapping[str, str]) -> Iterator[Difference]:
    for node in _steps(old):
        if node.id not in mapping:
            said = gettext("Bỏ bước “%(step)s” (%(who)s, %(hours)s).") % _words(node)
            yield Difference(Change.REMOVED, node.title, said)
        else:
            yield from _changed(node, new.spots[mapping[node.id]].node)
    yield from _other_order(old, new, mapping)
    yield from _other_ways(old, new, mapping)


def _changed(old: Node, new: Node) -> Iterator[Difference]:
    told = (
        (gettext("tên"), old.title, new.title),
        (gettext("người làm"), _who(old), _who(new)),
        (gettext("số giờ"), _hours(old), _hours(new)),
        (gettext("thao tác"), _act(old), _act(new)),
        (gettext("biểu mẫu"), old.step.form or "–", new.step.form or "–"),
    )
    for what, before, after in told:
        if before != after:
            said = gettext("Bước “%(step)s”: %(what)s đổi từ “%(before)s” thành “%(after)s”.")
            facts = {"step": new.title, "what": what, "before": before, "after": after}
            yield Difference(Change.CHANGED, new.title, said % facts)


def _other_order(old: Lines, new: Lines, mapping: Mapping[str, str]) -> Iterator[Difference]:
    """Say which steps come earlier or later than they did, among those of both."""
    before = [mapping[node.id] for node in _steps(old) if node.id in mapping]
    after = [node.id for node in _steps(new) if node.id in set(before)]
    for block in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for own in before[block[1] : block[2]] if block[0] in ("delete", "replace") else ():
            title = new.spots[own].node.title
            yield Difference(Change.ORDER, title, gettext("Bước “%(step)s” đổi thứ tự.") % {"step": title})


def _other_ways(old: Lines, new: Lines, mapping: Mapping[str, str]) -> Iterator[Difference]:
    """Say where a condition, or a way after a choice, is another."""
    after = {own: _ways(new, own, {}) for own in new.spots}
    for own in old.spots:
        if own in mapping and _ways(old, own, mapping) != after[mapping[own]]:
            title = new.spots[mapping[own]].node.title
            said = gettext("Sau “%(step)s”, các nhánh hoặc điều kiện rẽ nhánh khác trước.") % {"step": title}
            yield Difference(Change.ORDER, title, said)


def _ways(lines: Lines, own: str, mapping: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return the ways that leave a gateway: their conditions, and where they lead."""
    spot = lines.spots[own]
    if spot.node.kind is not Kind.EXCLUSIVE or len(spot.graph.leaving(own)) < 2:
        return frozenset()
    ends = {node.id: "end" for node in spot.graph.nodes if node.kind is Kind.END}
    return frozenset(
        (way.condition, ends.get(way.target, mapping.get(way.target, way.target)))
        for way in spot.graph.leaving(own)
    )


def _words(node: Node) -> dict[str, str]:
    return {"step": node.title, "who": _who(node), "hours": _hours(node)}


def _who(node: Node) -> str:
    return node.who or (str(Duty(node.step.role).label) if node.step.role in Duty else "–")


def _hours(node: Node) -> str:
    hours = node.trigger.hours if isinstance(node.trigger, Timer) else node.step.hours
    return gettext("%(hours)s giờ") % {"hours": shown_hours(hours)} if hours else gettext("chưa ghi giờ")


def _act(node: Node) -> str:
    return str(Move(node.step.operation).label) if node.step.operation in Move else node.step.operation or "–"

"""Reads one element: what it waits for, what it sends, who does it, and what it must not be."""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from django.utils.translation import gettext

from motcua.kernel.text import tidy
from motcua.workflow.bpmn import values
from motcua.workflow.bpmn.model import ACTIVITIES, Kind, Message, Step, Timer
from motcua.workflow.bpmn.subset import is_carried
from motcua.workflow.bpmn.xml import OURS, below, children, name_of, reference, tag_of, text_of

Complain = Callable[..., None]
"""``complain(element, why, kind=…)`` notes a fault of an element."""

_MAY_HAVE: Mapping[Kind, frozenset[str]] = {
    Kind.START: frozenset({"messageEventDefinition"}),
    Kind.END: frozenset({"messageEventDefinition"}),
    Kind.THROW: frozenset({"messageEventDefinition"}),
    Kind.CATCH: frozenset({"messageEventDefinition", "timerEventDefinition"}),
    Kind.BOUNDARY: frozenset({"messageEventDefinition", "timerEventDefinition"}),
}
_MUST_HAVE = frozenset({Kind.CATCH, Kind.BOUNDARY})
_LOOPS = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")


def refuse_what_we_do_not_do(element: Element, kind: Kind, complain: Complain) -> None:
    """Complain of loops, compensation, and parts of an element that are not in the subset."""
    if kind is Kind.SUBPROCESS and element.get("triggeredByEvent") == "true":
        complain(element, gettext("không chạy được ở đây."), kind="eventSubProcess")
    if element.get("isForCompensation") == "true":
        complain(element, gettext("không chạy được ở đây."), kind="compensateEventDefinition")
    if kind in ACTIVITIES and element.get("default"):
        complain(element, gettext("chỉ cổng rẽ nhánh mới có nhánh mặc định."))
    for loop in children(element, *_LOOPS):
        complain(element, gettext("không chạy được ở đây."), kind=tag_of(loop))


def trigger_of(
    element: Element, kind: Kind, messages: Mapping[str, str], complain: Complain
) -> Message | Timer | None:
    """Return what an event or a message task waits for or sends."""
    if kind in (Kind.SEND, Kind.RECEIVE):
        return _message(element, element, messages)
    if kind not in _MAY_HAVE:
        return None
    found = [child for child in element if tag_of(child).endswith(("EventDefinition", "eventDefinitionRef"))]
    for definition in found:
        if tag_of(definition) not in _MAY_HAVE[kind]:
            complain(element, gettext("không chạy được ở đây."), kind=tag_of(definition))
            return None
    if len(found) > 1:
        complain(element, gettext("chỉ được chờ hoặc gửi một thứ."))
    if not found:
        if kind in _MUST_HAVE:
            complain(element, gettext("không nói chờ gì: cần một tin nhắn hoặc một hẹn giờ."))
        return None
    if tag_of(found[0]) == "timerEventDefinition":
        return _timer(element, found[0], complain)
    return _message(element, found[0], messages)


def _message(element: Element, definition: Element, messages: Mapping[str, str]) -> Message:
    named = messages.get(reference(definition.get("messageRef")), "")
    return Message(named or name_of(element) or element.get("id", ""))


def _timer(element: Element, definition: Element, complain: Complain) -> Timer | None:
    read = {"timeDuration": values.duration, "timeDate": values.moment}
    for child in definition:
        if tag_of(child) in read:
            said = values.unwrapped("".join(child.itertext())).strip("\"'")
            timer = read[tag_of(child)](said)
            if timer is None:
                why = gettext(
                    "không hiểu thời gian “%(said)s”; hãy viết như PT4H (4 giờ làm việc), P2D (2 ngày)."
                )
                complain(element, why % {"said": said[:60]})
            return timer
        if tag_of(child) == "timeCycle":
            complain(element, gettext("không hẹn giờ lặp lại được."))
            return None
    complain(element, gettext("không nói hẹn vào lúc nào."))
    return None


def step_of(element: Element, resources: Mapping[str, str], complain: Complain) -> Step:
    """Return what is said of a step, by us in our namespace or by BPMN's own resources."""
    said = _our_attributes(element)
    hours = values.number(said["hours"]) if said.get("hours") else None
    if said.get("hours") and hours is None:
        complain(
            element, gettext("số giờ “%(said)s” không phải là một số lớn hơn 0.") % {"said": said["hours"]}
        )
    return Step(
        role=said.get("role", ""),
        post=said.get("post", "") or _owner(element, resources),
        hours=hours,
        operation=said.get("operation", ""),
        form=said.get("form", ""),
    )


def _our_attributes(element: Element) -> dict[str, str]:
    """Read `<motcua:step role=…>` and, as some editors write it, `motcua:role=…` on the element itself."""
    prefix = f"{{{OURS}}}"
    said = {key[len(prefix) :]: value for key, value in element.attrib.items() if key.startswith(prefix)}
    for extensions in children(element, "extensionElements"):
        for ours in extensions.findall(f"{prefix}step"):
            said |= ours.attrib
    return {key: tidy(value) for key, value in said.items()}


def _owner(element: Element, resources: Mapping[str, str]) -> str:
    for owner in children(element, "potentialOwner", "humanPerformer", "performer"):
        for resource in below(owner, "resourceRef"):
            if named := resources.get(reference(resource.text)):
                return named
    return ""


def condition_of(flow: Element, leaves_gateway: bool, complain: Complain) -> str:  # noqa: FBT001
    """Return the condition of a flow in CEL, "" where it has none."""
    said = next(("".join(child.itertext()) for child in children(flow, "conditionExpression")), "")
    text = values.unwrapped(said)
    if not text:
        return ""
    if not leaves_gateway:
        complain(
            flow, gettext("chỉ luồng đi ra từ cổng rẽ nhánh mới có điều kiện."), kind="conditionExpression"
        )
        return ""
    if why := values.why_no_condition(text):
        said = gettext("điều kiện “%(text)s” không phải biểu thức CEL đọc được: %(why)s.")
        complain(flow, said % {"text": text[:80], "why": why})
    return text


def carried_parts(element: Element, complain: Complain) -> set[str]:
    """Return the kinds that come along inside an element; complain of those we do not know."""
    carried = set()
    for child in element:
        tag = tag_of(child)
        if (
            not tag
            or tag in _READ
            or tag.endswith(("EventDefinition", "eventDefinitionRef"))
            or tag in _LOOPS
        ):
            continue
        if is_carried(tag):
            carried.add(tag)
        else:
            complain(element, gettext("có phần “%(tag)s” không dùng được ở đây.") % {"tag": tag}, kind=tag)
    return carried


_READ = frozenset(
    {
        "documentation",
        "extensionElements",
        "incoming",
        "outgoing",
        "potentialOwner",
        "humanPerformer",
        "performer",
    }
)
said_of = text_of

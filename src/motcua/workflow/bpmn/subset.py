"""
Which elements of BPMN 2.0 run here, which only come along, which are refused.

``docs/reference/bpmn.md`` is made from this table (`motcua processes subset --write`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.workflow.moves import acts_as_markdown


class Support(StrEnum):
    RUNS = "runs"
    CARRIED = "carried"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Element:
    """``label`` is how an office calls it, ``note`` (English, for the docs) how far it is supported."""

    tag: str
    label: str | Promise
    support: Support
    note: str = ""


_RUNS, _CARRIED, _REFUSED = Support.RUNS, Support.CARRIED, Support.REFUSED

ELEMENTS = (
    Element("process", _("quy trình"), _RUNS, "each process of a file runs on its own"),
    Element("userTask", _("việc của cán bộ"), _RUNS, "waits until the person completes it"),
    Element("manualTask", _("việc làm ngoài hệ thống"), _RUNS, "as a user task"),
    Element("task", _("công việc"), _RUNS, "as a user task: somebody does it"),
    Element("sendTask", _("việc gửi tin"), _RUNS, "sends its message and goes on"),
    Element("receiveTask", _("việc nhận tin"), _RUNS, "waits for its message"),
    Element("subProcess", _("quy trình con"), _RUNS, "embedded, with one start; not started by an event"),
    Element("callActivity", _("gọi quy trình khác"), _RUNS, "of a process in the same file, not in a circle"),
    Element("startEvent", _("sự kiện bắt đầu"), _RUNS, "one in each scope; plain or by a message"),
    Element("endEvent", _("sự kiện kết thúc"), _RUNS, "plain or with a message"),
    Element("intermediateCatchEvent", _("sự kiện chờ"), _RUNS, "a message or a timer"),
    Element("intermediateThrowEvent", _("sự kiện gửi"), _RUNS, "plain (a milestone) or a message"),
    Element("boundaryEvent", _("sự kiện gắn vào bước"), _RUNS, "a message or a timer, interrupting or not"),
    Element(
        "exclusiveGateway",
        _("cổng rẽ nhánh"),
        _RUNS,
        "CEL conditions and a default; with no condition at all, a person chooses the way",
    ),
    Element(
        "eventBasedGateway", _("cổng chờ sự kiện"), _RUNS, "the first of the events right after it decides"
    ),
    Element("parallelGateway", _("cổng song song"), _RUNS, "splits, and waits for every branch"),
    Element("sequenceFlow", _("luồng"), _RUNS, "a condition only after an exclusive gateway"),
    Element("messageEventDefinition", _("tin nhắn"), _RUNS, "by the name of the message"),
    Element("timerEventDefinition", _("hẹn giờ"), _RUNS, "timeDuration in working time, or timeDate"),
    Element("conditionExpression", _("điều kiện"), _RUNS, "CEL; `${…}` around it is taken off"),
    Element("laneSet", _("các làn"), _RUNS, "names who does what stands in a lane; lanes may nest"),
    Element("lane", _("làn"), _RUNS),
    Element("collaboration", _("sơ đồ nhiều cơ quan"), _RUNS, "pools with or without a process inside"),
    Element("participant", _("cơ quan tham gia"), _RUNS),
    Element("messageFlow", _("luồng tin"), _RUNS, "drawn; in a run its message comes or goes by name"),
    Element("message", _("tin"), _RUNS),
    Element("documentation", _("lời giải thích"), _RUNS, "kept as the content of the step"),
    Element("extensionElements", _("phần mở rộng"), _RUNS, "ours are read, those of other tools left out"),
    Element("potentialOwner", _("người có thể làm"), _RUNS, "its resource names the post where we name none"),
    Element("humanPerformer", _("người làm"), _RUNS, "as above"),
    Element("performer", _("người làm"), _RUNS, "as above"),
    Element("dataObject", _("tài liệu"), _CARRIED),
    Element("dataObjectReference", _("tài liệu"), _CARRIED),
    Element("dataStore", _("kho dữ liệu"), _CARRIED),
    Element("dataStoreReference", _("kho dữ liệu"), _CARRIED),
    Element("dataInputAssociation", _("tài liệu vào"), _CARRIED),
    Element("dataOutputAssociation", _("tài liệu ra"), _CARRIED),
    Element("ioSpecification", _("dữ liệu vào ra"), _CARRIED),
    Element("dataInput", _("dữ liệu vào"), _CARRIED),
    Element("dataOutput", _("dữ liệu ra"), _CARRIED),
    Element("inputSet", _("dữ liệu vào"), _CARRIED),
    Element("outputSet", _("dữ liệu ra"), _CARRIED),
    Element("property", _("thuộc tính"), _CARRIED),
    Element("rendering", _("cách hiện"), _CARRIED),
    Element("resourceRole", _("người làm"), _CARRIED),
    Element("textAnnotation", _("ghi chú"), _CARRIED),
    Element("association", _("nét nối ghi chú"), _CARRIED),
    Element("group", _("khung nhóm"), _CARRIED),
    Element("category", _("nhóm"), _CARRIED),
    Element("auditing", _("theo dõi"), _CARRIED),
    Element("monitoring", _("theo dõi"), _CARRIED),
    Element("resource", _("nguồn lực"), _CARRIED),
    Element("itemDefinition", _("kiểu dữ liệu"), _CARRIED),
    Element("import", _("tệp kèm"), _CARRIED, "never opened"),
    Element("extension", _("phần mở rộng"), _CARRIED),
    Element("relationship", _("quan hệ giữa các tệp"), _CARRIED),
    Element("correlationProperty", _("cách ghép tin"), _CARRIED),
    Element("interface", _("giao diện dịch vụ"), _CARRIED),
    Element("signal", _("tín hiệu"), _CARRIED, "as a definition; an event that uses it is refused"),
    Element("error", _("lỗi"), _CARRIED, "as a definition; an event that uses it is refused"),
    Element("escalation", _("báo cấp trên"), _CARRIED, "as a definition; an event that uses it is refused"),
    Element("globalTask", _("công việc dùng chung"), _CARRIED, "as a definition; a call of it is refused"),
    Element("globalUserTask", _("việc dùng chung"), _CARRIED, "as a definition; a call of it is refused"),
    Element("globalManualTask", _("việc dùng chung"), _CARRIED, "as a definition; a call of it is refused"),
    Element("serviceTask", _("việc của máy"), _REFUSED, "nothing here is done by a machine alone"),
    Element("scriptTask", _("việc bằng mã lệnh"), _REFUSED, "a process brings no program"),
    Element("businessRuleTask", _("việc theo bảng quy tắc"), _REFUSED),
    Element("transaction", _("giao dịch"), _REFUSED),
    Element("adHocSubProcess", _("quy trình con tùy ý"), _REFUSED),
    Element(
        "eventSubProcess", _("quy trình con theo sự kiện"), _REFUSED, "a subProcess with triggeredByEvent"
    ),
    Element(
        "inclusiveGateway", _("cổng chọn nhiều nhánh"), _REFUSED, "exclusive and parallel gateways say it"
    ),
    Element("complexGateway", _("cổng phức hợp"), _REFUSED),
    Element("eventDefinitionRef", _("sự kiện định nghĩa ở ngoài"), _REFUSED, "say it in the event itself"),
    Element("signalEventDefinition", _("sự kiện tín hiệu"), _REFUSED),
    Element("errorEventDefinition", _("sự kiện lỗi"), _REFUSED),
    Element("escalationEventDefinition", _("sự kiện báo cấp trên"), _REFUSED),
    Element("cancelEventDefinition", _("sự kiện hủy"), _REFUSED),
    Element("compensateEventDefinition", _("sự kiện bù trừ"), _REFUSED),
    Element("conditionalEventDefinition", _("sự kiện có điều kiện"), _REFUSED),
    Element("linkEventDefinition", _("sự kiện nối trang"), _REFUSED),
    Element("terminateEventDefinition", _("sự kiện dừng tất cả"), _REFUSED),
    Element("multiInstanceLoopCharacteristics", _("bước làm nhiều lần"), _REFUSED),
    Element(
        "standardLoopCharacteristics", _("bước lặp lại"), _REFUSED, "a way back through a gateway says it"
    ),
    Element("choreography", _("sơ đồ phối hợp"), _REFUSED),
    Element("globalConversation", _("sơ đồ trao đổi"), _REFUSED),
    Element("conversation", _("trao đổi"), _REFUSED),
)
BY_TAG: Mapping[str, Element] = {element.tag: element for element in ELEMENTS}


def label_of(tag: str) -> str:
    """Return what an office calls an element, or that we do not know it."""
    return str(BY_TAG[tag].label if tag in BY_TAG else _("phần tử lạ"))


def is_carried(tag: str) -> bool:
    return tag in BY_TAG and BY_TAG[tag].support is not Support.REFUSED


def as_markdown() -> str:
    """Return the page of the docs."""
    lines = [
        "# The part of BPMN 2.0 that runs here",
        "",
        "Made from `workflow/bpmn/subset.py` by `motcua processes subset --write`; a test fails when stale.",
        "What is not in this table is refused, with its name, id and kind.",
        "",
    ]
    for support, title in (
        (_RUNS, "Runs"),
        (_CARRIED, "Comes along and changes nothing in a run"),
        (_REFUSED, "Refused"),
    ):
        rows = [element for element in ELEMENTS if element.support is support]
        lines += [f"## {title}", "", "| element | Vietnamese | how |", "| --- | --- | --- |"]
        lines += [f"| `{row.tag}` | {row.label} | {row.note} |" for row in rows]
        lines += [""]
    return "\n".join([*lines, *_EXTENSION, *acts_as_markdown(), *_LIMITS])


_EXTENSION = """## Our own attributes

In `extensionElements`, namespace `urn:motcua:process:1`:
`<motcua:step role="handle" post="Chuyên viên Phòng Tư pháp" hours="4" operation="propose" form="mau-01"/>`.
`role` is a duty (`receive handle review sign`), `hours` are working hours (`0.5`, `8`).
A step without a post belongs to its lane.
Durations of timers are working time: `PT4H` four hours, `P2D` two days of eight hours, `P1W` five days.
""".splitlines()

_LIMITS = """
## Limits

2 MiB a file, 3,000 nodes, sub-processes five deep; no document type, no entities, nothing is fetched.
""".splitlines()

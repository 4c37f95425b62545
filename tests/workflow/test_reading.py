"""A file of any tool becomes our model, or says everything that keeps it from running."""

from decimal import Decimal

import pytest

from motcua.workflow.bpmn import read
from motcua.workflow.bpmn.model import Message, Timer
from motcua.workflow.bpmn.values import duration
from motcua.workflow.errors import ProcessUnreadable
from tests.workflow.makers import EXPORTS, HEAD, MIWG, chain, flow, gateway, process, step

# Facts about the reference models: how many nodes and flows each process has, or what each is refused for.
RUNS = {
    "A.1.0": {"WFP-6-": (5, 4)},
    "A.2.0": {"WFP-6-": (8, 9)},
    "A.4.0": {"WFP-6-1": (4, 3), "WFP-6-2": (7, 6)},
    "A.4.1": {
        "sid-34746A54-1D7D-46CA-B219-0C4CEAE51170": (4, 3),
        "sid-54D696FD-DEDC-45F3-99DB-1404DA433FC4": (7, 6),
    },
}
REFUSED = {
    "A.2.1": [("task", "Task 2"), ("task", "Task 4"), ("conditionExpression", "Condition")],
    "A.3.0": [
        ("subProcess", "Collapsed Sub-Process"),
        ("escalationEventDefinition", "Boundary Intermediate Event Interrupting Escalation"),
    ],
    "B.1.0": [
        ("timerEventDefinition", "Start Event Timer"),
        ("serviceTask", "Service Task 3"),
        ("callActivity", "Call Activity Calling a Global Task"),
        ("subProcess", "Collapsed Sub-Process"),
        ("serviceTask", "Service Task 7"),
        ("terminateEventDefinition", "End Event Terminate"),
    ],
    "C.1.0": [
        ("intermediateCatchEvent", "7 days"),
        ("serviceTask", "Archive Invoice"),
    ],
    "C.1.1": [
        ("serviceTask", "Archive Invoice"),
        *[("sequenceFlow", name) for name in ("yes", "no", "yes", "no")],
    ],
}


def faults_of(data: bytes):
    with pytest.raises(ProcessUnreadable) as refused:
        read(data)
    return refused.value.facts["faults"]


def model(name: str) -> bytes:
    path = MIWG / f"{name}.bpmn"
    if not path.exists():
        pytest.skip("the reference models of the BPMN MIWG are not here")
    return path.read_bytes()


@pytest.mark.parametrize("name", RUNS)
def test_a_reference_model_in_the_subset_is_read_whole(name):
    found = read(model(name))

    assert {p.id: (len(p.graph.nodes), len(p.graph.flows)) for p in found.processes} == RUNS[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_reference_model_outside_is_refused_with_every_element_named(name):
    faults = faults_of(model(name))

    assert [(fault.kind, fault.name) for fault in faults] == REFUSED[name]
    assert all(fault.id and fault.id in model(name).decode("latin-1") for fault in faults)


def test_the_largest_reference_model_is_refused_with_everything_at_once():
    kinds = {fault.kind for fault in faults_of(model("B.2.0"))}

    assert {
        "inclusiveGateway",
        "signalEventDefinition",
        "linkEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "conditionalEventDefinition",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "serviceTask",
    } <= kinds


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.bpmn")), ids=lambda path: path.stem)
def test_a_file_of_another_tool_is_read(path):
    found = read(path.read_bytes())

    assert all(p.graph.start and p.graph.flows for p in found.processes)


def exported(name: str):
    return read((EXPORTS / f"{name}.bpmn").read_bytes())


def test_our_attributes_are_read_in_both_spellings():
    graph = exported("bpmn-io").processes[0].graph

    received, searched = graph.node("Activity_1"), graph.node("Activity_2")

    assert (received.step.role, received.step.post, received.step.hours) == (
        "receive",
        "Công chức Một cửa",
        Decimal("0.5"),
    )
    assert (received.step.operation, received.step.form) == ("accept", "mau-01")
    assert received.said == "Kiểm tra thành phần hồ sơ."
    assert (searched.step.role, searched.step.hours) == ("handle", Decimal(4))


def test_an_event_on_a_border_keeps_its_timer():
    graph = exported("bpmn-io").processes[0].graph

    reminder = graph.node("Event_1")

    assert (reminder.attached_to, reminder.interrupting, reminder.trigger) == (
        "Activity_2",
        False,
        Timer(Decimal(4)),
    )


def test_pools_messages_and_lanes_are_read():
    found = exported("camunda-modeler")
    graph = found.processes[0].graph

    assert [(pool.name, pool.process) for pool in found.pools] == [
        ("UBND xã", "Process_0"),
        ("Cơ quan thuế", ""),
    ]
    assert len(found.messages) == 2
    assert graph.node("Event_wait").trigger == Message("Thông báo nộp tiền")
    assert graph.node("Activity_a").who == "Chuyên viên địa chính"
    assert found.processes[0].name == "UBND xã"


def test_a_condition_loses_what_another_tool_put_around_it():
    graph = exported("camunda-modeler").processes[0].graph

    assert [flow.condition for flow in graph.leaving("Gateway_0")] == ["owes_tax == true", ""]


def test_a_called_process_a_nested_lane_and_a_resource_are_read():
    found = exported("bizagi")
    main = found.process("Id_p").graph
    inner = main.node("Id_sub").inside

    assert main.node("Id_call").calls == "Id_q"
    assert inner.node("Id_t").lane == "Chuyên viên"
    assert inner.node("Id_t").who == "Chuyên viên Phòng Kinh tế"


def test_a_gateway_without_conditions_asks_a_person():
    graph = exported("visual-paradigm").processes[0].graph

    assert graph.asks_a_person(graph.node("vp.g"))


def test_the_one_way_without_a_condition_is_the_default():
    data = process(
        step("a")
        + gateway("g")
        + step("b")
        + chain("s", "a", "g")
        + flow("g", "b", "x == 1")
        + flow("g", "e")
        + flow("b", "e")
    )

    graph = read(data).processes[0].graph

    assert graph.node("g").default == "g-e"


OUTSIDE = {
    "a script": (
        step("a", tag="scriptTask", inside="<script>x</script>") + chain("s", "a", "e"),
        "scriptTask",
    ),
    "a rule": (step("a", tag="businessRuleTask") + chain("s", "a", "e"), "businessRuleTask"),
    "an inclusive gateway": (gateway("g", "inclusive") + chain("s", "g", "e"), "inclusiveGateway"),
    "a loop": (
        step("a", inside="<standardLoopCharacteristics/>") + chain("s", "a", "e"),
        "standardLoopCharacteristics",
    ),
    "a sub-process by event": (
        '<subProcess id="a" triggeredByEvent="true"><startEvent id="x"/><endEvent id="y"/></subProcess>'
        + chain("s", "e"),
        "eventSubProcess",
    ),
    "a condition after a step": (
        step("a") + chain("s", "a") + flow("a", "e", "x == 1"),
        "conditionExpression",
    ),
    "a condition that is no CEL": (
        gateway("g") + chain("s", "g") + flow("g", "e", "x = = 1"),
        "sequenceFlow",
    ),
    "an unknown function": (gateway("g") + chain("s", "g") + flow("g", "e", "shell(x)"), "sequenceFlow"),
    "two starts": ('<startEvent id="s2"/>' + chain("s", "e"), "process"),
    "a flow to nowhere": (chain("s", "nowhere"), "sequenceFlow"),
    "an id used twice": (step("a") + step("a") + chain("s", "a", "e"), "userTask"),
    "hours that are none": (step("a", hours="bốn") + chain("s", "a", "e"), "userTask"),
    "a wait for nothing": (
        '<intermediateCatchEvent id="a"/>' + chain("s", "a", "e"),
        "intermediateCatchEvent",
    ),
    "a timer that repeats": (
        '<intermediateCatchEvent id="a"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle>'
        "</timerEventDefinition></intermediateCatchEvent>" + chain("s", "a", "e"),
        "intermediateCatchEvent",
    ),
    "a race with a step": (
        gateway("g", "eventBased") + step("a") + chain("s", "g", "a", "e"),
        "eventBasedGateway",
    ),
    "a border event on nothing": (
        '<boundaryEvent id="a" attachedToRef="s"><messageEventDefinition/></boundaryEvent>' + chain("s", "e"),
        "boundaryEvent",
    ),
    "a call in a circle": ('<callActivity id="a" calledElement="p"/>' + chain("s", "a", "e"), "callActivity"),
    "two ways without a condition": (
        gateway("g")
        + step("a")
        + step("b")
        + chain("s", "g")
        + flow("g", "a", "x == 1")
        + flow("g", "b")
        + '<sequenceFlow id="more" sourceRef="g" targetRef="e"/>'
        + chain("a", "e")
        + chain("b", "e"),
        "exclusiveGateway",
    ),
    "an element of no BPMN": ('<teleport id="a"/>' + chain("s", "a", "e"), "teleport"),
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_what_is_outside_is_refused_by_its_kind(case):
    inside, kind = OUTSIDE[case]

    assert [fault.kind for fault in faults_of(process(inside))] == [kind]


def test_a_refusal_names_the_element_its_id_and_its_kind():
    fault = faults_of(process(step("ghi", "Ghi sổ", tag="serviceTask") + chain("s", "ghi", "e")))[0]

    assert str(fault) == "việc của máy “Ghi sổ” (serviceTask, mã ghi): không chạy được ở đây."


HOSTILE = {
    "entities": b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + process(chain("s", "e")),
    "a file from outside": b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + process(chain("s", "e")),
    "no XML": b"not at all",
    "a broken end": process(chain("s", "e"))[:-5],
    "an unknown encoding": b'<?xml version="1.0" encoding="klingon"?><definitions/>',
    "another root": b"<definitions/>",
    "too large": b" " * (2 * 1024 * 1024 + 1),
    "nothing": b"",
    "no process": f"{HEAD}</definitions>".encode(),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(case):
    (fault,) = faults_of(HOSTILE[case])

    assert fault.message.endswith(".")


def test_a_deep_nest_and_a_heap_of_steps_are_refused():
    deep = (
        "".join(f'<subProcess id="d{n}"><startEvent id="s{n}"/>' for n in range(300)) + "</subProcess>" * 300
    )
    many = "".join(step(f"t{n}") for n in range(4000))

    assert any("lồng quá sâu" in fault.message for fault in faults_of(process(deep + chain("s", "e"))))
    assert any("quá nhiều bước" in fault.message for fault in faults_of(process(many + chain("s", "e"))))


@pytest.mark.parametrize(
    ("text", "hours"),
    [("PT4H", "4"), ("P2D", "16"), ("P1W", "40"), ("P1DT4H", "12"), ("PT30M", "0.5"), ("P0.5D", "4")],
)
def test_a_duration_is_working_time(text, hours):
    assert duration(text) == Timer(Decimal(hours))


@pytest.mark.parametrize("text", ["P1M", "P1Y", "P", "PT", "PT0H", "4 giờ", "-PT4H", ""])
def test_what_working_time_cannot_be_is_no_duration(text):
    assert duration(text) is None


TEXT = (
    process(step("nhan", "Réception") + chain("s", "nhan", "e"))
    .decode()
    .replace("Thử", "Essai")
    .replace("Quy trình", "Procédure")
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_file_in_another_encoding_is_read(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{TEXT}'

    found = read(declared.encode(encoding))

    assert found.processes[0].graph.node("nhan").name == "Réception"


def test_an_empty_line_before_the_declaration_is_no_fault():
    assert read(f'\n<?xml version="1.0"?>{TEXT}'.encode()).processes


def test_pools_without_a_process_and_processes_without_steps_are_other_agencies():
    pools = (
        '<collaboration id="c"><participant id="dan" name="Người dân"/>'
        '<participant id="thue" name="Cơ quan thuế" processRef="trong"/>'
        '<participant id="xa" name="Ủy ban xã" processRef="p"/></collaboration><process id="trong"/>'
    )

    found = read(TEXT.replace("<process ", f"{pools}<process ", 1).encode())

    assert [(pool.name, pool.process) for pool in found.pools] == [
        ("Người dân", ""),
        ("Cơ quan thuế", ""),
        ("Ủy ban xã", "p"),
    ]
    assert [each.id for each in found.processes] == ["p"]

"""A damaged file is read or refused in words; what is read can be drawn, checked and written."""

from xml.etree.ElementTree import Element, tostring

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.bpmn.drawing import svg, told
from motcua.workflow.bpmn.writing import written
from motcua.workflow.checks import Given, faults_of
from motcua.workflow.engine import Plan
from motcua.workflow.errors import ProcessUnreadable
from tests.workflow.makers import EXPORTS

FILES = sorted(EXPORTS.glob("*.bpmn"))
VALUES = ["", "a", "true", "false", "-1", "NaN", "1e999", "n:a", "ẩn", "Start", "End", "Root", "x y", "\t"]


def damaged(root: Element, data) -> bytes:
    """A file with a few attributes, texts and elements changed, taken away or doubled."""
    for _time in range(data.draw(st.integers(1, 4))):
        holders = [each for each in root.iter() if len(each)]
        if not holders:
            break
        every = list(root.iter())
        change = data.draw(st.sampled_from(["attribute", "drop", "double", "text", "move", "same id"]))
        if change in ("drop", "double", "move"):
            holder = holders[data.draw(st.integers(0, len(holders) - 1))]
            child = holder[data.draw(st.integers(0, len(holder) - 1))]
            if change == "double":
                holder.append(child)
            else:
                holder.remove(child)
            if change == "move":
                inside = set(child.iter())
                others = [each for each in root.iter() if each not in inside]
                others[data.draw(st.integers(0, len(others) - 1))].append(child)
        else:
            element = every[data.draw(st.integers(0, len(every) - 1))]
            if change == "text":
                element.text = data.draw(st.sampled_from(VALUES))
            elif element.attrib:
                key = data.draw(st.sampled_from(sorted(element.attrib)))
                ids = [each.get("id", "") for each in every] if change == "same id" else VALUES
                element.set(key, data.draw(st.sampled_from(ids)))
    return tostring(root)


def read_or_refused(content: bytes) -> Definitions | None:
    """Anything but a refusal is a fault of ours, and comes out."""
    try:
        return read(content)
    except ProcessUnreadable:
        return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_read_whole_or_refused_in_words(path, data):
    content = damaged(fromstring(path.read_bytes()), data)

    found = read_or_refused(content)
    if found is None:
        return

    assert svg(found).startswith("<svg")
    again = read(written(found))
    assert [process.graph for process in again.processes] == [process.graph for process in found.processes]
    for process in found.processes:
        told(process)
        if not faults_of(process, found, Given()):
            Plan(found, process.id)

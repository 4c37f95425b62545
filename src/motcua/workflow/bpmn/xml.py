"""Opens a file of strangers as XML, without its traps, and finds one's way in it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext

from motcua.kernel.text import tidy
from motcua.workflow.bpmn.faults import Fault

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DDI = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:motcua:process:1"

LARGEST = 2 * 1024 * 1024
MOST_ELEMENTS = 60_000


def opened(data: bytes) -> Element | Fault:
    """Return the root of a BPMN file, or what is wrong with the file as a whole."""
    if len(data) > LARGEST:
        return Fault(gettext("Tệp quá lớn: tối đa 2 MB."))
    try:
        root: Element = fromstring(data.lstrip(b" \t\r\n"), forbid_dtd=True)  # some tools begin with a line
    except DefusedXmlException:
        return Fault(
            gettext("Tệp có khai báo kiểu tài liệu (DOCTYPE); vì an toàn, tệp như vậy không được nhận.")
        )
    except (ParseError, ValueError, LookupError) as error:
        return Fault(gettext("Tệp không đọc được như XML: %(said)s.") % {"said": error})
    if root.tag != f"{{{MODEL}}}definitions":
        return Fault(
            gettext("Tệp không phải quy trình BPMN 2.0: phần tử gốc phải là definitions của BPMN 2.0.")
        )
    if sum(1 for _each in root.iter()) > MOST_ELEMENTS:
        return Fault(gettext("Tệp có quá nhiều phần tử."))
    return root


def tag_of(element: Element) -> str:
    """Return BPMN's name of an element, "" for what is of another namespace."""
    return element.tag[len(MODEL) + 2 :] if element.tag.startswith(f"{{{MODEL}}}") else ""


def children(element: Element, *tags: str) -> Iterator[Element]:
    for tag in tags:
        yield from element.findall(f"{{{MODEL}}}{tag}")


def below(element: Element, tag: str) -> Iterator[Element]:
    return element.iter(f"{{{MODEL}}}{tag}")


def text_of(element: Element, tag: str) -> str:
    """Return the text of the children of that kind, line by line."""
    said = ("".join(child.itertext()) for child in children(element, tag))
    return "\n".join(filter(None, (tidy(line) for text in said for line in text.splitlines())))


def name_of(element: Element) -> str:
    return tidy(element.get("name", ""))


def reference(text: str | None) -> str:
    """Return the id that a QName points at: ids are unique in a file, prefixes are the writing tool's."""
    return (text or "").strip().rpartition(":")[2]

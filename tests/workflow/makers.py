"""Small BPMN files for tests, written by hand."""

from itertools import pairwise
from pathlib import Path

EXPORTS = Path(__file__).parent / "exports"
MIWG = Path(__file__).parents[3] / "shared" / "data" / "bpmn-miwg"

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:m="urn:motcua:process:1"'
    ' targetNamespace="t" name="Thử">'
)


def flow(source: str, target: str, condition: str = "", name: str = "") -> str:
    own = f"{source}-{target}"
    inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{own}" name="{name}" {ends}>{inside}</sequenceFlow>'


def chain(*ids: str) -> str:
    return "".join(flow(*pair) for pair in pairwise(ids))


def step(own: str, name: str = "", tag: str = "userTask", inside: str = "", **ours: str) -> str:
    said = "".join(f' {key}="{value}"' for key, value in ours.items())
    extension = f"<extensionElements><m:step{said}/></extensionElements>" if ours else ""
    return f'<{tag} id="{own}" name="{name or own}">{extension}{inside}</{tag}>'


def gateway(own: str, kind: str = "exclusive", default: str = "") -> str:
    said = f' default="{default}"' if default else ""
    return f'<{kind}Gateway id="{own}" name="{own}"{said}/>'


def process(inside: str, ends: str = '<endEvent id="e"/>') -> bytes:
    """A file of one process that starts at ``s`` and ends at ``e``."""
    text = (
        f'{HEAD}<process id="p" name="Quy trình"><startEvent id="s"/>{inside}{ends}</process></definitions>'
    )
    return text.encode()

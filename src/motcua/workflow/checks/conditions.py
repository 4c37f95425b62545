"""Conditions leave no dossier without a way, and name only facts that a dossier has."""

from django.utils.translation import gettext

from motcua.eforms.expressions import compiled
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.model import Kind, Process
from motcua.workflow.checks.naming import about


def condition_faults(process: Process, known: frozenset[str] | None) -> list[Fault]:
    found = []
    for scope, node in process.graph.everything():
        if node.kind is not Kind.EXCLUSIVE:
            continue
        ways = scope.leaving(node.id)
        if any(way.condition for way in ways) and not node.default:
            why = gettext("cần một nhánh mặc định, cho hồ sơ không thỏa điều kiện nào.")
            found.append(about(node, why))
        for way in ways:
            strange = compiled(way.condition).names - known if way.condition and known is not None else set()
            if strange:
                said = gettext("điều kiện “%(text)s” hỏi điều hồ sơ không có: %(names)s.")
                names = ", ".join(sorted(strange))
                found.append(about(node, said % {"text": way.condition, "names": names}))
    return found

"""A draft written as a table of steps: without a script, on a phone, by who knows no BPMN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.catalogue.queries import version_in_force
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.office.errors import ProcedureUnknown
from motcua.web.office.forms import Choice, Form, Text
from motcua.web.office.pages import for_administrators, now, perform, show, status_of
from motcua.web.office.processes.pages import draft_or_newest, owner_asked, owners, process_of
from motcua.web.office.processes.rows import DUTIES, Typed, checked, read, rearranged
from motcua.workflow.bpmn import Definitions
from motcua.workflow.bpmn.model import STEPS
from motcua.workflow.models import Process, ProcessVersion
from motcua.workflow.moves import STEP_MOVES
from motcua.workflow.operations import draft_process
from motcua.workflow.policies import why_not_keep
from motcua.workflow.tables.building import built
from motcua.workflow.tables.outline import outline_of
from motcua.workflow.tables.unbuilding import row_of, table_of, with_rows, with_steps


@dataclass(frozen=True)
class Sheet:
    """
    A version as rows. ``free``: steps may be added, moved and dropped; a process with branches of its own
    keeps its ways here and changes only what each step says; ``ids`` names its steps.
    """

    version: ProcessVersion
    typed: Sequence[Typed]
    free: bool
    ids: Mapping[str, str]

    def definitions(self, typed: Sequence[Typed]) -> Definitions:
        """Return the process that these rows say; none has anything wrong."""
        keys = [each.key for each in typed]
        rows = [each.row(place, keys) for place, each in enumerate(typed)]
        process = self.version.model
        if self.free:
            return with_rows(process, self.version.process.procedure, rows)
        said = {self.ids[key]: row for key, row in zip(keys, rows, strict=True) if key in self.ids}
        return with_steps(self.version.definitions, process.id, said)


def sheet_of(version: ProcessVersion) -> Sheet:
    """Return a version as rows to write in."""
    process = version.model
    table = table_of(process, version.process.procedure)
    nodes = [node for _scope, node in process.graph.everything() if node.kind in STEPS]
    rows = table.rows if table else [row_of(node, place) for place, node in enumerate(nodes, start=1)]
    keys = [f"b{place}" for place in range(len(rows))]
    typed = [Typed.of(row, key, keys) for row, key in zip(rows, keys, strict=True)]
    return Sheet(
        version, typed, table is not None, {key: node.id for key, node in zip(keys, nodes, strict=True)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def steps(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Show the steps as boxes; a button rearranges what is typed, the last one keeps it as the draft."""
    process = process_of(pk)
    if refusal := why_not_keep(admin, process):
        raise refusal
    sheet = sheet_of(draft_or_newest(process))
    typed, problem = sheet.typed, None
    if request.method == "POST":
        act, given = request.POST.get("act", ""), read(request.POST)
        if act:
            typed = rearranged(given, act) if sheet.free else given
            return _show(request, process, sheet, typed, HTTPStatus.OK)
        typed = checked(given)
        if typed and not any(each.wrong for each in typed):
            try:
                return _keep(request, admin, sheet, typed)
            except Refusal as reason:
                problem = reason
    return _show(request, process, sheet, typed, status_of(request), problem)


def _show(
    request: HttpRequest,
    process: Process,
    sheet: Sheet,
    typed: Sequence[Typed],
    status: int,
    problem: Refusal | None = None,
) -> HttpResponse:
    context = {
        "process": process,
        "version": sheet.version,
        "sheet": sheet,
        "typed": typed,
        "problem": problem,
        "seen": request.POST.get("seen", sheet.version.digest),
        "wrong": [(part, each, said) for each in typed for part, said in (each.wrong or {}).items()],
        "duties": DUTIES,
        "moves": STEP_MOVES,
    }
    return show(request, "processes/steps.html", context, status=status)


def _keep(request: HttpRequest, admin: Posting, sheet: Sheet, typed: Sequence[Typed]) -> HttpResponse:
    process = sheet.version.process
    kept = draft_process(
        procedure=process.procedure,
        unit=process.unit,
        definitions=sheet.definitions(typed),
        main=sheet.version.main,
        seen=request.POST.get("seen", ""),
        by=admin,
        at=now(),
    )
    same = kept.pk == sheet.version.pk and kept.digest == sheet.version.digest
    said = _("Không có gì thay đổi.") if same else _("Đã lưu bản nháp số %(number)s.")
    messages.success(request, said if same else said % {"number": kept.number})
    return redirect("office:process", process.pk)


class NewProcess(Form):
    procedure = Text(
        gettext_lazy("Mã thủ tục"), gettext_lazy("Hãy ghi mã thủ tục, ví dụ 1.000656."), max_length=20
    )
    owner = Choice(gettext_lazy("Dùng cho"), gettext_lazy("Hãy chọn nơi dùng quy trình."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Begin a process with the usual steps; who has one already goes to it."""
    form = NewProcess(request.POST or None, initial={"procedure": request.GET.get("thu-tuc", "")[:20]})
    form.fields["owner"].offer(owners(admin))  # type: ignore[attr-defined]
    if request.method == "POST":
        begun = perform(form, lambda facts: _begun(admin, facts["procedure"], facts["owner"]))
        if begun:
            return redirect("office:process_steps", begun.process_id)
    return show(request, "processes/new.html", {"form": form}, status=status_of(request))


def _begun(admin: Posting, code: str, owner: str) -> ProcessVersion:
    unit, procedure = owner_asked(admin, owner), version_in_force(code)
    if procedure is None:
        raise ProcedureUnknown(code=code)
    there = Process.objects.filter(procedure=code, unit=unit, versions__isnull=False).first()
    if there is not None:
        return draft_or_newest(there)
    definitions = built(outline_of(procedure.facts))
    return draft_process(
        procedure=code,
        unit=unit,
        definitions=definitions,
        main=definitions.processes[0].id,
        seen="",
        by=admin,
        at=now(),
    )

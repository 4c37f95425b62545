"""A file of BPMN that is imported: what stands outside the subset, or for which procedure it is kept."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.queries import version_in_force
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.office import uploads
from motcua.web.office.errors import ProcedureUnknown
from motcua.web.office.forms import Choice, Form, Text
from motcua.web.office.pages import now, perform, show, status_of
from motcua.web.office.uploads import Kept
from motcua.web.ui.process_words import lines_of, picture
from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.errors import ProcessUnreadable
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import draft_process
from motcua.workflow.tables.words import CODE

SUFFIXES = (".bpmn", ".xml")


class For(Form):
    """Which process of the file it is, and for which procedure."""

    procedure = Text(
        gettext_lazy("Mã thủ tục"), gettext_lazy("Hãy ghi mã thủ tục, ví dụ 1.000656."), max_length=20
    )
    main = Choice(gettext_lazy("Quy trình trong tệp"), gettext_lazy("Hãy chọn một quy trình trong tệp."))


def review(
    request: HttpRequest, admin: Posting, kept: Kept, content: bytes, unit: Unit | None
) -> HttpResponse:
    """Show the file as it is read here; a POST keeps it as the draft of a procedure."""
    try:
        definitions = read(content)
    except ProcessUnreadable as refusal:
        context = {"kept": kept, "refusal": None, "faults": refusal.facts["faults"]}
        return show(request, "processes/unreadable.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = For(request.POST or None, initial=_guessed(kept, definitions))
    form.fields["main"].offer([(each.id, each.title) for each in definitions.processes])  # type: ignore[attr-defined]
    if request.method == "POST":
        done = perform(form, lambda facts: _keep(admin, kept, definitions, unit, facts))
        if done:
            uploads.forget(admin, kept)
            messages.success(request, _("Đã giữ bản nháp số %(number)s.") % {"number": done.number})
            return redirect("office:process", done.process_id)
    context = {
        "kept": kept,
        "form": form,
        "definitions": definitions,
        "picture": picture(definitions, kept.name),
        "lines": [(each, lines_of(each)) for each in definitions.processes],
        "unit": unit,
    }
    return show(request, "processes/bpmn_file.html", context, status=status_of(request))


def _guessed(kept: Kept, definitions: Definitions) -> dict[str, str]:
    """Return the code that the name of the file or of a process holds, and the process with most steps."""
    said = " ".join([kept.name, definitions.name, *(each.name for each in definitions.processes)])
    found = CODE.search(said)
    largest = max(definitions.processes, key=lambda each: len(each.graph.nodes))
    return {"procedure": found[0] if found else "", "main": largest.id}


def _keep(
    admin: Posting, kept: Kept, definitions: Definitions, unit: Unit | None, facts: dict[str, str]
) -> ProcessVersion:
    if version_in_force(facts["procedure"], audience=None) is None:
        raise ProcedureUnknown(code=facts["procedure"])
    newest = (
        ProcessVersion.objects.filter(process__procedure=facts["procedure"], process__unit=unit)
        .order_by("-number")
        .first()
    )
    return draft_process(
        procedure=facts["procedure"],
        unit=unit,
        definitions=definitions,
        main=facts["main"],
        seen=newest.digest if newest else "",
        by=admin,
        at=now(),
        source=kept.name,
    )

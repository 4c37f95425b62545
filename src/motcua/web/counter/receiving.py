"""The act of the receiving page: what was typed becomes a dossier, or sentences beside its boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.errors import AnswersIncomplete, ProcedureNotFiledHere
from motcua.dossiers.operations import counter
from motcua.dossiers.routing import deciding_unit
from motcua.eforms import rules as eforms
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.counter import intake as pages
from motcua.web.counter import offline
from motcua.web.counter.forms import NAMES
from motcua.web.counter.intake import Intake
from motcua.web.counter.starting import today
from motcua.web.ui import staff, uploading

Errors = list[tuple[str, str]]


def receive(
    data: Mapping[str, str], posting: Posting, version: ProcedureVersion, desks: Sequence[Unit], typed: Intake
) -> counter.Received:
    """
    Receive the dossier under the number it was given without the network, or under the next one.

    :raises Refusal: what cannot be received; see ``errors_of``.
    """
    form = version.form.definition if version.form else None
    unit = _unit(version, typed)
    written = offline.read(data, now=staff.now())
    return counter.receive_visitor(
        visitor=typed.visitor,
        version=version,
        deciding_unit=unit,
        desk=next((desk for desk in desks if str(desk.pk) == typed.desk), desks[0]),
        answers=typed.answers_to(form, today()),
        handed=typed.handed(),
        clerk=posting,
        at=staff.now(),
        idempotency_key=typed.key,
        reserved=written.reserved(posting, unit),
        known=typed.known,
        signed=typed.signed,
        unsigned_because=typed.unsigned_because,
    )


def differences(received: counter.Received) -> str:
    """Say where the register has the visitor otherwise; "" where nothing differs."""
    if not received.differs:
        return ""
    said = "; ".join(received.differs.values())
    return _("Sổ đã ghi khác với điều vừa khai, nên giữ như cũ: %(said)s. Hãy hỏi lại người nộp.") % {
        "said": said
    }


def _unit(version: ProcedureVersion, typed: Intake) -> Unit:
    if not typed.unit.isdigit():
        raise ProcedureNotFiledHere(reason=_("hãy chọn cơ quan giải quyết."))
    return deciding_unit(version, int(typed.unit), today())


def errors_of(refusal: Refusal, version: ProcedureVersion, typed: Intake) -> Errors:
    """Return every place to mend at once: what was refused, and each answer that is not one."""
    found: Errors = []
    if not isinstance(refusal, AnswersIncomplete):
        name = {**pages.WRONG_FIELD, **offline.WRONG_FIELD}.get(type(refusal), "")
        found += [(name, sentence) for sentence in staff.sentence_of(refusal)]
    if version.form:
        form = version.form.definition
        problems = eforms.check(form, typed.answers_to(form, today()), on=today()).problems
        found += [(f"{NAMES}{key}", sentence) for key, sentence in problems.items()]
    return found


def keep_scans(request: HttpRequest, posting: Posting, typed: Intake) -> tuple[Intake, Errors]:
    """Keep every scan that came, so that an error elsewhere does not lose it."""
    lines, errors = [], []
    for line in typed.lines:
        for file in uploading.files_of(request, f"{line.name}-file")[:1]:
            try:
                kept = counter.keep_scan(
                    clerk=posting,
                    key=line.required.key,
                    title=line.title or file.name or "",
                    content=file,
                    file_name=file.name or "",
                    at=staff.now(),
                )
            except Refusal as refusal:
                errors.append((f"{line.name}-file", str(refusal)))
            else:
                line = replace(line, scan=kept.pk, title=line.title or kept.title)
        lines.append(line)
    return replace(typed, lines=tuple(lines)), errors

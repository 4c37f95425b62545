"""Where a dossier stands in its process, drawn and in words; for the counter and for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.dossiers.queries import read_by_staff
from motcua.orgs.postings import Posting
from motcua.web.ui import staff
from motcua.web.ui.process_words import Line, lines_of, picture
from motcua.workflow.models import Course, Task


@dataclass(frozen=True)
class Gone:
    """A line of the process and the visits of this dossier to it, the oldest first."""

    line: Line
    visits: Sequence[Task]

    @property
    def here(self) -> bool:
        return any(task.ended_at is None for task in self.visits)


def page(face: str) -> Any:
    """Return the view of one face: ``counter`` or ``desk``."""

    @require_safe
    def course(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
        dossier = read_by_staff(posting, code, at=staff.now())
        found = Course.objects.select_related("version__process").filter(dossier=dossier).first()
        context = {"dossier": dossier, "back": reverse(f"{face}:dossier", args=[dossier.code])}
        return staff.show(request, "ui/staff_course.html", {**context, **(_shown(found) if found else {})})

    return course


def _shown(course: Course) -> dict[str, Any]:
    tasks = list(course.tasks.select_related("unit", "claimed_by", "done_by").order_by("opened_at", "pk"))
    here = {task.node for task in tasks if task.ended_at is None}
    version = course.version
    lines = [
        Gone(line, [task for task in tasks if task.node == line.told.id])
        for line in lines_of(version.model, here=here)
    ]
    return {
        "course": course,
        "version": version,
        "picture": picture(version.definitions, version.process.name, here),
        "lines": lines,
        "open": [task for task in tasks if task.ended_at is None],
    }

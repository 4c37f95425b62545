"""One procedure in plain words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import version_in_force
from motcua.dossiers.routing import why_not_file_online
from motcua.web.portal import pages, words
from motcua.web.portal.filing_way import NATIONAL_PORTAL, why_not_here
from motcua.web.portal.unread import unread_shown
from motcua.web.portal.words_of_parts import foreseen


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Answer what people ask about a procedure, in the order they ask it."""
    version = version_in_force(code)
    if version is None:
        raise Http404
    return pages.show(request, "procedure.html", _context(version))


def _context(version: ProcedureVersion) -> dict[str, Any]:
    facts = version.facts
    elsewhere = why_not_here(pages.today())
    return {
        "version": version,
        "facts": facts,
        "who": [words.APPLICANTS[applicant] for applicant in facts.who_may_file],
        "level": words.LEVELS[facts.online],
        "level_sentence": words.LEVEL_SENTENCES[facts.online],
        "papers": words.papers_shown(facts),
        "ways": words.ways_shown(facts),
        "steps": words.steps_shown(facts.steps),
        "unread": list(unread_shown(facts)),
        "in_parts": foreseen(version.code, pages.today())[1],
        "refusal": elsewhere or why_not_file_online(version),
        "national_portal": NATIONAL_PORTAL if elsewhere else "",
    }

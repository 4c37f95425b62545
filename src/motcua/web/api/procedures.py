"""Procedures, for everybody."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router

from motcua.catalogue.facts import OnlineLevel
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.versions import in_force, version
from motcua.web.api.errors import ProcedureNotFound
from motcua.web.api.limits import Public
from motcua.web.api.paging import PAGE, next_page
from motcua.web.api.responses import also
from motcua.web.api.schemas.catalogue import ProcedureLine, ProcedurePage, ProcedureWhole, link_of
from motcua.web.api.schemas.text import Code, Line

router = Router(throttle=Public())


@router.get("/procedures", response=also(ProcedurePage, 422, 429), summary="Find procedures")
def list_procedures(
    request: HttpRequest,
    q: Line = Query("", description="What people type: a name, words of it, a code; tone marks may lack"),
    field: Line = Query("", description="Lĩnh vực, exactly"),
    authority: Line = Query("", description="Cơ quan có thẩm quyền, a part of its name"),
    online: OnlineLevel | None = Query(None),
    page: Line = Query("", description="The cursor that `next` of the page before carries"),
) -> ProcedurePage:
    """Return the procedures in force: with `q` the best match first, otherwise by code."""
    rows = ProcedureVersion.objects.filter(to_on=None)
    if field:
        rows = rows.filter(field=field)
    if authority:
        rows = rows.filter(authority__icontains=authority)
    if online:
        rows = rows.filter(online=online.value)
    found, after = _matching(rows, q, page) if q else _by_code(rows, page)
    return ProcedurePage(items=[_line(row) for row in found], next=next_page(request, after))


@router.get("/procedures/{code}", response=also(ProcedureWhole, 404, 429), summary="One procedure")
def get_procedure(request: HttpRequest, code: Code) -> ProcedureWhole:
    """Return the version in force: its facts, and the form whose keys `answers` takes."""
    pk = in_force(code).values_list("pk", flat=True).first()
    if pk is None:
        raise ProcedureNotFound(procedure=code)
    return ProcedureWhole.of(version(pk))


def _by_code(rows: QuerySet[ProcedureVersion], page: str) -> tuple[list[ProcedureVersion], str]:
    found = list(rows.filter(code__gt=page).order_by("code")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].code if len(found) > PAGE else ""


def _line(row: ProcedureVersion) -> ProcedureLine:
    return ProcedureLine(
        code=row.code,
        name=row.name,
        short_name=row.content.get("short_name", ""),
        field=row.field,
        authority=row.authority,
        online=OnlineLevel(row.online),
        link=link_of(row.code),
    )


def _matching(rows: QuerySet[ProcedureVersion], q: str, page: str) -> tuple[list[ProcedureVersion], str]:
    return _by_code(rows.filter(name__icontains=q), page)

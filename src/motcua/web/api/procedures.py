"""Procedures, for everybody."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from motcua.catalogue.facts import OnlineLevel
from motcua.catalogue.queries import search
from motcua.catalogue.versions import in_force, version
from motcua.web.api.errors import ProcedureNotFound
from motcua.web.api.limits import Public
from motcua.web.api.paging import PAGE, next_page
from motcua.web.api.responses import also
from motcua.web.api.schemas.catalogue import ProcedureLine, ProcedurePage, ProcedureWhole
from motcua.web.api.schemas.text import Code, Line

router = Router(throttle=Public())

Words = Annotated[
    Line, Query("", description="What people type: words of a name, a code; tone marks may lack")
]
FieldName = Annotated[Line, Query("", description="Lĩnh vực, exactly")]
Authority = Annotated[Line, Query("", description="Cơ quan có thẩm quyền, exactly")]
Page = Annotated[int, Query(1, ge=1, le=10_000)]


@router.get("/procedures", response=also(ProcedurePage, 422, 429), summary="Find procedures")
def list_procedures(
    request: HttpRequest,
    q: Words = "",
    field: FieldName = "",
    authority: Authority = "",
    online: OnlineLevel | None = None,
    page: Page = 1,
) -> ProcedurePage:
    """Return the procedures in force: with `q` the best match first, otherwise all."""
    found = search(
        q, field=field, authority=authority, online=online.value if online else "", page=page, size=PAGE
    )
    more = page < found.pages
    return ProcedurePage(
        items=[ProcedureLine.of(hit) for hit in found.hits],
        did_you_mean=found.did_you_mean,
        next=next_page(request, str(page + 1) if more else ""),
    )


@router.get(
    "/procedures/{code}",
    response=also(ProcedureWhole, 404, 429),
    by_alias=True,
    summary="One procedure",
)
def get_procedure(request: HttpRequest, code: Code) -> ProcedureWhole:
    """Return the version in force: its facts, and the form whose keys `answers` takes."""
    pk = in_force(code).values_list("pk", flat=True).first()
    if pk is None:
        raise ProcedureNotFound(procedure=code)
    return ProcedureWhole.of(version(pk))

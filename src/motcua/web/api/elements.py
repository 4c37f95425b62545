"""The dictionary of data, for everybody."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from motcua.eforms import elements
from motcua.web.api.limits import Public
from motcua.web.api.responses import also
from motcua.web.api.schemas.elements import Elements, ElementShown
from motcua.web.api.schemas.text import Line

router = Router(throttle=Public())

Words = Annotated[Line, Query("", description="Words of a name, a key, a register; tone marks may lack")]


@router.get("/elements", response=also(Elements, 422, 429), summary="The dictionary of data")
def list_elements(request: HttpRequest, q: Words = "", kind: elements.Kind | None = None) -> Elements:
    """Return what the state asks, with where each thing is held and on what law; forms bind to these keys."""
    found = [each for each in elements.find(q) if kind is None or each.kind == kind]
    return Elements(items=[ElementShown.of(each) for each in found])

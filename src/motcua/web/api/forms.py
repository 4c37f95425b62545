"""Forms and what their answers look like, for everybody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from motcua.eforms.queries import form_version
from motcua.eforms.schema import schema_of
from motcua.web.api.errors import FormNotFound
from motcua.web.api.limits import Public
from motcua.web.api.responses import also
from motcua.web.api.schemas.catalogue import schema_link
from motcua.web.api.schemas.text import Line

router = Router(throttle=Public())
SCHEMA = "application/schema+json"
A_YEAR = 365 * 24 * 3600


@router.get(
    "/forms/{code}/{number}/schema",
    response=also(dict[str, Any], 404, 429),
    summary="The JSON Schema of the answers to a form",
)
def get_schema(request: HttpRequest, code: Line, number: int) -> HttpResponse:
    """Return the schema (2020-12) of one version: it never changes. `answers` are valid against it."""
    version = form_version(code, number)
    if version is None:
        raise FormNotFound(form=code, number=number)
    content = schema_of(version.definition, id=settings.BASE_URL + schema_link(version.code, number))
    response = JsonResponse(content, content_type=SCHEMA, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response

"""The API as one service: its routers, its document, its answers."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.types import DictStrAny
from pydantic_core import from_json, to_json

from motcua.web.api import dossiers, drafts, elements, forms, further_acts, papers, procedures, public
from motcua.web.api.errors import NotJson, WrongType
from motcua.web.api.problems import MEDIA_TYPE, answer_with_problems

JSON = "application/json"
DESCRIPTION = """
Thủ tục hành chính của tỉnh, cho phần mềm: tra cứu thủ tục, nộp giấy tờ và hồ sơ, theo dõi, giải quyết,
kiểm tra kết quả.

Every answer is JSON. Every "no" is a problem document (RFC 9457, `application/problem+json`): `detail` is
a sentence for people, in Vietnamese or, with `Accept-Language: en`, in English; `code` is the same in
both, for programs. Names that the province gave stay as they are. Times are ISO 8601 with an offset. Lists
go on at `next`.
"""


class StrictJson(Parser):
    """Fast, and exact: no NaN, no lone surrogates, no depth that could exhaust the stack."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        if request.content_type != JSON:
            raise WrongType(wanted=JSON, given=request.content_type or "")
        try:
            parsed: DictStrAny = from_json(request.body, allow_inf_nan=False)
        except ValueError as error:
            raise NotJson from error
        return parsed


class FastJson(BaseRenderer):
    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return to_json(data)


class Service(NinjaAPI):
    """Says of itself what the library does not know: short names, and the kind of our problems."""

    _document: OpenAPISchema | None = None

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **wanted: Any) -> OpenAPISchema:
        """Return the document; made once, for the operations do not change."""
        if self._document is None:
            self._document = super().get_openapi_schema(**wanted)
            for operations in self._document["paths"].values():
                for operation in operations.values():
                    _tell_problems(operation["responses"])
        return self._document


def _tell_problems(answers: dict[int, dict[str, Any]]) -> None:
    for status, answer in answers.items():
        if status >= HTTPStatus.BAD_REQUEST:
            answer["content"] = {MEDIA_TYPE: answer["content"][JSON]}


service = Service(
    title="Một Cửa",
    version="1",
    description=DESCRIPTION.strip(),
    urls_namespace="api",
    docs_url=None,  # its pages run inline scripts, which our Content-Security-Policy forbids
    parser=StrictJson(),
    renderer=FastJson(),
)
answer_with_problems(service)
service.add_router("", procedures.router, tags=["procedures"])
service.add_router("", elements.router, tags=["elements"])
service.add_router("", forms.router, tags=["forms"])
service.add_router("", papers.router, tags=["papers"])
service.add_router("", drafts.router, tags=["drafts"])
service.add_router("", dossiers.router, tags=["dossiers"])
service.add_router("", further_acts.router, tags=["acts"])
service.add_router("", public.router, tags=["public"])

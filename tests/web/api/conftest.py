"""An office, and people with keys who speak to it through the API."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import User
from motcua.accounts.operations import make_token
from motcua.accounts.tokens import SCOPES
from motcua.journal.actor import SYSTEM
from tests import factories
from tests.factories import MONDAY, PNG, Office

BASE = "/api/v1"


@dataclass
class Api:
    """A client that speaks JSON with one key."""

    key: str = ""

    def get(self, path: str, **query: Any) -> Any:
        return self._client().get(BASE + path, query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._client().post(
            BASE + path, data={} if body is None else body, content_type="application/json", headers=headers
        )

    def put(self, path: str, body: Any) -> Any:
        return self._client().put(BASE + path, data=body, content_type="application/json")

    def upload(self, content: bytes = PNG, name: str = "giấy chứng sinh.png", **fields: str) -> Any:
        file = SimpleUploadedFile(name, content)
        return self._client().post(
            f"{BASE}/papers", {"file": file, "key": "giay-chung-sinh", "title": "Giấy chứng sinh", **fields}
        )

    def file(self, office: Office, key: str = "khoa-so-1", **more: Any) -> Any:
        return self.post("/dossiers", filing(office, self, **more), **{"Idempotency-Key": key})

    def act(self, code: str, act: str, body: Any = None) -> Any:
        return self.post(f"/dossiers/{code}/acts/{act}", body)

    def _client(self) -> Client:
        return Client(headers={"Authorization": f"Bearer {self.key}"} if self.key else None)


def filing(office: Office, api: Api, **more: Any) -> dict[str, Any]:
    """Return a whole, good filing; ``more`` replaces parts of it."""
    if "papers" not in more:
        more["papers"] = [{"key": "giay-chung-sinh", "id": api.upload().json()["id"]}]
    return {
        "procedure": office.version.code,
        "unit": office.unit.code,
        "applicant": {"person": True},
        "answers": {"content": "Đăng ký khai sinh cho con"},
    } | more


def key_of(user_id: int | None, *scopes: str) -> str:
    assert user_id is not None, "people have accounts here"
    plain, _ = make_token(
        user=User.objects.get(pk=user_id),
        name="kiểm thử",
        scopes=scopes or SCOPES,
        expires_at=None,
        actor=SYSTEM,
        at=MONDAY,
    )
    return plain


@pytest.fixture
def office() -> Office:
    return factories.office()


@pytest.fixture
def anybody() -> Api:
    return Api()


@pytest.fixture
def as_(office: Office) -> Callable[..., Api]:
    """Speak as somebody of the office: ``as_("clerk")``, with all scopes or those named."""
    return lambda who, *scopes: Api(key_of(getattr(office, who).actor.user_id, *scopes))


@pytest.fixture
def citizen(as_: Callable[..., Api]) -> Api:
    return as_("citizen")


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """Check that the answer is a whole problem document, and return it."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= problem.keys()
    assert (problem["status"], problem["code"]) == (status, code)
    assert "{" not in problem["detail"]
    return problem

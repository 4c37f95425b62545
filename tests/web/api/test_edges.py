"""What comes before any operation: keys, scopes, bodies, and answers that are never HTML."""

import importlib
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.accounts.models import ApiToken, User
from motcua.accounts.operations import revoke_token
from motcua.dossiers.overtaken import Overtakable
from motcua.journal.actor import SYSTEM
from motcua.kernel.errors import Refusal
from motcua.papers.models import Paper, StoredFile
from motcua.web.api import errors, problems
from tests.factories import PNG
from tests.web.api.conftest import Api, filing, key_of, refused

pytestmark = pytest.mark.django_db

NEEDS = [
    ("post", "/papers", "papers:write"),
    ("post", "/dossiers", "dossiers:file"),
    ("get", "/dossiers", "dossiers:read"),
    ("get", "/dossiers/x", "dossiers:read"),
    *(
        ("post", f"/dossiers/x/acts/{act}", "dossiers:act")
        for act in (
            "accept", "ask-for-supplement", "supplement", "refuse", "withdraw", "take-up", "propose", "agree",
            "send-back", "sign", "hand-over",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "scope"), NEEDS)
def test_without_a_key_nothing_is_done(anybody, method, path, scope):
    answer = getattr(anybody, method)(path)

    refused(answer, 401, "api.key-missing")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path", "scope"), NEEDS)
def test_a_key_opens_only_what_its_scopes_say(as_, method, path, scope):
    others = {"dossiers:read", "dossiers:file", "dossiers:act", "papers:write", "catalogue:read"} - {scope}

    answer = getattr(as_("citizen", *others), method)(path)

    assert refused(answer, 403, "api.scope-missing")["scope"] == scope


@pytest.mark.parametrize("key", ["motcua_sai", "x" * 10_000, "Đ"])
def test_a_key_that_is_none(key):
    answer = Client().get("/api/v1/dossiers", headers={"Authorization": f"Bearer {key}"})

    refused(answer, 401, "api.key-not-in-force")


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "motcua_x"])
def test_another_way_of_signing_in(header):
    answer = Client().get("/api/v1/dossiers", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_a_key_that_was_revoked_or_has_expired(citizen, office):
    token = ApiToken.objects.get()
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    refused(citizen.get("/dossiers"), 401, "api.key-not-in-force")
    ApiToken.objects.update(expires_at=None)

    revoke_token(token=token, actor=SYSTEM, at=timezone.now())

    refused(citizen.get("/dossiers"), 401, "api.key-not-in-force")


def test_the_key_of_a_closed_account(citizen):
    User.objects.update(is_active=False)

    refused(citizen.get("/dossiers"), 401, "api.key-not-in-force")


def test_a_key_with_nobody_behind_it():
    machine = User.objects.create_user("may", full_name="Máy")

    refused(Api(key_of(machine.pk)).get("/dossiers"), 403, "api.nobody-behind-key")


def test_a_session_is_no_key(office):
    browser = Client()
    browser.force_login(User.objects.get(pk=office.citizen.actor.user_id))

    refused(browser.get("/api/v1/dossiers"), 401, "api.key-missing")


# Papers


def test_an_uploaded_paper_belongs_to_who_sent_it(citizen, office):
    answer = citizen.upload()

    paper = Paper.objects.get(pk=answer.json()["id"])
    assert answer.status_code == 201
    assert answer.json()["sha256"] == paper.file_id
    assert (paper.owner, paper.kind) == (f"person:{office.citizen.person_id}", "giay-chung-sinh")


def test_a_title_that_comes_decomposed_is_kept_composed(citizen):
    answer = citizen.upload(title="Gia\u0302\u0301y chu\u031b\u0301ng sinh", name="gia\u0302\u0301y.png")

    assert (answer.json()["title"], answer.json()["file_name"]) == ("Giấy chứng sinh", "giấy.png")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "papers.file-empty"),
        (b"MZ this is a program", 415, "papers.file-type-not-accepted"),
        (PNG[:40], 422, "papers.file-damaged"),
        (b"%PDF-1.7 broken", 422, "papers.file-damaged"),
    ],
)
def test_a_file_that_is_not_taken(citizen, content, status, code):
    refused(citizen.upload(content), status, code)
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit(citizen, settings):
    settings.MOTCUA_MAX_FILE_MB = 1

    refused(citizen.upload(PNG + b"\0" * 1_100_000), 413, "papers.file-too-big")


def test_a_body_far_over_the_limit_is_refused_unread(citizen, settings):
    settings.MOTCUA_MAX_FILE_MB = 1

    refused(citizen.upload(PNG + b"\0" * 3_000_000), 413, "api.body-too-big")


def test_an_upload_without_a_file(citizen):
    answer = Client(headers={"Authorization": f"Bearer {citizen.key}"}).post("/api/v1/papers", {"key": "x"})

    assert refused(answer, 422, "api.request-invalid")["problems"] == {"file": "Thiếu mục này."}


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=", b"\xff" * 99]
)
def test_a_multipart_body_that_is_broken(citizen, body):
    answer = Client(headers={"Authorization": f"Bearer {citizen.key}"}).post(
        "/api/v1/papers", body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code in {400, 415, 422}
    assert answer["Content-Type"] == "application/problem+json"


# Bodies


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"nul", b'{"a": NaN}', b"\xff\xfe", b'"\\ud800"', b"[" * 100_000, b'{"a": "\xc3"}',
    ],
)  # fmt: skip
def test_what_is_no_json(citizen, body):
    answer = sent(citizen, body)

    assert answer.status_code in {400, 415, 422}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [b"[]", b"null", b"1", b'"x"', b"{}", b'{"procedure": 1}'])
def test_json_of_another_shape(citizen, body):
    refused(sent(citizen, body), 422, "api.request-invalid")


def sent(citizen, body, content_type="application/json"):
    headers = {"Authorization": f"Bearer {citizen.key}", "Idempotency-Key": "khoa-so-1"}
    return Client(headers=headers).post("/api/v1/dossiers", body, content_type=content_type)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_another_content_type(citizen, kind):
    refused(sent(citizen, b"{}", kind), 415, "api.wrong-type")


def test_a_json_body_of_many_megabytes(citizen):
    refused(sent(citizen, json.dumps({"x": "y" * 3_000_000}).encode()), 413, "api.body-too-big")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"papers": [{"key": "x", "id": "1"}]}, "papers.0.id"),
        ({"answers": {"content": {"deep": 1}}}, "answers.content"),
        ({"procedure": "x\x00"}, "procedure"),
        ({"unit": "x" * 41}, "unit"),
        ({"surprise": 1}, "surprise"),
        ({"applicant": {}}, "applicant"),
        ({"answers": {f"k{n}": 1 for n in range(501)}}, "answers"),
    ],
)
def test_the_place_of_what_is_wrong_is_named(citizen, office, wrong, place):
    answer = citizen.post("/dossiers", filing(office, citizen, **wrong), **{"Idempotency-Key": "khoa-so-1"})

    assert answer.status_code == 422, answer.content
    assert any(name.startswith(place) for name in answer.json()["problems"]), answer.json()


# Never HTML


@pytest.mark.parametrize(
    "path", ["", "/", "/x", "/dossiers/", "/dossiers/a/b", "/docs", "/openapi.yaml", "/%00"]
)
def test_an_address_that_is_not_there(anybody, path):
    refused(anybody.get(path or "/"), 404, "api.not-found")


@pytest.mark.parametrize(
    ("method", "path"), [("put", "/dossiers"), ("delete", "/track/x"), ("patch", "/papers")]
)
def test_a_method_that_is_not_taken(method, path):
    answer = getattr(Client(), method)(f"/api/v1{path}")

    refused(answer, 405, "api.method-not-allowed")
    assert answer["Allow"]


def test_a_fault_of_ours_tells_nothing_of_the_inside(monkeypatch, anybody, office):
    def broken(code):
        raise RuntimeError("bảng dossiers_dossier, mật khẩu của kho")

    monkeypatch.setattr("motcua.web.api.public.track", broken)

    answer = anybody.get("/track/x")

    refused(answer, 500, "api.unexpected")
    assert "mật khẩu" not in answer.content.decode()


def test_answers_are_not_kept_by_caches(anybody, citizen, office):
    assert citizen.file(office)["Cache-Control"] == "no-store"
    assert anybody.get("/track/x")["Cache-Control"] == "no-store"


# The table


@pytest.mark.parametrize("module", ["dossiers", "papers", "web.api"])
def test_every_refusal_that_can_reach_the_edge_has_a_status(module):
    found = vars(importlib.import_module(f"motcua.{module}.errors")).values()

    refusals = {kind for kind in found if isinstance(kind, type) and issubclass(kind, Refusal)}
    refusals -= {Refusal, Overtakable}

    assert refusals <= problems.STATUS.keys()


def test_codes_are_unique():
    codes = [kind.code for kind in problems.STATUS]

    assert len(codes) == len(set(codes))
    assert errors.NotFound.code == "api.not-found"


def test_another_host_is_answered_with_a_problem(client):
    answer = client.get("/api/v1/procedures", headers={"Host": "nowhere.example"})
    page = client.get("/", headers={"Host": "nowhere.example"})

    assert (answer.status_code, page.status_code) == (400, 400)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "api.host-unknown"
    assert page["Content-Type"].startswith("text/html")

"""The simulator keeps the protocol: it refuses what a real provider refuses."""

import subprocess
import sys
import time
from hashlib import sha256

import httpx
import jwt
import pytest
from authlib.common.encoding import to_unicode, urlsafe_b64encode

from motcua.exchange.vneid.simulator import read_people
from motcua.kernel.identity import misfits, number_facts, partial_date
from tests.exchange.vneid.browser import CALLBACK, SECRET, decide, parameters

VERIFIER = "v" * 60
CHALLENGE = to_unicode(urlsafe_b64encode(sha256(VERIFIER.encode()).digest()))
nonces = iter(range(1_000_000))


def authorize_url(vneid, **changes):
    query = {
        "client_id": "motcua",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid profile",
        "state": "s1",
        "nonce": f"n{next(nonces)}",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    left = {name: value for name, value in (query | changes).items() if value is not None}
    return f"{vneid.provider.issuer}/authorize?{httpx.QueryParams(left)}"


def code_for(vneid, **changes):
    return parameters(decide(authorize_url(vneid, **changes)))["code"]


def exchange(vneid, code, *, secret=SECRET, post=False, **changes):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    } | changes
    if post:
        form |= {"client_id": "motcua", "client_secret": secret}
    auth = None if post else httpx.BasicAuth("motcua", secret)
    return httpx.post(f"{vneid.provider.issuer}/token", data=form, auth=auth)


def test_it_describes_itself(vneid):
    found = httpx.get(f"{vneid.provider.issuer}/.well-known/openid-configuration").json()

    assert found["issuer"] == vneid.provider.issuer
    assert found["code_challenge_methods_supported"] == ["S256"]


@pytest.mark.parametrize("post", [True, False])
def test_a_code_becomes_a_signed_token_and_the_persons_data(vneid, post):
    answer = exchange(vneid, code_for(vneid, nonce="once"), post=post).json()

    keys = jwt.PyJWKSet.from_dict(httpx.get(f"{vneid.provider.issuer}/jwks").json())
    claims = jwt.decode(answer["id_token"], keys.keys[0], algorithms=["RS256"], audience="motcua")
    assert (claims["iss"], claims["nonce"]) == (vneid.provider.issuer, "once")
    bearer = {"Authorization": f"Bearer {answer['access_token']}"}
    about = httpx.get(f"{vneid.provider.issuer}/userinfo", headers=bearer).json()
    assert about["sub"] == claims["sub"]
    assert (about["SoDinhDanh"], about["HoVaTen"]) == ("064090990011", "Rơ Châm Hyao")
    assert (about["LoaiTaiKhoan"], about["NgayThangNamSinh"]) == ("1", "15/03/1990")
    vneid.provider.nonces.clear()


def test_a_code_is_good_once(vneid):
    code = code_for(vneid)
    exchange(vneid, code)

    assert exchange(vneid, code).json()["error"] == "invalid_grant"


def test_a_code_is_good_for_a_minute(vneid, monkeypatch):
    code = code_for(vneid)
    later = time.time() + 61
    monkeypatch.setattr("motcua.exchange.vneid.simulator.provider.time.time", lambda: later)

    assert exchange(vneid, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 60},
        {"code_verifier": ""},
        {"redirect_uri": "http://testserver/elsewhere/"},
        {"secret": "sai"},
        {"grant_type": "password"},
    ],
)
def test_a_wrong_exchange_is_refused(vneid, changes):
    answer = exchange(vneid, code_for(vneid), **changes)

    assert answer.status_code in {400, 401}
    assert "id_token" not in answer.text


@pytest.mark.parametrize("changes", [{"redirect_uri": "https://ke-gian.example/"}, {"client_id": "ai-do"}])
def test_nobody_is_sent_to_an_unknown_place(vneid, changes):
    answer = httpx.get(authorize_url(vneid, **changes))

    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
        {"response_type": "token"},
        {"scope": "openid everything"},
    ],
)
def test_a_request_out_of_order_is_told_so(vneid, changes):
    answer = httpx.get(authorize_url(vneid, **changes))

    assert answer.status_code == 302
    assert "error=" in answer.headers["Location"]


def test_a_nonce_is_used_once(vneid):
    url = authorize_url(vneid)
    decide(url)

    assert httpx.get(url).headers["Location"].startswith(f"{CALLBACK}?error=invalid_request")


def test_whoever_does_not_agree_is_sent_back(vneid):
    back = parameters(decide(authorize_url(vneid), step="deny"))

    assert (back["error"], back["state"]) == ("access_denied", "s1")


def test_a_number_needs_its_passcode_and_is_closed_after_five_tries(vneid):
    form = {"step": "sign-in", "number": "064090990011", "passcode": "000000"}
    url = authorize_url(vneid)

    statuses = [httpx.post(url, data=form).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [403]


def test_number_and_passcode_open(vneid):
    form = {"step": "sign-in", "number": "064 090 990 011", "passcode": "246810"}

    assert "Rơ Châm Hyao" in httpx.post(authorize_url(vneid), data=form).text


def test_a_locked_account_stays_closed(vneid):
    answer = httpx.post(authorize_url(vneid), data={"step": "choose", "number": "052082990134"})

    assert answer.status_code == 403
    assert "đang bị khóa" in answer.text


def test_every_page_says_what_it_is_not(vneid):
    for address in ("/", "/nowhere"):
        assert "không phải VNeID thật" in httpx.get(vneid.provider.issuer + address).text


def test_a_token_that_is_none_opens_nothing(vneid):
    answer = httpx.get(f"{vneid.provider.issuer}/userinfo", headers={"Authorization": "Bearer x"})

    assert answer.status_code == 401


def test_it_misbehaves_on_command(vneid):
    control = f"{vneid.provider.issuer}/control"

    assert httpx.post(control, json={"fault": "down"}).json()["fault"] == "down"
    assert httpx.get(f"{vneid.provider.issuer}/jwks").status_code == 503
    assert httpx.post(control, json={"fault": "?"}).status_code == 400
    assert httpx.post(control, data={"fault": ""}).status_code == 403  # as a browser's form would


def test_the_demo_citizens_have_numbers_that_fit_them():
    people = read_people()

    assert len(people) >= 12
    for number, citizen in people.items():
        facts = number_facts(number)
        born = partial_date(citizen.born)
        assert facts is not None
        assert facts.place in {"064", "052"}
        assert number[6:8] == "99"
        gender = {"Nam": "male", "Nữ": "female"}[citizen.gender]
        assert misfits(number, gender=gender, birth_date=born or "?") == ()


def test_it_runs_as_a_process_of_its_own():
    command = [sys.executable, "-m", "motcua.exchange.vneid", "--port", "0", "--fail", "token"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split()[-1]
            assert httpx.get(f"{address}/.well-known/openid-configuration").status_code == 200
            assert httpx.post(f"{address}/token").status_code == 500
        finally:
            process.terminate()

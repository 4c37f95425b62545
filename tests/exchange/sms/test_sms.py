"""What is handed to the gateway arrives; what cannot be handed over is said."""

import threading

import pytest
import requests

from motcua.exchange.loopback import serve
from motcua.exchange.sms.check import check
from motcua.exchange.sms.simulator import Telephones
from motcua.notices.text_messages import Message, text_messages

MESSAGE = Message(to="0912345678", text="Mã 123456 <b>", reference="r1")


@pytest.fixture(scope="module")
def running():
    telephones = Telephones()
    server = serve("sms-sim", "127.0.0.1", 0, lambda _port: telephones)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield telephones, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def telephones(running, settings):
    found, settings.MOTCUA_SMS_URL = running
    found.set_fault("")
    found.messages.clear()
    return found


def test_a_message_arrives_at_the_international_number_and_is_shown_as_text(telephones, settings):
    said = text_messages().send(MESSAGE, within=5)

    page = requests.get(settings.MOTCUA_SMS_URL, timeout=5).text
    assert said == ""
    assert telephones.messages[0]["to"] == "84912345678"
    assert "Mã 123456 &lt;b&gt;" in page


@pytest.mark.parametrize(("fault", "why"), [("down", "503"), ("refuse", "403")])
def test_what_the_gateway_does_not_take_is_said(telephones, fault, why):
    telephones.set_fault(fault)

    assert why in text_messages().send(MESSAGE, within=5)


def test_nobody_there_is_said(settings):
    settings.MOTCUA_SMS_URL = "http://127.0.0.1:9"

    assert text_messages().send(MESSAGE, within=2)
    assert not check(timeout=2).ok


def test_no_gateway_connected_is_said(settings):
    settings.MOTCUA_SMS_URL = ""

    assert text_messages().send(MESSAGE, within=2)
    assert "MOTCUA_SMS_URL" in check().detail


def test_nonsense_is_refused_by_the_simulator(telephones, settings):
    answer = requests.post(f"{settings.MOTCUA_SMS_URL}/messages", data=b"{", timeout=5)

    assert answer.status_code == 400
    assert check().ok

"""A browser that walks from Một Cửa to the simulator and back."""

from contextlib import contextmanager
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import httpx

from motcua.exchange.loopback import serve
from motcua.exchange.vneid.simulator import Client, Simulator, read_people

BASE = "http://testserver"
SECRET = "bi-mat"
CALLBACK = f"{BASE}/accounts/vneid/login/callback/"


@contextmanager
def running_simulator():
    """Serve a simulator on a free port of this machine."""
    client = Client("motcua", SECRET, (CALLBACK,), (f"{BASE}/signed-out/",))
    made = []

    def make(port):
        made.append(Simulator(issuer=f"http://127.0.0.1:{port}", clients=[client], people=read_people()))
        return made[0]

    server = serve("vneid-sim", "127.0.0.1", 0, make)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def leave(client, next_url=""):
    """Press "sign in by VNeID"; return the address the browser is sent to."""
    response = client.post("/accounts/vneid/login/", {"next": next_url} if next_url else {})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def decide(url, *, number="064090990011", step="allow", account=""):
    """Sign in at the provider as ``number`` and decide; return the address the browser is sent back to."""
    with httpx.Client() as browser:
        if number:
            chosen = browser.post(url, data={"step": "choose", "number": number})
            assert chosen.status_code == 200, chosen.text
        answer = browser.post(url, data={"step": step, "account": account})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def come_back(client, url):
    """Follow the provider's redirect into Một Cửa."""
    return client.get(url.removeprefix(BASE))


def sign_in(client, *, next_url="", **decision):
    return come_back(client, decide(leave(client, next_url), **decision))


def parameters(url):
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}

"""Lists of revoked certificates fetched for a signature: the right one goes in, a foreign one does not."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import requests
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509

from motcua.papers import demo_ca, demo_crl, long_term
from tests.papers.makers import SIGNATORY

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def chain(monkeypatch):
    monkeypatch.setattr(long_term, "_kept", {})
    who = SIGNATORY
    made = demo_ca.signer(who.key, name=who.name, post=who.post, organisation=who.organisation)
    return SimpleNamespace(certificates=[loaded(made.certificate)], roots=[loaded(demo_ca.root())])


@pytest.fixture
def served(monkeypatch):
    """What the address in the certificates answers, and how often it was asked."""
    found = SimpleNamespace(content=b"", asked=0)

    def get(url, timeout):
        found.asked += 1
        if not found.content:
            raise requests.ConnectionError
        return SimpleNamespace(content=found.content, raise_for_status=lambda: None)

    monkeypatch.setattr(requests, "get", get)
    return found


def loaded(certificate: bytes) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pem.unarmor(certificate)[2])


def test_the_authoritys_list_goes_in_and_is_asked_for_once(chain, served):
    served.content = demo_crl.crl(NOW)

    twice = [long_term.lists_for(chain.certificates, chain.roots, NOW + timedelta(days=n)) for n in (0, 1)]

    assert twice == [[served.content]] * 2
    assert served.asked == 1


def test_a_list_that_ran_out_is_asked_for_anew(chain, served):
    served.content = demo_crl.crl(NOW)

    for days in (0, 8):
        long_term.lists_for(chain.certificates, chain.roots, NOW + timedelta(days=days))

    assert served.asked == 2


def test_a_list_by_another_authority_of_that_name_stays_out(chain, served, settings, tmp_path):
    settings.HOME = tmp_path
    served.content = demo_crl.crl(NOW)

    assert long_term.lists_for(chain.certificates, chain.roots, NOW) == []


def test_a_place_that_does_not_answer_is_left_alone_for_a_while(chain, served):
    tries = [
        long_term.lists_for(chain.certificates, chain.roots, NOW + timedelta(minutes=n)) for n in (0, 1, 6)
    ]

    assert tries == [[], [], []]
    assert served.asked == 2

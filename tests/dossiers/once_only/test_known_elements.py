"""The builder's list of what the state knows is what registers and log-ins give, no more and no less."""

from dataclasses import fields
from typing import Any

from motcua.accounts.models import Business, Person
from motcua.accounts.population import RegisteredPerson
from motcua.dossiers.once_only.findings import _elements_of
from motcua.dossiers.prefill import AS_KNOWN, known_of
from motcua.eforms.asking_again import known_elements, told_at_log_in


def test_the_list_of_what_is_known_is_what_the_sources_give():
    said: dict[str, Any] = {
        each.name: "single" for each in fields(RegisteredPerson) if "Relative" not in str(each.type)
    }
    registered = {element for element, _value in _elements_of(RegisteredPerson(**said))}
    at_log_in = {name for name, _ in (*known_of("person", Person()), *known_of("business", Business()))}

    assert set(known_elements()) == registered | at_log_in | set(AS_KNOWN)
    assert told_at_log_in() == {"person.phone", "person.email", "business.address"}

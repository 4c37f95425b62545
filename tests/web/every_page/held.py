"""Drafts beside which the state holds something: two holders differ, one is gainsaid, one answered late."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.test import override_settings
from django.utils import timezone

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.accounts.population import Unavailable
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only import operations as once_only
from motcua.orgs.models import Unit
from tests.dossiers.once_only.births import SIU, Register

RECORD = "3.000333"  # its form has rows: where somebody has lived


def begin(citizen: Citizen, unit: Unit, *, birth: str) -> None:
    """Begin a draft of each kind, and one of a form with rows."""
    person = Person.objects.get(pk=citizen.person_id)
    with _register(person):
        _differing(_begun(citizen, unit, birth), citizen)
        _answered_late(_begun(citizen, unit, birth, down=True), citizen)
    _begun(citizen, unit, RECORD)


@contextmanager
def _register(person: Person) -> Iterator[None]:
    """Let the register know this person, at another address than our own book."""
    elsewhere = replace(SIU, identity_number=person.identity_number, residence="12 Trần Phú, phường Quy Nhơn")
    with override_settings(MOTCUA_POPULATION=f"{Register.__module__}.Register"):
        Register.people, Register.instead = {elsewhere.identity_number: elsewhere}, None
        yield
        Register.people = {}


def _begun(citizen: Citizen, unit: Unit, code: str, *, down: bool = False) -> Draft:
    version = ProcedureVersion.objects.select_related("form").get(code=code, to_on=None)
    draft = dossiers.start_draft(version=version, citizen=citizen, unit=unit, at=timezone.now())
    Register.instead = Unavailable("down") if down else None
    once_only.begin_filling(draft=draft, citizen=citizen, at=timezone.now())
    Register.instead = None
    return draft


def _differing(draft: Draft, citizen: Citizen) -> None:
    """Say of oneself otherwise than the register."""
    _save(draft, citizen, "nguoi_yeu_cau", applicant_name="Siu Blơk khác", applicant_relation="mother")


def _answered_late(draft: Draft, citizen: Citizen) -> None:
    _save(draft, citizen, "nguoi_yeu_cau", applicant_relation="mother")
    once_only.ask_again(draft_id=draft.pk, at=timezone.now(), last=False)


def _save(draft: Draft, citizen: Citizen, section: str, **typed: str) -> None:
    dossiers.save_section(
        draft_id=draft.pk, citizen=citizen, section_key=section, answers=typed, at=timezone.now()
    )

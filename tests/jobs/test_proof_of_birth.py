"""The proof of birth in the trial: real, signed, and no more said of it than stands on it."""

import shutil
import subprocess

import pytest

from motcua.accounts.models import Person
from motcua.eforms import elements
from motcua.jobs.seed.people import BLOK
from motcua.jobs.seed.proof_of_birth import ensure_proof_of_birth
from motcua.papers.models import StoredFile
from motcua.papers.queries import read_bytes
from motcua.papers.vault.models import HeldPaper

pytestmark = pytest.mark.django_db


def test_it_is_put_there_once_and_its_facts_stand_on_the_page():
    ensure_proof_of_birth()
    ensure_proof_of_birth()

    held = HeldPaper.objects.get()
    mother = Person.objects.get(identity_number=BLOK)
    assert (held.owner, held.level, held.holder) == (f"person:{mother.pk}", "signed", BLOK)
    assert all(elements.exists(key.partition(":")[2]) for key in held.facts)
    if shutil.which("pdftotext"):
        text = words_of(held.file)
        for key in ("child:person.full_name", "child:person.birth_place", "applicant:person.identity_number"):
            assert held.facts[key] in text


def words_of(file: StoredFile) -> str:
    read = subprocess.run(["pdftotext", "-", "-"], input=read_bytes(file), capture_output=True, check=True)  # noqa: S607
    return " ".join(read.stdout.decode().split())

"""Show 5, the whole way: thirty pages are read, put right, signed into vaults, and fill the next dossier."""

import sys
import time
from typing import Any

import pytest

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import Person, User
from motcua.accounts.operations import register_person
from motcua.catalogue.facts import RequiredPaper
from motcua.dossiers import operations as dossiers
from motcua.dossiers.digitising import operations as desk
from motcua.dossiers.digitising.asked import asked_of
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.reading import read_scan
from motcua.dossiers.digitising.steps import Reading
from motcua.dossiers.once_only import operations as once_only
from motcua.papers.vault.models import HeldPaper, Level
from tests import factories as make
from tests.dossiers.digitising.desk import kept as signed_and_kept
from tests.papers.conftest import _authority_home, vault
from tests.papers.digitising.conftest import reader
from tests.papers.digitising.pages import Page, pages
from tests.shipped_forms import forms

__all__ = ["_authority_home", "reader", "vault"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = 30
NUMBER, NAME = "person.identity_number", "person.full_name"
LAND = "KQ.G10.001147"
PERMIT = next(form for form in forms() if form.code == "cap-phep-xay-dung")


@pytest.mark.usefixtures("reader")
def test_thirty_pages_go_from_the_desk_into_vaults_and_fill_the_next_dossier(capsys):
    office = make.office()
    began, typed = time.monotonic(), 0
    for page in pages(PAGES):
        found = at_the_desk(office, page)
        typed += put_right(office, page, found)
        held = signed_and_kept(digitisation_id=found.pk, clerk=office.clerk, at=make.MONDAY)
        assert held.level == Level.CERTIFIED
        assert kept(held, page) == page.facts
    seconds = time.monotonic() - began

    asked = sum(len(page.facts) for page in pages(PAGES))
    with capsys.disabled():
        sys.stdout.write(f"\n{PAGES} papers in {seconds:.0f} s; {typed} of {asked} facts typed by hand\n")
    assert HeldPaper.objects.count() == PAGES
    assert typed / asked < 0.1
    for page in (page for page in pages(PAGES) if page.paper_type == LAND):
        assert_fills_a_permit(office, page)


def whom(page: Page) -> str:
    """Return who of the page owns the vault it goes into."""
    people = ("applicant", "child", "wife")
    return next(one for one in people if f"{one}:{NUMBER}" in page.facts)


def at_the_desk(office: make.Office, page: Page) -> Digitisation:
    """Scan a page, hold it against the original, and let the machine read it."""
    mine = whom(page)
    person = register_person(
        actor=office.clerk.actor,
        full_name=page.facts[f"{mine}:{NAME}"],
        identity_number=page.facts[f"{mine}:{NUMBER}"],
        at=make.MONDAY,
    ).person
    by: dict[str, Any] = {"clerk": office.clerk, "at": make.MONDAY}
    about = desk.Subject(page.paper_type)
    pk = desk.begin_for_person(person=person, desk=office.desk, about=about, **by).pk
    desk.scan_instead(digitisation_id=pk, **by)
    desk.add_page(digitisation_id=pk, content=page.scanned(), file_name="quét.pdf", **by)
    scanned = desk.end_scan(digitisation_id=pk, **by)
    desk.compare(digitisation_id=pk, ticked=True, **by)
    read_scan(digitisation_id=pk, attempt=scanned.attempt, at=make.MONDAY)
    found = Digitisation.objects.get(pk=pk)
    assert (found.reading, found.reading_said) == (Reading.DONE, "")
    return found


def put_right(office: make.Office, page: Page, found: Digitisation) -> int:
    """Let the clerk look at what is doubtful and type what differs; return how much that was."""
    by: dict[str, Any] = {"clerk": office.clerk, "at": make.MONDAY}
    shown = {each.key: each for each in asked_of(found)}
    wrong = {key: value for key, value in page.facts.items() if shown[key].value != value}
    rest = {key: "" for key, each in shown.items() if each.wrong and key not in page.facts}
    desk.correct(digitisation_id=found.pk, values=wrong | rest, seen=list(shown), **by)
    desk.end_facts(digitisation_id=found.pk, **by)
    return len(wrong)


def kept(held: HeldPaper, page: Page) -> dict[str, str]:
    """Return what the vault says, in the words of the page."""
    mine = whom(page)
    facts = {key.replace("applicant:", f"{mine}:"): value for key, value in held.facts.items()}
    if held.issued_on:
        facts["paper:paper.issued_on"] = held.issued_on.isoformat()
    return {key: facts.get(key, "") for key in page.facts}


def assert_fills_a_permit(office: make.Office, page: Page) -> None:
    asked = RequiredPaper(key="giay-to-dat", name="Giấy tờ về đất", copies=1, types=(LAND,))
    procedure = make.PROCEDURE.model_copy(update={"form": PERMIT.code, "papers": (asked,)})
    version = make.publish(procedure, form=PERMIT)
    owner = Person.objects.get(identity_number=page.facts[f"applicant:{NUMBER}"])
    owner.user = User.objects.create_user(f"cd-{owner.pk}", full_name=owner.full_name)
    owner.save()
    citizen = citizen_of(owner, face="portal")
    draft = dossiers.start_draft(version=version, citizen=citizen, at=make.MONDAY, unit=office.unit)

    once_only.begin_filling(draft=draft, citizen=citizen, at=make.MONDAY)

    draft.refresh_from_db()
    filled = {
        key: draft.answers.get(key) for key in ("land_plot", "land_area", "site_address", "land_papers")
    }
    assert filled == {
        "land_plot": page.facts["land:land.plot"],
        "land_area": page.facts["land:land.area"],
        "site_address": page.facts["land:land.address"],
        "land_papers": page.facts["land:land.certificate"],
    }

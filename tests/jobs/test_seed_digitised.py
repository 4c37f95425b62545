"""The demo's counter has papers at each step of digitising, and nothing was recognised to tell them."""

from random import Random

import pytest

from motcua.dossiers.digitising.asked import asked_of, doubtful
from motcua.dossiers.digitising.models import BulkRun, Digitisation
from motcua.dossiers.digitising.steps import Reading, Step
from motcua.jobs.seed import digitised, people, telling
from motcua.jobs.seed.office import office_of
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.digitising import ocr
from motcua.papers.vault.models import HeldPaper, Level
from tests.jobs.test_seed import FRIDAY_NOON, commune
from tests.papers.conftest import _authority_home, vault

__all__ = ["_authority_home", "commune", "vault"]
pytestmark = pytest.mark.django_db


def tell(unit):
    office = office_of(unit, today=FRIDAY_NOON.astimezone(VIETNAM).date())
    telling.play([digitised.at_the_desk(office, FRIDAY_NOON, Random(3))], FRIDAY_NOON)  # noqa: S311


def test_there_is_a_paper_at_each_step_and_a_run(commune, monkeypatch):
    monkeypatch.setattr(ocr.Reader, "read", lambda *_a, **_k: pytest.fail("recognised while told"))
    people.ensure_people(Random(1), at=FRIDAY_NOON)  # noqa: S311

    tell(commune)
    tell(commune)

    steps = sorted(Digitisation.objects.values_list("step", "reading"))
    assert steps == [
        (Step.COMPARE, Reading.WAITING),
        (Step.FACTS, Reading.DONE),
        (Step.FACTS, Reading.FAILED),
        (Step.KEPT, Reading.DONE),
        (Step.LOOK, Reading.NOT),
        (Step.SCAN, Reading.NOT),
        (Step.SIGN, Reading.DONE),
    ]
    assert BulkRun.objects.get().rows.count() == 2


def test_what_stands_on_the_drawn_page_is_what_was_read(commune):
    people.ensure_people(Random(1), at=FRIDAY_NOON)  # noqa: S311

    tell(commune)

    read = Digitisation.objects.get(step=Step.FACTS, reading=Reading.DONE)
    facts = {each.key: each for each in asked_of(read)}
    assert facts["child:person.identity_number"].value == read.owner_number
    assert facts["child:person.full_name"].value == read.owner_name
    assert [each.element.name for each in doubtful(facts.values())] != []
    held = HeldPaper.objects.get()
    assert (held.level, held.facts["applicant:person.full_name"]) == (Level.CERTIFIED, held.holder_name)

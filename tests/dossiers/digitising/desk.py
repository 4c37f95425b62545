"""Situations at the desk: a paper being digitised at each step, read by nobody or as a machine would."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from motcua.accounts.models import Person
from motcua.dossiers.digitising import operations as desk
from motcua.dossiers.digitising.keeping import sign_and_keep
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.operations import Subject
from motcua.dossiers.digitising.reading import keep_reading
from motcua.papers.digitising.extraction import Fact
from motcua.papers.digitising.sheets import Box
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.papers.makers import pdf, picture

BIRTH = "KQ.G15.000031"
CHILD = "064316001234"


def kept(**asked: Any) -> HeldPaper:
    """Sign, and return what the vault then has."""
    found = sign_and_keep(**asked)
    assert found.held is not None
    return found.held


def fact(key: str, said: str, value: str | None = "", sure: float = 0.97) -> Fact:
    return Fact(key, said, said if value == "" else value, Box(1, 0.2, 0.2, 0.6, 0.23), sure)


READ = (
    fact("child:person.full_name", "Siu H'Lan"),
    fact("child:person.identity_number", CHILD),
    fact("child:person.birth_date", "2016-05-06"),
    fact("mother:person.full_name", "Siu Blok", sure=0.6),
    fact("paper:paper.issued_on", "2016-05-20"),
    fact("paper:paper.number", "12/2016"),
)


@dataclass
class Desk:
    """A commune's desk with somebody who brought a paper."""

    office: make.Office = field(default_factory=make.office)

    @property
    def by(self) -> dict[str, Any]:
        return {"clerk": self.office.clerk, "at": make.MONDAY}

    @property
    def person(self) -> Person:
        return Person.objects.get(pk=self.office.citizen.person_id)

    def begun(self, paper_type: str = BIRTH, **more: Any) -> Digitisation:
        about = Subject(paper_type, **more)
        return desk.begin_for_person(person=self.person, desk=self.office.desk, about=about, **self.by)

    def scanning(self, **more: Any) -> Digitisation:
        return desk.scan_instead(digitisation_id=self.begun(**more).pk, **self.by)

    def scanned(self, content: bytes | None = None, **more: Any) -> Digitisation:
        found = self.scanning(**more)
        photo = content or picture()
        desk.add_page(digitisation_id=found.pk, content=photo, file_name="anh.jpg", **self.by)
        return desk.end_scan(digitisation_id=found.pk, **self.by)

    def compared(self, **more: Any) -> Digitisation:
        return desk.compare(digitisation_id=self.scanned(**more).pk, ticked=True, **self.by)

    def read(self, *facts: Fact, **more: Any) -> Digitisation:
        found = self.compared(**more)
        self.machine_reads(found, *(facts or READ))
        return Digitisation.objects.get(pk=found.pk)

    def machine_reads(self, found: Digitisation, *facts: Fact) -> None:
        keep_reading(
            digitisation_id=found.pk,
            attempt=found.attempt,
            pdf=pdf(),
            facts=facts,
            warning="",
            at=make.MONDAY,
        )

    def ready(self, **more: Any) -> Digitisation:
        """Return one with every fact right, to be signed."""
        found = self.read(**more)
        values = {"mother:person.full_name": "Siu Blơk"}
        desk.correct(digitisation_id=found.pk, values=values, seen=[], **self.by)
        return desk.end_facts(digitisation_id=found.pk, **self.by)

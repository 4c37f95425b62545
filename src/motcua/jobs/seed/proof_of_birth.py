"""
An electronic proof of birth in the vault of a mother of the printed log-ins, as the health sector shares it.

Circular 22/2025/TT-BYT, Appendix I, form 01: who gave birth, when and where, sex, weight and the name
intended. Its facts are no more than what stands on it. Everybody is invented; the demo authority signs.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import typst
from django.conf import settings
from django.utils import timezone

from motcua.accounts.models import Person
from motcua.jobs.seed.people import BLOK, ensure_shown, shown
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.papers import taking_in
from motcua.papers.signing import Signatory, signer_for
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper, Level

TEMPLATE = Path(__file__).parent / "data" / "proof-of-birth.typ"
TYPE, TITLE = "giay-chung-sinh", "Giấy chứng sinh"
FACILITY = "Trung tâm Y tế Đức Cơ"
PLACE = f"{FACILITY}, xã Đức Cơ, tỉnh Gia Lai"
CHILD, GENDER, WEIGHT = "Siu H'Lan", "female", "3.100 gam"
AGE, ISSUED_AFTER = timedelta(days=12), timedelta(days=2)


def ensure_proof_of_birth() -> None:
    """Put it there once; without it the trial has nothing to show."""
    now = timezone.now()
    ensure_shown(at=now)
    mother = shown()[BLOK]
    if HeldPaper.objects.filter(owner=f"person:{mother.pk}", paper_type=TYPE).exists():
        return
    born, issued = now - AGE, now - AGE + ISSUED_AFTER
    number = f"{issued:%y}.0417.GCS"
    pdf = _signed(_printed(mother, born, issued, number), issued)
    vault.keep(
        owner=f"person:{mother.pk}",
        file=taking_in.take_in(pdf, file_name="giay-chung-sinh.pdf", at=issued),
        said=vault.Description(
            TYPE,
            TITLE,
            holder=mother.identity_number,
            holder_name=mother.full_name,
            holder_born=mother.birth_date,
            number=number,
            issuer=FACILITY,
            issued_on=issued.astimezone(VIETNAM).date(),
            issued_at_place=PLACE,
            facts=_facts(mother, born),
        ),
        level=Level.SIGNED,
        actor=SYSTEM,
        at=issued,
        came_from="health",
    )


def _facts(mother: Person, born: datetime) -> dict[str, str]:
    """Return what the paper states; its mother is the owner of the vault, so "applicant"."""
    return {
        "child:person.full_name": CHILD,
        "child:person.birth_date": born.astimezone(VIETNAM).date().isoformat(),
        "child:person.gender": GENDER,
        "child:person.birth_place": PLACE,
        "applicant:person.full_name": mother.full_name,
        "applicant:person.birth_year": mother.birth_date[:4],
        "applicant:person.identity_number": mother.identity_number,
        "applicant:person.ethnicity": mother.ethnicity,
        "applicant:person.address": mother.address,
        ":event.birth_proof": "electronic",
    }


def _printed(mother: Person, born: datetime, issued: datetime, number: str) -> bytes:
    said = {
        "number": number,
        "facility": FACILITY,
        "mother_name": mother.full_name,
        "mother_birth_year": mother.birth_date[:4],
        "mother_number": mother.identity_number,
        "mother_ethnicity": mother.ethnicity,
        "mother_address": mother.address,
        "born_at": f"{born.astimezone(VIETNAM):%H giờ %M phút, ngày %d/%m/%Y}",
        "place": PLACE,
        "gender": "Nữ",
        "weight": WEIGHT,
        "child_name": CHILD,
        "issued_on": f"{issued.astimezone(VIETNAM):Ngày %d/%m/%Y}",
    }
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        font_paths=list(settings.MOTCUA_FONTS),
        ignore_system_fonts=True,
        timestamp=int(issued.timestamp()),
    )
    return pdf


def _signed(pdf: bytes, at: datetime) -> bytes:
    who = Signatory("health:dc", "Nay H'Juel", "Giám đốc", FACILITY)
    return signer_for(who).sign(pdf, reason=TITLE, location=PLACE, field="chung-sinh", at=at)

"""Two filings of several agencies for the trial: one just filed, one with a part its applicant completes."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import Person
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision, first_draft
from motcua.dossiers.holding.fairness import TurnReason
from motcua.dossiers.models import Dossier
from motcua.interlinked import operations as interlinked
from motcua.interlinked.models import Filing
from motcua.jobs.seed.office import Office, office_of, postings
from motcua.jobs.seed.people import BLOK, HYAO, ensure_shown, identity_number, shown
from motcua.jobs.seed.telling import SHOWN
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting

GROUP = "2.000986"
PLACE = "Trung tâm Y tế Chư Prông, xã Chư Prông, tỉnh Gia Lai"
HOME = "Làng Ring, xã Chư Prông, tỉnh Gia Lai"
AGO = timedelta(days=9)


def ensure_interlinked() -> None:
    """File them once, for the citizen and the commune of the printed log-ins."""
    version = ProcedureVersion.objects.select_related("form").filter(code=GROUP, to_on=None).first()
    unit = Unit.objects.filter(code=SHOWN, to_on=None).first()
    if version is None or unit is None or Filing.objects.exists():
        return
    now = timezone.now()
    ensure_shown(at=now)
    home = office_of(unit, today=now.astimezone(VIETNAM).date())
    began = home.last_moment(now - AGO, Random(1))  # noqa: S311
    first = _filed(version, unit, HYAO, "Siu Ring", "male", began)
    _birth(first, home, home.later(began, hours=2))
    _ask_again(first, home, home.later(began, hours=9))
    _filed(version, unit, BLOK, "Siu H'Lan", "female", home.last_moment(now, Random(2)))  # noqa: S311


def _filed(
    version: ProcedureVersion, unit: Unit, number: str, child: str, gender: str, at: datetime
) -> Filing:
    """File as the child's mother or, for whoever is not, as the brother of one."""
    who = shown()[number]
    citizen = citizen_of(who, face="portal")
    answers = _answers(who, child, gender, at)
    if number != BLOK:
        answers |= {"applicant_relation": "relative", "relation_to_head": "cháu"}
        answers |= {"mother_name": "Siu H'Bia", "mother_birth_year": "1996"}
    draft = dossiers.start_draft(version=version, citizen=citizen, unit=unit, at=at, answers=answers)
    filing = interlinked.submit(draft_id=draft.pk, citizen=citizen, at=at)
    assert isinstance(filing, Filing), "the procedure is a group"
    return filing


def _answers(who: Person, child: str, gender: str, at: datetime) -> dict[str, Any]:
    return {
        "applicant_name": who.full_name, "applicant_identity": who.identity_number,
        "applicant_address": who.address or HOME, "applicant_relation": "mother",
        "applicant_phone": who.phone or "0905123456", "child_name": child,
        "child_birth": (at - timedelta(days=6)).astimezone(VIETNAM).date().isoformat(),
        "child_gender": gender, "child_birth_place": PLACE, "birth_proof": "electronic",
        "child_ethnicity": "Gia Rai", "child_nationality": "Việt Nam",
        "child_home_town": "Xã Chư Prông, tỉnh Gia Lai", "has_mother": "yes",
        "mother_name": who.full_name, "mother_birth_year": who.birth_date[:4] or "1985",
        "mother_ethnicity": "Gia Rai", "mother_nationality": "Việt Nam", "mother_residence": HOME,
        "has_father": "no", "parents_married": "no", "copies_wanted": "0", "residence_address": HOME,
        "residence_housing": "own", "head_name": who.full_name, "relation_to_head": "con",
        "first_care": "Trung tâm Y tế Chư Prông", "receive_by": "online", "declaration": "agree",
    }  # fmt: skip


def _birth(filing: Filing, home: Office, at: datetime) -> None:
    """The commune registers the birth; the next two parts are filed by it."""
    dossier = _dossier(filing, "birth")
    officer = home.officers[0]
    dossiers.accept(code=dossier.code, clerk=home.clerks[0], at=at)
    taken = dossiers.take_up(code=dossier.code, officer=officer, at=at, out_of_turn=TurnReason("came-back"))
    number = identity_number(Random(3), gender="male", year=at.year)  # noqa: S311
    fields = {**first_draft(taken), "personal_id": number}
    dossiers.propose(code=dossier.code, officer=officer, decision=Decision.GRANT, fields=fields, at=at)
    dossiers.agree(code=dossier.code, head=home.head, at=at)
    signed = home.later(at, hours=3)
    dossiers.sign(code=dossier.code, signer=home.signer, at=signed)
    interlinked.carry_on(filing_id=filing.pk, at=signed)


def _ask_again(filing: Filing, home: Office, at: datetime) -> None:
    """The police of the commune gives residence back for a supplement; the card is under way."""
    residence, card = _dossier(filing, "residence"), _dossier(filing, "insurance")
    dossiers.ask_for_supplement(
        code=residence.code, officer=home.clerks[0], at=at, items=["Ý kiến đồng ý của chủ sở hữu chỗ ở"],
        reason="Chỗ ở đứng tên người khác trong cơ sở dữ liệu đất đai.",
    )  # fmt: skip
    dossiers.accept(code=card.code, clerk=_clerk_of(card.receiving_unit, at), at=at)


def _dossier(filing: Filing, key: str) -> Dossier:
    return Dossier.objects.select_related("receiving_unit").get(part__filing=filing, part__key=key)


def _clerk_of(desk: Unit, at: datetime) -> Posting:
    return postings(desk, Duty.RECEIVE, at.astimezone(VIETNAM).date())[0]

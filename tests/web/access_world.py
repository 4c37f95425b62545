"""A small province for the table of access: what there is to see, and who might look."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from motcua.accounts.operations import make_token
from motcua.accounts.tokens import SCOPES
from motcua.dossiers import operations as dossiers
from motcua.dossiers.delivery.ways import Way
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.models import Dispute
from motcua.journal.actor import SYSTEM
from motcua.orgs.models import (
    Appointment,
    CalendarDecision,
    Duty,
    Officer,
    Post,
    Unit,
    UnitClosure,
    UnitKind,
    WorkingHours,
)
from motcua.orgs.postings import Posting
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.sign_in import signed_in, user_of
from tests.web.digitised import one_of_each
from tests.web.halls import of_a_hall
from tests.web.interlinked_filings import of_an_owner
from tests.web.led import begin, of_processes
from tests.web.standing_in import stands_in

ACTORS = ("owner", "other", "nobody", "clerk", "other_clerk", "officer", "admin")


@dataclass
class World:
    """Browsers and API keys of each actor, and the values that addresses need."""

    browsers: dict[str, Client]
    keys: dict[str, dict[str, str]]
    values: dict[str, Any]


def world() -> World:
    office = make.office()
    here, elsewhere = office.unit, make.unit("H21.118")
    far_desk = make.unit("H21.118.MC", UnitKind.DESK, parent=elsewhere)
    people: dict[str, Any] = {
        "owner": office.citizen,
        "other": make.citizen("Ksor Thin", "064190009999"),
        "clerk": office.clerk,
        "other_clerk": make.posting(far_desk, Duty.RECEIVE, name="Đinh Hmunh"),
        "officer": office.officer,
        "admin": make.posting(here, Duty.ADMINISTER, name="Quản trị"),
    }
    keys = {name: _key_of(who) for name, who in people.items()}
    browsers = {name: signed_in(who) for name, who in people.items()}
    values = _values(office) | at_another_desk(office, people["other_clerk"], far_desk)
    begin(values["filed"], values["handled"])
    return World(browsers | {"nobody": Client()}, keys | {"nobody": {}}, values)


def at_another_desk(office: make.Office, clerk: Posting, desk: Unit) -> dict[str, Any]:
    """Return a result its applicant collects at ``desk``, and a dossier they are helped with there."""
    collected, helped = office.signed(), office.accepted()
    dossiers.choose_delivery(
        code=collected.code, viewer=office.citizen, way=Way.DESK, desk_id=desk.pk, at=timezone.now()
    )
    dossiers.help_at_desk(
        code=helped.code,
        number="064190001234",
        reason="In lại giấy hẹn",
        clerk=clerk,
        desk=desk,
        at=timezone.now(),
    )
    return {"collected": collected.code, "helped_here": helped.code, "helped_letter": helped.letters.get().pk}


def _key_of(who: Any) -> dict[str, str]:
    plain, _ = make_token(
        user=user_of(who), name="access", scopes=SCOPES, expires_at=None, actor=SYSTEM, at=make.MONDAY
    )
    return {"Authorization": f"Bearer {plain}"}


def _disputed(office: make.Office, draft: Draft) -> None:
    """Say of what a register holds that it is wrong: the world's form asks for nothing that one holds."""
    Dispute.objects.create(
        person_id=office.citizen.person_id,
        draft=draft,
        question="content",
        label="Nơi cư trú",
        identity_number="064190001234",
        element="person.address",
        held="Xã Ia Dom, tỉnh Gia Lai",
        claimed="Phường Pleiku, tỉnh Gia Lai",
        reason="Đã chuyển",
        made_at=timezone.now(),
    )


def _values(office: make.Office) -> dict[str, Any]:
    """Return what stands in addresses: dossiers at every place, their papers, a unit and its people."""
    signed, filed = office.signed(), office.filed()
    handled, asked = office.taken_up(), office.filed()
    dossiers.ask_for_supplement(
        code=asked.code, officer=office.clerk, items=["Bản rõ"], reason="Mờ", at=timezone.now()
    )
    unpaid, wrong, corrected = office.taken_up(), office.signed(), office.signed()
    dossiers.ask_for_payment(
        code=unpaid.code, officer=office.officer, what="Lệ phí", amount=8000, at=timezone.now()
    )
    for each in (wrong, corrected):
        dossiers.report_error(code=each.code, viewer=office.citizen, error="Sai tên", at=timezone.now())
    dossiers.propose_correction(
        code=corrected.code, officer=office.officer, fields={}, note="Sửa tên", at=timezone.now()
    )
    draft = dossiers.start_draft(version=office.version, citizen=office.citizen, at=timezone.now())
    _disputed(office, draft)
    officer = Officer.objects.get(pk=office.officer.officer_id)
    day = CalendarDecision.objects.create(
        unit=office.unit,
        on=timezone.localdate().replace(year=2031),
        working=False,
        reason="Bão",
        citation="QĐ",
    )
    said = {"unit": office.unit, "reason": "Bão", "citation": "QĐ"}
    next_year = timezone.localdate() + timedelta(days=365)
    hours = {
        name: WorkingHours.objects.create(weekday=5, counts=0, from_on=from_on, **said)
        for name, from_on in (("begun_hours", date(2026, 1, 1)), ("coming_hours", next_year))
    }
    soon = timezone.now() + timedelta(days=3)
    closure = UnitClosure.objects.create(from_at=soon, to_at=soon + timedelta(days=1), **said)
    assert signed.result is not None
    assert office.version.form is not None
    return {
        "signed": signed.code,
        "filed": filed.code,
        "handled": handled.code,
        "asked": asked.code,
        "unpaid": unpaid.code,
        "wrong": wrong.code,
        "corrected": corrected.code,
        "proposed": office.proposed().code,
        "agreed": office.agreed().code,
        "letter": signed.letters.get().pk,
        "paper": _paper_of(signed),
        "desk_paper": _paper_of(filed),
        "verify": signed.result.verify_code,
        "draft": draft.pk,
        **_vault_of(office),
        "block": _block_of(office),
        **of_a_hall(office),
        **one_of_each(office),
        **stands_in(office),
        **of_processes(office),
        **of_an_owner(office),
        "procedure": office.version.code,
        "form": office.version.form.code,
        "unit": office.unit.pk,
        "unit_code": office.unit.code,
        "post": Post.objects.get(appointments__officer=officer).pk,
        "appointment": Appointment.objects.get(officer=officer).pk,
        "officer": officer.pk,
        "day": day.pk,
        **{name: row.pk for name, row in hours.items()},
        "closure": closure.pk,
        "subject": f"unit:{office.unit.pk}",
        "uuid": uuid.uuid4(),
        "page": 1,
        "number": 1,
        "template": "receipt",
        "section": "request",
        "kind": "phan",
        "event": "birth",
        "error": "404",
        "nothing": "no-such-thing",
    }


def _paper_of(dossier: Dossier) -> int:
    found = dossier.papers.first()
    assert found is not None
    return found.pk


def _vault_of(office: make.Office) -> dict[str, Any]:
    """Return a paper in the owner's vault that anybody with the key may see."""
    held = HeldPaper.objects.filter(owner=f"person:{office.citizen.person_id}").first()
    assert held is not None
    made, key = vault.share(
        held_id=held.pk,
        owners=(held.owner,),
        purpose="Vay vốn",
        days=7,
        actor=SYSTEM,
        at=timezone.now(),
    )
    return {"held": held.pk, "share": made.pk, "key": key}


def _block_of(office: make.Office) -> uuid.UUID:
    block = dossiers.reserve_numbers(
        agency=office.unit, desk=office.desk, on=timezone.localdate(), size=2, device="Máy quầy 2",
        clerk=office.clerk, at=timezone.now(),
    )  # fmt: skip
    return block.pk

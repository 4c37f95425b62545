"""A unit that asks the office: one dossier to complete, one with its result; and one that asked nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.results import template_for
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Request
from motcua.orgs.models import Duty, Officer, Unit, UnitKind
from motcua.orgs.postings import Posting, posting_of
from tests import factories as make
from tests.internal import OPINION
from tests.shipped_forms import forms
from tests.sign_in import signed_in

HERE = "/xu-ly/noi-bo/"

if TYPE_CHECKING:
    from tests.web.every_page.people import Visitor


def askers(office: Unit) -> list[Visitor]:
    from tests.web.every_page.people import Visitor

    unit = make.unit("H21.121", name="Ủy ban nhân dân xã Đak Đoa")
    asks = make.posting(unit, Duty.ASK, name="Rơ Lan Hỏi")
    for decided in (False, True):
        _filed(Asker.of(asks), unit, office, decided=decided)
    nothing = make.posting(make.unit("H21.133"), Duty.ASK, name="Chưa Hỏi Gì")
    there = {"within": (HERE,), "start": HERE, "enough": 2}
    return [
        Visitor("asker", signed_in(asks), **there),  # type: ignore[arg-type]
        Visitor("has asked nothing", signed_in(nothing), **there),  # type: ignore[arg-type]
    ]


def _filed(asker: Asker, unit: Unit, office: Unit, *, decided: bool) -> Dossier:
    stored = make.paper(f"officer:{asker.officer_id}")
    desk = Unit.objects.get(parent=office, kind=UnitKind.DESK)
    request = Request(
        version=_published(),
        deciding_unit=office,
        receiving_unit=desk,
        applicant=unit,
        answers={
            "request": "Cho ý kiến về đồ án",
            "contact_name": "Rơ Lan Hỏi",
            "contact_phone": "0269 3822 100",
        },
        papers=[make.Handed(key=stored.kind, title=stored.title, paper_id=stored.pk)],
    )
    now = timezone.now()
    dossier = dossiers.file(request=request, filer=asker, at=now)
    if not decided:
        return dossiers.ask_for_supplement(
            code=dossier.code, officer=_who("Rơ Châm Hyao"), items=["Bản vẽ"], reason="Thiếu", at=now
        )
    return _decided(dossier.code)


def _published() -> ProcedureVersion:
    """Publish the procedure with the form that comes with the system."""
    form = next(form for form in forms() if form.code == "de-nghi-noi-bo")
    return make.publish(OPINION.model_copy(update={"form": form.code}), form=form)


def _decided(code: str) -> Dossier:
    now, officer = timezone.now(), _who("Trần Thị Bình")
    dossiers.accept(code=code, clerk=_who("Rơ Châm Hyao"), at=now)
    taken = dossiers.take_up(code=code, officer=officer, at=now)
    fields = {field.key: "Nội dung" for field in template_for(taken.version.facts).fields}
    dossiers.propose(code=code, officer=officer, decision=Decision.GRANT, fields=fields, reason="", at=now)
    dossiers.agree(code=code, head=_who("Lê Cường"), at=now)
    return dossiers.sign(code=code, signer=_who("Phạm Dũng"), at=now)


def _who(name: str) -> Posting:
    return posting_of(Officer.objects.get(full_name=name), on=timezone.localdate(), face="test")

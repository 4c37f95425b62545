"""What the demo's units ask of each other: one under way, one to complete, one answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from motcua.catalogue.facts import Audience
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import version_in_force
from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.holding.fairness import TurnReason
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Handed, Request, owners_of
from motcua.jobs.seed.drafting import completed, scan
from motcua.jobs.seed.office import Office, office_of
from motcua.jobs.seed.tale import SAMPLES
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Appointment, Duty, Unit
from motcua.orgs.postings import posting_of
from motcua.papers import operations as papers


@dataclass(frozen=True)
class Story:
    """Who asks whom for what; how long ago, in days; and how far it has come."""

    asking: str
    deciding: str
    procedure: str
    request: str
    days_ago: int
    ends: str


STORIES = (
    Story("H21.117", "H21.18", "9.000004.H21", "Cho ý kiến về đồ án quy hoạch chung xã.", 4, "taken"),
    Story("H21.117", "H21.13", "9.000002.H21", "Bổ sung kinh phí sửa đường thôn 3 sau mưa lũ.", 3, "asked"),
    Story("H21.18", "H21.16", "9.000001.H21", "Thẩm định dự thảo Quyết định về vỉa hè.", 9, "signed"),
)


def ensure_internal() -> None:
    """Make them once, where the demo's units have people."""
    if Dossier.objects.filter(asking_unit__isnull=False).exists():
        return
    now = timezone.now()
    for story in STORIES:
        version = version_in_force(story.procedure, audience=Audience.INTERNAL)
        if version:
            _tell(story, version, now)


def _tell(story: Story, version: ProcedureVersion, now: datetime) -> None:
    today = now.astimezone(VIETNAM).date()
    codes = (story.asking, story.deciding)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes, to_on=None)}
    office = office_of(units[story.deciding], today=today)
    at = office.later(now - timedelta(days=story.days_ago), hours=1)
    dossier = _filed(story, version, units[story.asking], office, min(at, now))
    later = min(office.later(at, hours=2), now)
    if story.ends == "asked":
        dossiers.ask_for_supplement(
            code=dossier.code,
            officer=office.clerks[0],
            items=["Thuyết minh nhu cầu và nguồn"],
            reason="Bản gửi còn thiếu phần nguồn kinh phí.",
            at=later,
        )
        return
    _handled(dossier.code, office, later)
    if story.ends == "signed":
        _answered(dossier, office, min(office.later(later, hours=16), now))


def _filed(story: Story, version: ProcedureVersion, asking: Unit, office: Office, at: datetime) -> Dossier:
    held = Appointment.objects.filter(post__unit=asking, post__duties__contains=[Duty.ASK.value], to_on=None)
    officer = held.select_related("officer").order_by("pk")[0].officer
    asker = Asker.of(posting_of(officer, on=at.astimezone(VIETNAM).date(), face="seed"))
    handed = [
        _paper(asker, paper.key, paper.name, number, at)
        for number, paper in enumerate(version.facts.papers)
        if paper.required
    ]
    answers = {
        "request": story.request,
        "contact_name": asker.actor.name,
        "contact_phone": "0269 3822 100",
    }
    return dossiers.file(
        request=Request(
            version=version,
            deciding_unit=office.unit,
            receiving_unit=office.desk,
            applicant=asking,
            answers=answers,
            papers=handed,
        ),
        filer=asker,
        at=at,
        idempotency_key=f"demo:{story.procedure}",
    )


def _paper(asker: Asker, key: str, title: str, number: int, at: datetime) -> Handed:
    stored = papers.store(
        content=scan(number % SAMPLES),
        file_name=f"{key}.jpg",
        title=title,
        kind=key,
        owner=owners_of(asker)[0],
        uploaded_by=asker.actor.user_id,
        at=at,
    )
    return Handed(key=key, title=title, paper_id=stored.pk, copies=1)


def _handled(code: str, office: Office, at: datetime) -> None:
    dossiers.accept(code=code, clerk=office.clerks[0], at=at)
    dossiers.take_up(code=code, officer=office.officers[0], at=at, out_of_turn=TurnReason("specialised"))


def _answered(dossier: Dossier, office: Office, at: datetime) -> None:
    found = Dossier.objects.select_related("version__form", "deciding_unit").get(pk=dossier.pk)
    dossiers.propose(
        code=found.code,
        officer=office.officers[0],
        decision=Decision.GRANT,
        fields=completed(found),
        reason="",
        at=at,
    )
    dossiers.agree(code=found.code, head=office.head, at=at)
    dossiers.sign(code=found.code, signer=office.signer, at=at)

"""
The baseline: a plain Django view that makes the same rows with the ORM, and nothing else.

No key, no scopes, no look-up of procedure or office, no checking of answers or papers, no official number
under a lock, no hash chain, no idempotency. The job of the outbox comes from the same trigger.
"""

import json
import uuid
from itertools import count
from os import getpid

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bench.stage import UNIT
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.journal.models import Act
from motcua.orgs.models import Unit
from motcua.papers.models import Paper

AGENCY = "H21.16"  # numbers of its own, not to disturb those that are measured
_numbers = count(1)
_ids: dict[str, int] = {}


def _once(name: str, model: type, **where: object) -> int:
    if name not in _ids:
        _ids[name] = model.objects.filter(to_on=None, **where).values_list("pk", flat=True).get()  # type: ignore[attr-defined]
    return _ids[name]


@csrf_exempt
@transaction.atomic
def file(request: HttpRequest) -> HttpResponse:
    wanted, now, person = json.loads(request.body), timezone.now(), int(request.headers["X-Person"])
    unit = _once(UNIT, Unit, code=UNIT)
    number = getpid() * 10_000 + next(_numbers)
    dossier = Dossier.objects.create(
        code=f"bare-{number}",
        number=number,
        agency_id=_once(AGENCY, Unit, code=AGENCY),
        deciding_unit_id=unit,
        receiving_unit_id=unit,
        filed_on=now.date(),
        version_id=_once(wanted["procedure"], ProcedureVersion, code=wanted["procedure"]),
        channel="online",
        person_id=person,
        filer_id=person,
        applicant={"name": "Rơ Châm Hyao"},
        answers=wanted["answers"],
        idempotency_key=request.headers["Idempotency-Key"],
        filed_at=now,
    )
    papers = [uuid.UUID(paper["id"]) for paper in wanted["papers"]]
    DossierPaper.objects.bulk_create(
        DossierPaper(dossier=dossier, key=paper["key"], title=paper["key"], paper_id=key)
        for paper, key in zip(wanted["papers"], papers, strict=True)
    )
    Paper.objects.filter(pk__in=papers).update(attached_to=dossier.subject)
    Act.objects.create(
        subject=dossier.subject,
        number=1,
        verb="dossier.file",
        at=now,
        actor_name="Rơ Châm Hyao",
        data={"code": dossier.code},
        hash=uuid.uuid4().hex,
    )
    return JsonResponse({"code": dossier.code, "state": dossier.state}, status=201)


urlpatterns = [
    path("file", file),
    path("healthz", lambda request: HttpResponse("ok")),
]

"""An office, its people and a process of its own, for tests of what is kept."""

from datetime import timedelta

from motcua.journal.actor import Actor
from motcua.orgs.models import Duty, UnitKind
from motcua.workflow.bpmn import read
from motcua.workflow.models import Course, ProcessVersion
from motcua.workflow.operations import keep_draft, publish_process
from tests.factories import MONDAY, posting, unit
from tests.workflow.makers import chain, process, step

BY = Actor(user_id=None, name="nhập tệp", face="jobs")
BEFORE = MONDAY - timedelta(days=1)
CODE = "1.001193"

ROW = (
    step("nhan", "Tiếp nhận", role="handle", hours="4", operation="take-up")
    + step("trinh", "Trình dự thảo", role="handle", hours="12", operation="propose")
    + step("duyet", "Ký nháy", role="review", hours="4", operation="agree")
    + chain("s", "nhan", "trinh", "duyet", "e")
)


def draft(inside: str = ROW, of=None, at=BEFORE, procedure: str = CODE) -> ProcessVersion:
    return keep_draft(procedure=procedure, unit=of, definitions=read(process(inside)), main="p", by=BY, at=at)


def administrator(of=None):
    """Who administers ``of`` or, without it, the province."""
    above = of or unit("H21", UnitKind.PROVINCE, name="Tỉnh Gia Lai")
    return posting(above, Duty.ADMINISTER, name="Ksor Quản")


def published(inside: str = ROW, of=None, at=BEFORE) -> ProcessVersion:
    return publish_process(version_id=draft(inside, of, at).pk, by=administrator(of), at=at)


def course_of(dossier) -> Course:
    return Course.objects.get(dossier=dossier)

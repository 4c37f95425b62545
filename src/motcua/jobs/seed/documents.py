"""The demo's paperwork: a department writes to a commune, and both have something on their desks."""

from __future__ import annotations

import io
from datetime import timedelta

from django.core.files.base import File
from django.utils import timezone

from motcua.jobs.seed.drafting import scan
from motcua.jobs.seed.office import Office, office_of
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Officer, Unit
from motcua.workfiles import legal
from motcua.workfiles import operations as work
from motcua.workfiles.models import Incoming
from motcua.workfiles.operations.drafts import Heading
from motcua.workfiles.operations.incoming import OnIt
from motcua.workfiles.operations.shared import Upload
from motcua.workfiles.states import Urgency

WRITES, RECEIVES = "H21.18", "H21.117"
LETTER = "Kính gửi: Ủy ban nhân dân các xã, phường\n\nSở đề nghị rà soát quy hoạch chung xã trước ngày 15."
DRAFT = "Kính gửi: Sở Xây dựng\n\nỦy ban nhân dân xã báo cáo đã rà soát {n} đồ án."


def ensure_documents() -> None:
    """Make them once, where both units have people."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=(WRITES, RECEIVES), to_on=None)}
    if len(units) < 2 or Incoming.objects.exists():
        return
    now = timezone.now()
    today = now.astimezone(VIETNAM).date()
    department, commune = (office_of(units[code], today=today) for code in (WRITES, RECEIVES))
    came = _sent(department, commune.unit)
    _seen_to(commune, came)
    _answered(commune, came, department.unit)


def _sent(office: Office, to: Unit) -> Incoming:
    """The department's letter: written, agreed to, signed by hand, numbered; it comes in at the commune."""
    at, author = timezone.now() - timedelta(days=2), office.officers[0]
    heading = Heading("CV", "Đề nghị rà soát quy hoạch chung xã", [to], ["Báo Gia Lai"], Urgency.URGENT)
    letter = work.begin_draft(unit=office.unit, heading=heading, author=author, at=at)
    work.save_version(document_id=letter.pk, author=author, text=LETTER, seen=0, at=at)
    work.submit(document_id=letter.pk, author=author, at=at)
    work.agree(document_id=letter.pk, head=office.head, at=at)
    work.sign(document_id=letter.pk, signer=office.signer, upload=_scan(), on_paper=True, at=at)
    sign = legal.sign_of(office.unit.name)
    return work.issue(document_id=letter.pk, clerk=office.sealer, unit_sign=sign, at=at).arrivals[0]


def _seen_to(office: Office, came: Incoming) -> None:
    """The commune's leader gives it to an officer; a paper from outside waits for its instruction."""
    at = timezone.now() - timedelta(days=1)
    work.instruct(
        document_id=came.pk,
        leader=office.signer,
        instruction="Phòng Kinh tế tham mưu báo cáo.",
        handler=Officer.objects.get(pk=office.officers[0].officer_id),
        due_on=(at + timedelta(days=4)).date(),
        at=at,
    )
    on_it = OnIt("Ban Tuyên giáo tỉnh", "Mời dự hội nghị báo cáo viên", "31-GM/BTG", at.date())
    work.register(unit=office.unit, on_it=on_it, clerk=office.sealer, at=at, files=[_scan()])


def _answered(office: Office, came: Incoming, to: Unit) -> None:
    """The commune's answer is being written: two versions, one comment still open."""
    at, author = timezone.now() - timedelta(hours=5), office.officers[0]
    heading = Heading("BC", "Báo cáo rà soát quy hoạch chung xã", [to])
    answer = work.begin_draft(unit=office.unit, heading=heading, author=author, at=at, answers=came)
    for seen, count in enumerate((2, 3)):
        said = DRAFT.format(n=count)
        work.save_version(document_id=answer.pk, author=author, text=said, seen=seen, at=at)
    work.comment(document_id=answer.pk, officer=office.head, paragraph=2, text="Nêu tên từng đồ án.", at=at)


def _scan() -> Upload:
    return Upload(File(io.BytesIO(scan(1)), "văn bản.jpg"), "văn bản.jpg")

"""Papers being digitised at each step, and runs over old papers, for walks through the pages."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.core.files.base import ContentFile

from motcua.dossiers.digitising import bulk
from motcua.dossiers.digitising import operations as desk
from motcua.dossiers.digitising.keeping import sign_and_keep
from motcua.dossiers.digitising.models import BulkRun
from motcua.dossiers.digitising.sheet import COLUMNS
from tests import factories as make
from tests.dossiers.digitising.desk import READ, Desk


def one_of_each(office: make.Office) -> dict[str, Any]:
    """Return what stands in addresses: one paper at the step of its facts, one run."""
    at_desk = Desk(office)
    own = at_desk.ready(paper_type="GT", title="Quyết định cũ", own_result=True)
    sealing = sign_and_keep(digitisation_id=own.pk, **at_desk.by)
    return {"digitisation": at_desk.read().pk, "sealing": sealing.pk, "run": run_of(office).pk}


def at_every_step(office: make.Office) -> None:
    at_desk = Desk(office)
    kept = at_desk.ready(paper_type="GT", title="Giấy xác nhận")
    sign_and_keep(digitisation_id=kept.pk, **at_desk.by)
    at_desk.begun(paper_type="GT", title="Bằng tốt nghiệp")  # the vault now has one of its type
    at_desk.begun(paper_type="KQ.G15.000032")
    at_desk.scanning(paper_type="GT", title="Giấy chứng sinh")
    at_desk.scanned(paper_type="GT", title="Giấy ra viện")
    at_desk.compared(paper_type="GT", title="Hợp đồng thuê nhà")
    unread = at_desk.compared(paper_type="GT", title="Sổ hộ khẩu cũ")
    desk.stop_reading(digitisation_id=unread.pk, **at_desk.by)
    for title in ("Giấy viết tay", "Giấy cam đoan"):
        given_up = at_desk.read(READ[0], paper_type="GT", title=title)
        desk.end_facts(digitisation_id=given_up.pk, **at_desk.by)
    desk.give_up(digitisation_id=given_up.pk, **at_desk.by)
    done = run_of(office)
    done.rows.filter(number=2).update(
        code="064190001234.KQ.G01.000023.01", look=["a: b"], done_at=make.MONDAY
    )
    done.rows.filter(number=3).update(wrong="Không có tệp “b.pdf” trong thư mục", done_at=make.MONDAY)
    BulkRun.objects.filter(pk=done.pk).update(state="done", ended_at=make.MONDAY)


def run_of(office: make.Office) -> BulkRun:
    row = dict.fromkeys(COLUMNS, "") | {"tep": "a.pdf", "loai": "KQ.G01.000023", "ho_ten": "Siu Blơk"}
    return bulk.begin_run(
        title="giấy tờ cũ.xlsx",
        rows=[row, row | {"tep": "b.pdf"}, row | {"tep": "c.pdf"}],
        desk=office.desk,
        clerk=office.clerk,
        at=make.MONDAY,
        archive=archive({"a.pdf": make.PNG}),
    )


def archive(files: dict[str, bytes]) -> ContentFile[bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return ContentFile(out.getvalue(), name="ban-quet.zip")

"""
Papers at the counter of the demo, one at each step of digitising, and a run over old papers.

Nothing is recognised while it is told: a certificate is drawn, and what a machine would read of it is taken
from the words and places in its file. One scan is left unread: the worker of a running trial reads it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pypdfium2
from django.core.files.base import ContentFile

from motcua.accounts.models import Person
from motcua.dossiers.digitising import bulk
from motcua.dossiers.digitising import operations as desk
from motcua.dossiers.digitising.keeping import sign_and_keep
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.reading import keep_failure, keep_reading
from motcua.dossiers.digitising.sheet import COLUMNS
from motcua.dossiers.digitising.types import OTHER
from motcua.jobs.seed import people
from motcua.jobs.seed.drafting import scan
from motcua.jobs.seed.office import Office
from motcua.jobs.seed.tale import Moments
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.digitising.extraction import Fact, extract
from motcua.papers.digitising.layouts import layouts
from motcua.papers.digitising.sheets import sheets_of
from motcua.papers.typesetting import Head, typeset

BIRTH = "KQ.G15.000031"
PER_POINT = 2.0  # pixels: 144 dpi
SURE, UNSURE = 96, 0.61
INSIDE = 0.5  # points: letters of neighbours touch
WITHOUT_A_SCAN = "con-thieu.pdf"


def at_the_desk(office: Office, now: datetime, random: Random) -> Moments:
    """Digitise papers of the last working day, each as far as its place in the list says."""
    if Digitisation.objects.filter(desk=office.desk).exists():
        return
    at = office.last_moment(now, random) - timedelta(minutes=40)
    told = random.sample(people.applicants(), 8)
    for minutes, (owner, scene) in enumerate(zip(told, SCENES, strict=False)):
        yield at + timedelta(minutes=3 * minutes)
        scene(_Paper(office, owner, at + timedelta(minutes=3 * minutes), random))
    yield at + timedelta(minutes=30)
    _run(office, told[-1], at + timedelta(minutes=30))


class _Paper:
    """One paper of ``owner`` at the desk; each method goes one step on."""

    def __init__(self, office: Office, owner: Person, at: datetime, random: Random) -> None:
        self.owner, self.random, self.office = owner, random, office
        self.by: dict[str, Any] = {"clerk": office.clerks[0], "at": at}
        self.found: Digitisation

    def begun(self, title: str = "") -> _Paper:
        about = desk.Subject(OTHER if title else BIRTH, title)
        self.found = desk.begin_for_person(person=self.owner, desk=self.office.desk, about=about, **self.by)
        return self

    def photographed(self, *photos: bytes) -> _Paper:
        desk.scan_instead(digitisation_id=self.found.pk, **self.by)
        for number, photo in enumerate(photos, 1):
            name = f"trang-{number}.jpg"
            desk.add_page(digitisation_id=self.found.pk, content=photo, file_name=name, **self.by)
        return self

    def scanned(self) -> _Paper:
        self.found = desk.end_scan(digitisation_id=self.found.pk, **self.by)
        return self

    def compared(self) -> _Paper:
        self.found = desk.compare(digitisation_id=self.found.pk, ticked=True, **self.by)
        return self

    def read(self, *, unsure: tuple[str, ...] = ()) -> _Paper:
        keep_reading(
            digitisation_id=self.found.pk,
            attempt=self.found.attempt,
            pdf=_certificate(self.owner, self.by["at"]),
            facts=_facts(_certificate(self.owner, self.by["at"]), unsure),
            warning="",
            at=self.by["at"],
        )
        return self

    def birth(self) -> _Paper:
        """Scan the certificate of the owner's birth and hold it against the original."""
        return (
            self.begun().photographed(_picture(_certificate(self.owner, self.by["at"]))).scanned().compared()
        )


def _looked_up(paper: _Paper) -> None:
    paper.begun()


def _half_photographed(paper: _Paper) -> None:
    paper.begun("Hợp đồng chuyển nhượng quyền sử dụng đất").photographed(scan(1), scan(2))


def _unread(paper: _Paper) -> None:
    paper.begun().photographed(_picture(_certificate(paper.owner, paper.by["at"]))).scanned()


def _doubtful(paper: _Paper) -> None:
    paper.birth().read(unsure=("child:person.home_town", "mother:person.full_name"))


def _unreadable(paper: _Paper) -> None:
    paper.begun("Bằng tốt nghiệp trung học phổ thông").photographed(scan(3)).scanned().compared()
    why = "Không nhận dạng được chữ trong ảnh. Hãy quét lại rõ hơn, hoặc nhập tay các thông tin."
    keep_failure(digitisation_id=paper.found.pk, attempt=paper.found.attempt, why=why, at=paper.by["at"])


def _to_be_signed(paper: _Paper) -> None:
    paper.birth().read()
    desk.end_facts(digitisation_id=paper.found.pk, **paper.by)


def _kept(paper: _Paper) -> None:
    _to_be_signed(paper)
    sign_and_keep(digitisation_id=paper.found.pk, **paper.by)


SCENES = (_looked_up, _half_photographed, _unread, _doubtful, _unreadable, _to_be_signed, _kept)


def _run(office: Office, owner: Person, at: datetime) -> None:
    """Begin a run over old papers: one that is there, one whose scan is missing."""
    row = dict.fromkeys(COLUMNS, "") | {
        "tep": "khai-sinh-1.jpg",
        "loai": BIRTH,
        "so_dinh_danh": owner.identity_number or "",
        "ho_ten": owner.full_name,
        "ngay_sinh": owner.birth_date,
        "doi_chieu": "x",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("khai-sinh-1.jpg", _picture(_certificate(owner, at)))
    bulk.begin_run(
        title="so-ho-tich-cu.xlsx",
        rows=[row, row | {"tep": WITHOUT_A_SCAN}],
        desk=office.desk,
        clerk=office.clerks[0],
        archive=ContentFile(packed.getvalue(), name="ban-quet.zip"),
        at=at,
    )


def _certificate(owner: Person, at: datetime) -> bytes:
    return _set(
        (
            owner.full_name.upper(),
            owner.birth_date,
            owner.gender,
            owner.ethnicity,
            owner.address,
            owner.identity_number or "",
        ),
        at,
    )


@cache
def _set(said: tuple[str, ...], at: datetime) -> bytes:
    """Return the certificate of a birth, as an office sets it."""
    name, born, gender, ethnicity, address, number = said
    year, month, day = [*born.split("-"), "01", "01"][:3]
    place = "Ủy ban nhân dân xã Chư Prông, tỉnh Gia Lai"
    data = {
        "full_name": name,
        "birth_date": f"{day}/{month}/{year}",
        "gender": "Nữ" if gender == "female" else "Nam",
        "ethnicity": ethnicity or "Kinh",
        "nationality": "Việt Nam",
        "birth_place": "Bệnh viện Đa khoa tỉnh Gia Lai",
        "home_town": address or place,
        "personal_id": number,
        "mother_name": "RƠ CHÂM H'LAN",
        "mother_birth_year": str(int(year) - 24),
        "mother_ethnicity": ethnicity or "Kinh",
        "mother_nationality": "Việt Nam",
        "mother_residence": address or place,
        "declarant_name": "Rơ Châm H'Lan",
        "registered_at": place,
        "registered_on": f"15/{month}/{year}",
    }
    on = at.astimezone(VIETNAM).date()
    head = Head(title="Giấy khai sinh", agency=place, number="58/2026", on=on, signer="Ksor Y Nguyên")
    return typeset("birth-certificate", data, head=head, at=at)


def _picture(pdf: bytes) -> bytes:
    """Return the page as a photo of it."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as opened:
        opened[0].render(scale=PER_POINT).to_pil().convert("L").save(out, "JPEG", quality=80)
    return out.getvalue()


def _facts(pdf: bytes, unsure: tuple[str, ...]) -> list[Fact]:
    """Return what stands on the page, as sure as a machine would be; of ``unsure`` facts it is not."""
    read = extract(sheets_of([_page(pdf)]), layouts()[BIRTH])
    return [replace(fact, sure=UNSURE) if fact.key in unsure else fact for fact in read]


def _page(pdf: bytes) -> dict[str, Any]:
    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[0]
        wide, high = page.get_width(), page.get_height()
        return {"width": wide, "height": high, "slope": 0.0, "words": list(_words(page, high))}


def _words(page: Any, high: float) -> Iterator[list[Any]]:
    """Yield each word with its place from the top left."""
    text = page.get_textpage()
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        line = text.get_text_bounded(left + INSIDE, bottom, right - INSIDE, top)
        each, at = (right - left) / max(len(line), 1), left
        for word in line.split(" "):
            end = at + each * len(word)
            if word.strip():
                yield [word.strip(), at, high - top, end, high - bottom, SURE]
            at = end + each

"""A list of old papers, row by row into their holders' vaults; what was done is not done again."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.dossiers.operations.digitising import OldPaper, digitise_old_paper
from motcua.kernel.days import full_date
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.orgs.postings import Posting
from motcua.papers.digitising.layouts import layouts
from motcua.papers.digitising.ocr import Reader
from motcua.papers.digitising.operations import Digitised, made_from
from motcua.papers.operations import store
from motcua.papers.vault.operations import Description

COLUMNS = {
    "tep": "file, in the folder",
    "loai": "type of paper, such as KQ.G15.000031",
    "ten": "its name; may be empty where the type is known",
    "so_dinh_danh": "identity number of whom it is about",
    "ho_ten": "their name",
    "ngay_sinh": "day or year of birth; needed without identity number",
    "so": "number on the paper; may be empty",
    "ngay_cap": "day of issue; may be empty where the paper says it",
    "noi_cap": "who issued it",
    "doi_chieu": "x: compared with the original",
}
WAITING = "digitising:waiting"
"""Whose a scan is until it was read and its holder is found; one that fails is swept away."""
NEEDED = ("tep", "loai", "ho_ten", "doi_chieu")
YES = {"x", "co", "có", "1", "da", "đã"}


class RowRefused(Exception):
    """A row cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row. ``code`` names the paper in the vault; ``look`` are facts somebody must see."""

    row: int
    file: str
    code: str = ""
    again: bool = False
    look: tuple[str, ...] = ()
    wrong: str = ""

    @property
    def said(self) -> str:
        if self.wrong:
            return self.wrong
        return _("Đã có từ lần trước") if self.again else _("Đã đưa vào kho")


def read_sheet(path: Path) -> list[dict[str, str]]:
    """
    Return the rows of a CSV in UTF-8, separated by commas or semicolons as spreadsheets write them.

    :raises RowRefused: if a column is missing.
    """
    text = path.read_text("utf-8-sig")
    first = text.split("\n", 1)[0]
    comma = ";" if first.count(";") > first.count(",") else ","
    rows = list(csv.DictReader(text.splitlines(), delimiter=comma))
    missing = [name for name in NEEDED if name not in first]
    if missing:
        raise RowRefused(_("Danh sách thiếu cột: {columns}").format(columns=", ".join(missing)))
    return [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in rows]


def digitise_rows(
    rows: list[dict[str, str]], folder: Path, *, clerk: Posting, at: datetime
) -> Iterator[Outcome]:
    """Yield what became of each row as it is done: a row that fails stops no other."""
    with Reader() as reader:
        for number, row in enumerate(rows, 2):  # the first line names the columns
            try:
                yield _one(number, row, folder, reader, clerk, at)
            except (Refusal, RowRefused) as reason:
                yield Outcome(number, row["tep"], wrong=str(reason))


def _one(
    number: int, row: Mapping[str, str], folder: Path, reader: Reader, clerk: Posting, at: datetime
) -> Outcome:
    path = _inside(folder, row["tep"])
    said = _described(row)
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
        if before := made_from(sha256, said):
            return Outcome(number, row["tep"], before.code, again=True)
        file.seek(0)
        original = store(
            content=file,
            file_name=path.name,
            title=said.title,
            kind=said.paper_type,
            owner=WAITING,
            uploaded_by=clerk.actor.user_id,
            at=at,
        )
    old = OldPaper(
        originals=[original],
        recognised=reader.read([original.file], title=said.title),
        said=said,
        compared=row["doi_chieu"].lower() in YES,
    )
    return _told(number, row["tep"], digitise_old_paper(old=old, clerk=clerk, at=at))


def _told(number: int, file: str, done: Digitised) -> Outcome:
    look = tuple(f"{fact.key}: {fact.said}" for fact in done.doubtful)
    return Outcome(number, file, done.held.code, look=look)


def _inside(folder: Path, name: str) -> Path:
    path = (folder / name).resolve()
    if not name or not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise RowRefused(_("Không có tệp “{file}” trong thư mục").format(file=name))
    return path


def _described(row: Mapping[str, str]) -> Description:
    holder = identity_number(row["so_dinh_danh"]) if row["so_dinh_danh"] else ""
    if holder is None:
        raise RowRefused(_("“{number}” không phải số định danh").format(number=row["so_dinh_danh"]))
    issued_on = full_date(row["ngay_cap"]) if row["ngay_cap"] else None
    if row["ngay_cap"] and issued_on is None:
        raise RowRefused(_("“{day}” không phải ngày cấp").format(day=row["ngay_cap"]))
    known = layouts().get(row["loai"])
    title = row["ten"] or (known.title if known else "")
    if not row["loai"] or not title:
        raise RowRefused(_("Chưa ghi loại và tên giấy tờ"))
    return Description(
        paper_type=row["loai"],
        title=title,
        holder=holder,
        holder_name=row["ho_ten"],
        holder_born=row["ngay_sinh"],
        number=row["so"],
        issuer=row["noi_cap"],
        issued_on=issued_on,
        issued_at_place=row["noi_cap"],
    )

"""
Make docs/explanation/why-this-date.md: what the page "why this date" says of four dossiers, word for word.

    python -m tools.make_why
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.dossiers.explaining import Explained

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "why-this-date.md"
HEAD = """# Why this date: four dossiers

What the page says to applicant and officer, word for word, in Vietnamese as they read it. Made from the code
by `python -m tools.make_why`; a test fails when it is stale. The names are invented, the days those of 2026.
"""


@dataclass(frozen=True)
class Example:
    title: str
    about: str
    received: str
    days: float
    stops: tuple[tuple[str, str, str], ...] = ()  # kind, from, to
    storm: tuple[str, str] | None = None
    extended: tuple[str, str] | None = None  # when it was given, until when


EXAMPLES = (
    Example(
        title="Năm ngày làm việc, qua Tết Bính Ngọ",
        about="Chị Rơ Châm Hyao đăng ký kết hôn tại xã Chư Prông.",
        received="2026-02-12T09:15",
        days=5,
    ),
    Example(
        title="Yêu cầu bổ sung, thời hạn tính lại từ đầu",
        about="Anh Siu Blơk đăng ký thường trú tại phường Pleiku; còn thiếu giấy tờ về chỗ ở.",
        received="2026-03-09T14:00",
        days=7,
        stops=(("supplement", "2026-03-11T10:00", "2026-03-17T15:30"),),
    ),
    Example(
        title="Xã đóng cửa vì bão, rồi gia hạn một lần",
        about="Bà Trần Thị Bình đề nghị cấp đổi Giấy chứng nhận quyền sử dụng đất tại xã Cát Tiến.",
        received="2026-10-26T08:30",
        days=10,
        storm=("2026-11-05T00:00", "2026-11-07T00:00"),
        extended=("2026-11-10T09:00", "2026-11-17T17:00"),
    ),
    Example(
        title="Gia hạn rồi chờ nộp tiền",
        about="Ông Nay Kpă đăng ký đất đai tại xã Ia Dom; đã được hẹn lại, rồi còn chờ nộp lệ phí trước bạ.",
        received="2026-06-01T08:00",
        days=8,
        stops=(("payment", "2026-06-15T09:00", "2026-06-17T10:00"),),
        extended=("2026-06-09T15:00", "2026-06-18T17:00"),
    ),
)


def page() -> str:
    """Return the whole page. Django is set up."""
    return "\n".join([HEAD, *(line for example in EXAMPLES for line in _section(example))])


def _section(example: Example) -> Iterator[str]:
    from django.utils.translation import override

    from motcua.web.ui.why import why

    with override("vi"):
        found = why(_explained(example))
        yield f"## {example.title}\n\n{example.about}\n"
        yield " ".join(found.lead) + "\n"
        for line in found.lines:
            yield f"- {line.when}: {line.said} *{'; '.join(line.citations)}*"
        yield f"\n{found.note} *{found.note_citation}*\n"


def _explained(example: Example) -> Explained:
    from motcua.dossiers.explaining import Explained
    from motcua.kernel.legal_time import (
        ClockFacts,
        Closure,
        Extension,
        StopKind,
        Term,
        TermUnit,
        due_by_facts,
        stop_by_rule,
    )
    from motcua.orgs.decided import Decided, calendar_of

    received = _moment(example.received)
    calendar = calendar_of(Decided())
    if example.storm:
        begins, ends = map(_moment, example.storm)
        shut = Closure(begins, ends, "Xã đóng cửa vì bão số 13", "Công điện 05/CĐ-UBND ngày 04/11/2026")
        calendar = replace(calendar, closures=(shut,))
    stops = tuple(
        stop_by_rule(
            StopKind(kind), from_at=_moment(begins), to_at=_moment(ends), received_on=received.date()
        )
        for kind, begins, ends in example.stops
    )
    extensions: tuple[Extension, ...] = ()
    if example.extended:
        given, until = map(_moment, example.extended)
        extensions = (Extension(until=until, given_at=given),)
    facts = ClockFacts(received, Term(example.days, TermUnit.WORKING_DAYS), stops, extensions)
    return Explained(facts, due_by_facts(facts, calendar))


def _moment(text: str) -> datetime:
    from motcua.kernel.legal_time import VIETNAM

    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def main() -> int:
    import django

    os.environ.setdefault("MOTCUA_SECRET_KEY", "only-to-write-the-page")
    os.environ.setdefault("DATABASE_URL", "postgresql:///none?host=/nonexistent")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The steps of a draft as boxes to write in: read back, moved, added, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kernel.text import tidy
from motcua.orgs.models import Duty
from motcua.web.ui.formats import figure
from motcua.workflow.moves import STEP_MOVES
from motcua.workflow.tables.model import Row
from motcua.workflow.tables.words import hours_of

MOST = 100
DUTIES = (Duty.RECEIVE, Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL)
PARTS = ("content", "who", "role", "hours", "act", "back", "form")


@dataclass(frozen=True)
class Typed:
    """One step as it is typed. ``key`` names it wherever it moves; ``back`` is the key of an earlier one."""

    key: str
    content: str = ""
    who: str = ""
    role: str = ""
    hours: str = ""
    act: str = ""
    back: str = ""
    form: str = ""
    wrong: Mapping[str, str] | None = None

    @classmethod
    def of(cls, row: Row, key: str, keys: Sequence[str]) -> Self:
        """Return a row as it would be typed."""
        return cls(
            key=key,
            content=row.content,
            who=row.who,
            role=row.role,
            hours=figure(float(row.hours)) if row.hours else "",
            act=row.act,
            back=keys[row.back_to] if row.back_to is not None else "",
            form=row.form,
        )

    def row(self, place: int, before: Sequence[str]) -> Row:
        """Return the row it says; only of one that has nothing wrong."""
        return Row(
            line=place + 1,
            label=f"B{place + 1}",
            content=self.content,
            who=self.who,
            role=self.role,
            hours=_hours(self.hours) or Decimal(0),
            form=self.form,
            act=self.act,
            back_to=before.index(self.back) if self.back else None,
        )


def _hours(text: str) -> Decimal | None:
    return hours_of(text, "gio")


def read(data: QueryDict) -> list[Typed]:
    """Return what was typed, in the order of the page."""
    keys = [key for key in data.getlist("key")[:MOST] if key.isascii() and 0 < len(key) <= 200]
    return [_typed(data, key) for key in dict.fromkeys(keys)]


def _typed(data: QueryDict, key: str) -> Typed:
    content, who, role, hours, act, back, form = (
        tidy(data.get(f"{part}-{key}", ""))[:2000] for part in PARTS
    )
    return Typed(key, content, who, role, hours, act, back, form)


def checked(typed: Sequence[Typed]) -> list[Typed]:
    """Return the same with what is wrong in each."""
    return [
        replace(each, wrong=_wrong(each, {one.key for one in typed[:place]}))
        for place, each in enumerate(typed)
    ]


def _wrong(each: Typed, before: set[str]) -> dict[str, str]:
    found = {}
    if not each.content:
        found["content"] = _("Hãy ghi nội dung công việc.")
    if each.hours and _hours(each.hours) is None:
        found["hours"] = _("Hãy ghi thời gian như “4 giờ” hoặc “0,5 ngày”.")
    if each.role and each.role not in DUTIES:
        found["role"] = _("Hãy chọn một trong những mục đã cho.")
    if each.act and each.act not in {move.value for move in STEP_MOVES}:
        found["act"] = _("Hãy chọn một trong những mục đã cho.")
    if each.back and each.back not in before:
        found["back"] = _("Chỉ trả lại được về một bước ở trước.")
    return found


def rearranged(typed: Sequence[Typed], act: str) -> list[Typed]:
    """Return the steps after a button: ``up:key``, ``down:key``, ``drop:key``, ``add:key`` (below it)."""
    found = list(typed)
    verb, _colon, key = act.partition(":")
    place = next((place for place, each in enumerate(found) if each.key == key), None)
    if verb == "add" and len(found) < MOST:
        found.insert(len(found) if place is None else place + 1, Typed(_fresh(found)))
    elif place is not None and verb == "drop":
        del found[place]
    elif place is not None and verb in ("up", "down"):
        other = place + (1 if verb == "down" else -1)
        if 0 <= other < len(found):
            found[place], found[other] = found[other], found[place]
    return found


def _fresh(typed: Sequence[Typed]) -> str:
    taken = {each.key for each in typed}
    return next(key for number in range(1, MOST * 2 + 2) if (key := f"moi{number}") not in taken)

"""Forms of the working calendar: days, hours of a weekday, closures."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import fold
from motcua.orgs import operations as orgs
from motcua.orgs.errors import ClosureEndsBeforeItBegins, HoursMissing
from motcua.web.office.forms import Choice, Day, Form, Text

if TYPE_CHECKING:
    from motcua.web.office.forms import Words

FIRST, LAST = 2018, 2100
_YEARS = _("Hãy ghi năm từ 2018 đến 2100.")
WITHIN = [MinValueValidator(date(FIRST, 1, 1), _YEARS), MaxValueValidator(date(LAST, 12, 31), _YEARS)]
_CLOCK = re.compile(r"(\d{1,2})\s*(?:(?::|h|g|gio|\.)\s*(\d{2})?)?")
_UNTIL = re.compile(r"\s*(?:-|–|—|\bđến\b)\s*")
CITATION = _("Hãy ghi văn bản quyết định, ví dụ Công văn 123/UBND-NC ngày 10/3/2026.")


def _read_clock(text: str) -> time:
    found = _CLOCK.fullmatch(fold(text))
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


class Clock(Text):
    """A time of the day: 13:30, 13h30, 7 giờ."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return _read_clock(text) if text else text
        except ValueError:
            raise ValidationError(_("Hãy ghi giờ và phút, ví dụ 13:30.")) from None


class SessionOfDay(Text):
    """A morning or an afternoon: 07:30-11:30."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            opens, closes = (_read_clock(part) for part in _UNTIL.split(text))
        except ValueError:
            raise ValidationError(_("Hãy ghi giờ mở và giờ đóng, ví dụ 07:30-11:30.")) from None
        if closes <= opens:
            raise ValidationError(_("Giờ đóng phải sau giờ mở, ví dụ 07:30-11:30."))
        return f"{opens:%H:%M}-{closes:%H:%M}"


def _place() -> Choice:
    return Choice(_("Áp dụng cho"), _("Hãy chọn nơi áp dụng."))


def _reason(example: Words) -> Text:
    return Text(_("Lý do"), example)


def _citation() -> Text:
    return Text(_("Văn bản quyết định"), CITATION)


class DecideDay(Form):
    place = _place()
    on = Day(_("Ngày"), _("Hãy ghi ngày nghỉ hoặc ngày làm, ví dụ 2 9 2026."), validators=WITHIN)
    working = Choice(
        _("Ngày này"),
        _("Hãy chọn nghỉ hay làm việc."),
        choices=[
            ("no", _("Nghỉ")),
            ("yes", _("Làm việc cả ngày")),
            ("morning", _("Chỉ làm buổi sáng, tính nửa ngày")),
            ("afternoon", _("Chỉ làm buổi chiều, tính nửa ngày")),
        ],
    )
    reason = _reason(_("Hãy ghi lý do, ví dụ Bão số 3."))
    citation = _citation()


class DecideHours(Form):
    place = _place()
    weekday = Choice(
        _("Thứ"),
        _("Hãy chọn một ngày trong tuần."),
        choices=[
            ("0", _("Thứ Hai")), ("1", _("Thứ Ba")), ("2", _("Thứ Tư")), ("3", _("Thứ Năm")),
            ("4", _("Thứ Sáu")), ("5", _("Thứ Bảy")), ("6", _("Chủ nhật")),
        ],
    )  # fmt: skip
    morning = SessionOfDay(
        _("Buổi sáng"), help_text=_("Ví dụ 07:30-11:30. Để trống nếu nghỉ buổi này."), max_length=30
    )
    afternoon = SessionOfDay(
        _("Buổi chiều"), help_text=_("Ví dụ 13:00-17:00. Để trống nếu nghỉ buổi này."), max_length=30
    )
    counts = Choice(
        _("Trong thời hạn giải quyết, ngày này"),
        _("Hãy chọn ngày này tính bao nhiêu vào thời hạn."),
        choices=[
            ("1", _("Tính một ngày làm việc")),
            ("0.5", _("Tính nửa ngày làm việc")),
            ("0", _("Không tính: nghỉ, hoặc chỉ có người trực")),
        ],
    )
    from_on = Day(_("Áp dụng từ ngày"), _("Hãy ghi ngày bắt đầu, ví dụ 1 7 2026."), validators=WITHIN)
    reason = _reason(_("Hãy ghi lý do, ví dụ Làm việc sáng thứ Bảy."))
    citation = _citation()

    @property
    def sessions(self) -> list[str]:
        return [self.cleaned_data[name] for name in ("morning", "afternoon") if self.cleaned_data.get(name)]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        try:
            orgs.sessions_in_order(self.sessions)
        except Refusal as refusal:
            self.add_error("afternoon", str(refusal))
        if facts.get("counts", "0") != "0" and not self.sessions and not self.errors:
            self.add_error("morning", str(HoursMissing()))
        return facts


class EndHours(Form):
    on = Day(
        _("Hết áp dụng từ ngày"),
        _("Hãy ghi ngày kết thúc, ví dụ 1 7 2026."),
        help_text=_("Từ ngày này, thứ này trở lại giờ của tỉnh hoặc của pháp luật."),
        validators=WITHIN,
    )


class _Reopening(Form):
    to_on = Day(_("Mở cửa lại ngày"), _("Hãy ghi ngày mở cửa lại, ví dụ 7 11 2026."), validators=WITHIN)
    to_time = Clock(
        _("Giờ mở cửa lại"),
        _("Hãy ghi giờ mở cửa lại, ví dụ 07:30."),
        help_text=_("Ví dụ 07:30."),
        max_length=20,
    )


class CloseUnit(_Reopening):
    place = _place()
    from_on = Day(_("Đóng cửa từ ngày"), _("Hãy ghi ngày đóng cửa, ví dụ 5 11 2026."), validators=WITHIN)
    from_time = Clock(
        _("Giờ đóng cửa"), _("Hãy ghi giờ đóng cửa, ví dụ 13:30."), help_text=_("Ví dụ 13:30."), max_length=20
    )
    reason = _reason(_("Hãy ghi lý do, ví dụ Bão số 13."))
    citation = _citation()
    field_order = ("place", "from_on", "from_time", "to_on", "to_time", "reason", "citation")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not self.errors and moment_of(facts, "to") <= moment_of(facts, "from"):
            self.add_error("to_on", str(ClosureEndsBeforeItBegins()))
        return facts


class ReopenUnit(_Reopening):
    pass


def moment_of(facts: dict[str, Any], end: str) -> datetime:
    """Return the moment a form says in a day and a time of the day."""
    return datetime.combine(facts[f"{end}_on"], facts[f"{end}_time"], VIETNAM)

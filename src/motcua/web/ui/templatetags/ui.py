"""Tags and filters of the design system; built in, so templates need no ``{% load %}``."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import get_language, gettext

from motcua.eforms.words import day_in_words
from motcua.kernel.legal_time import CountedDay
from motcua.web.ui import formats, inputs

register = template.Library()

_serial = count(1)


@register.filter
def full_time(value: datetime | None) -> str:
    return formats.full_time(value) if value else ""


@register.filter
def full_deadline(value: datetime | None) -> str:
    return formats.full_deadline(value) if value else ""


@register.filter
def full_day(value: date | None) -> str:
    return formats.full_day(value) if value else ""


@register.filter
def hours(amount: Decimal | None) -> str:
    return formats.hours(amount) if amount is not None else ""


@register.filter
def short_time(value: datetime | None) -> str:
    return formats.short_time(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return formats.short_day(value) if value else ""


@register.filter
def partial_day(value: str | None) -> str:
    return day_in_words(value or "")


@register.filter
def dong(value: int | None) -> str:
    return "" if value is None else formats.dong(value)


@register.filter
def grouped(value: int | None) -> str:
    return "" if value is None else formats.grouped(value)


@register.filter
def said(value: object) -> str:
    """
    Return a text of the kernel, or one recorded, in the reader's language.

    What has no translation is Vietnamese, and told to be so in a page of another language.
    """
    text = str(value or "")
    return vietnamese(text) if not text or (found := gettext(text)) == text else found


@register.filter
def counted_reason(day: CountedDay) -> str:
    """Say why a day counts or not in "why this date"."""
    reasons = format_html_join("; ", "{}", ((said(reason),) for reason in day.reasons))
    return (
        format_html(gettext("{reason}: hạn rơi vào ngày nghỉ"), reason=reasons) if day.ends_off else reasons
    )


@register.filter
def vietnamese(value: object) -> str:
    """Mark a name that stays Vietnamese for screen readers, where the page around it is not."""
    if get_language() == "vi" or not value:
        return conditional_escape(str(value or ""))
    return format_html('<span lang="vi">{}</span>', value)


@register.filter
def days_left(value: int | str | None) -> str:
    return "" if value is None or value == "" else formats.days_left(int(value))


@register.filter
def deadline_tone(value: int | str | None) -> str:
    return formats.deadline_tone(None if value is None or value == "" else int(value))


@register.filter
def date_parts(value: str | None) -> inputs.DateParts:
    """Split "1990-11-27", "1990-11" or "1990" into ``day``, ``month``, ``year``."""
    return inputs.split_date(value or "")


@register.filter
def up_to(last: int) -> range:
    """Return 1 … ``last``, for drawing the segments of a progress bar."""
    return range(1, int(last) + 1)


@register.simple_tag
def unique_id(prefix: str) -> str:
    """Return an id no other element of the page has, to tie a sentence to its control."""
    return f"{prefix}-{next(_serial)}"

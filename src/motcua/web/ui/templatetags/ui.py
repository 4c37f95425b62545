"""Tags and filters of the design system; built in, so templates need no ``{% load %}``."""

from datetime import date, datetime
from itertools import count

from django import template

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
def short_time(value: datetime | None) -> str:
    return formats.short_time(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return formats.short_day(value) if value else ""


@register.filter
def partial_day(value: str | None) -> str:
    return formats.partial_day(value or "")


@register.filter
def dong(value: int | None) -> str:
    return "" if value is None else formats.dong(value)


@register.filter
def grouped(value: int | None) -> str:
    return "" if value is None else formats.grouped(value)


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

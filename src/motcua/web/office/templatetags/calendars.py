"""Days of a calendar in words, for templates."""

from collections.abc import Iterable

from django import template

from motcua.kernel.legal_time.calendar import Period
from motcua.web.office.calendar_words import clock_times as said
from motcua.web.ui import formats

register = template.Library()


@register.filter
def figure(amount: float) -> str:
    return formats.figure(amount)


@register.filter
def clock_times(periods: Iterable[Period]) -> str:
    """Return "07:30–11:30, 13:00–17:00"."""
    return said(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in periods)

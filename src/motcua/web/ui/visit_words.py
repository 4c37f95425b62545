"""Queues in words: how long one waits, where a ticket is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.visits.estimates import Wait


def wait_words(wait: Wait | None) -> str:
    """Return how long one waits, or that it cannot be said."""
    if wait is None:
        return _("chưa ước được")
    if wait.low == 0:
        return _("không quá %(high)d phút") % {"high": wait.high}
    return _("khoảng %(low)d đến %(high)d phút") % {"low": wait.low, "high": wait.high}

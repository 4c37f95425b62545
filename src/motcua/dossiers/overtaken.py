"""Somebody was faster: the refusal says who, what they did and when."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.utils.translation import gettext as _

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM


class Overtakable(Refusal):
    """A refusal that may be due to what somebody has just done; ``facts["last"]`` tells of it."""

    def __str__(self) -> str:
        said = super().__str__()
        return f"{said} {self.facts['last']}" if "last" in self.facts else said

    def after(self, *, what: str, who: str, at: datetime) -> Self:
        """Return the refusal that tells of the last act."""
        last = _("Việc gần nhất: %(what)s, do %(who)s làm lúc %(at)s.")
        when = f"{at.astimezone(VIETNAM):%H:%M, %d/%m/%Y}"
        return type(self)(**self.facts, last=last % {"what": what, "who": who, "at": when})

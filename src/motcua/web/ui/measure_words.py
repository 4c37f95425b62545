"""The two measures of a dossier in plain words, each with its text, and where its time went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from motcua.dossiers import measuring
from motcua.dossiers.lateness import Measured
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.measures import Index, Legal, StageUse
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import OPEN
from motcua.dossiers.timeliness import Because
from motcua.web.ui.formats import figure, full_time


@dataclass(frozen=True)
class StageShown:
    """One stage that took more than its share."""

    name: str
    used: str
    allowed: str
    excess: str


@dataclass(frozen=True)
class MeasuresShown:
    """``late``, ``index_late`` are for the look, beside words. ``differ``: why the two do not agree."""

    law: str
    law_citation: str
    late: bool
    index: str
    index_citation: str
    index_late: bool
    differ: str
    where: str
    stages: list[StageShown]


def shown(dossier: Dossier, found: Measured) -> MeasuresShown | None:
    """Return the words; None where there is no term to measure by."""
    if found.index.on_time is None and found.legal.due_at is None:
        return None
    on = day_of_filing(dossier)
    still = dossier.state in OPEN
    return MeasuresShown(
        law=_law(found.legal, still=still),
        law_citation=measuring.rule("law.due", on).citation,
        late=found.legal.late,
        index=_index(found.index, still=still),
        index_citation=measuring.rule("index.requests_at_most", on).citation,
        index_late=found.index.on_time is False,
        differ=_differ(found.index) if found.differ else "",
        where=_where(found),
        stages=[_stage(use) for use in found.late_where],
    )


def _law(legal: Legal, *, still: bool) -> str:
    if legal.due_at is None:
        return _("thời hạn đang dừng, chưa có ngày hẹn nên không trễ.")
    facts = {"due": full_time(legal.due_at), "end": full_time(legal.end_at), "over": hours(legal.over)}
    if still:
        if legal.late:
            return _("đã quá hạn %(over)s; hạn là %(due)s.") % facts
        return _("còn trong hạn; hạn là %(due)s.") % facts
    if legal.late:
        return _("trễ hạn %(over)s; hạn là %(due)s, xong lúc %(end)s.") % facts
    return _("đúng hạn; hạn là %(due)s, xong lúc %(end)s.") % facts


def _index(index: Index, *, still: bool) -> str:
    facts = {
        "n": index.requests,
        "at": full_time(index.appointed_at) if index.appointed_at else "",
        "end": full_time(index.end_at) if index.end_at else "",
    }
    if index.because == Because.NOT_COUNTED:
        return _("chưa tính, vì hồ sơ chưa được tiếp nhận.")
    if index.because == Because.ASKED_AGAIN:
        return _("tính là quá hạn, vì đã yêu cầu bổ sung %(n)s lần; nhiều hơn một lần là quá hạn.") % facts
    if index.because == Because.IN_TIME:
        said = (
            _("lúc này tính là đúng hạn; ngày hẹn đem so là %(at)s.")
            if still
            else _("tính là đúng hạn; ngày hẹn đem so là %(at)s, mốc kết thúc là %(end)s.")
        )
        return said % facts
    if still:
        return _("lúc này tính là quá hạn; ngày hẹn đem so là %(at)s.") % facts
    return _("tính là quá hạn; ngày hẹn đem so là %(at)s, mốc kết thúc là %(end)s.") % facts


def _differ(index: Index) -> str:
    if index.because == Because.ASKED_AGAIN:
        return _(
            "Hai cách tính khác nhau: luật chỉ xem có kịp hạn không, "
            "còn Bộ chỉ số coi việc yêu cầu bổ sung quá một lần là quá hạn, dù xong sớm."
        )
    return _(
        "Hai cách tính khác nhau: luật tính lại thời hạn từ đầu khi hồ sơ đã đủ, "
        "còn Bộ chỉ số giữ ngày hẹn đầu và chỉ trừ thời gian chờ bổ sung."
    )


def _where(found: Measured) -> str:
    late = found.late_where
    if not late:
        return ""
    names = ", ".join(str(use.where.label) for use in late)
    if found.legal.late:
        return _("Trễ ở bước: %(names)s.") % {"names": names}
    return _("Chưa quá hạn, nhưng bước sau đây đã dùng quá phần thời gian của mình: %(names)s.") % {
        "names": names
    }


def _stage(use: StageUse) -> StageShown:
    return StageShown(
        name=str(use.where.label),
        used=hours(use.used),
        allowed=hours(use.allowed or timedelta()),
        excess=hours(use.excess),
    )


def hours(time: timedelta) -> str:
    """
    Return working time in words.

    >>> hours(timedelta(hours=12, minutes=30))
    '12 giờ 30 phút làm việc'
    """
    minutes = round(abs(time) / timedelta(minutes=1))
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(m)s phút làm việc") % {"m": rest}
    if not rest:
        return _("%(h)s giờ làm việc") % {"h": figure(whole)}
    return _("%(h)s giờ %(m)s phút làm việc") % {"h": figure(whole), "m": rest}

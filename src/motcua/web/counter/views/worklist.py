"""What waits at the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.dossiers.delivery.queries import to_collect_here
from motcua.dossiers.lanes import Side
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import search_list
from motcua.dossiers.steps import CORRECTING, UNDER_TERM_STEPS, WorkStep
from motcua.dossiers.worklists import Asked, Order, WorkPage, count_asked, work_list
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting
from motcua.web.counter.access import for_clerks
from motcua.web.ui import staff, worklists

TAB, QUERY = "muc", "q"
LONGEST_QUERY = 200
_CODE_IN_ADDRESS = re.compile(r"[?&]ma=([^&\s]+)")  # what a scanner reads from a printed receipt


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    steps: tuple[WorkStep, ...]
    by: Order
    empty: str | Promise

    @property
    def asked(self) -> Asked:
        return Asked(waiting=False, side=Side.RECEIVING, steps=self.steps, by=self.by)


WAITING, READY, RECEIVED = "cho-tiep-nhan", "cho-tra", "da-tiep-nhan"
TABS: Mapping[str, Tab] = {
    WAITING: Tab(
        _("Chờ tiếp nhận"),
        (WorkStep.ACCEPT,),
        Order.FILED,
        _("Không có hồ sơ nào chờ tiếp nhận. Hồ sơ nộp trực tuyến sẽ hiện ở đây."),
    ),
    READY: Tab(
        _("Chờ trả kết quả"),
        (WorkStep.HAND_OVER, *CORRECTING),
        Order.FILED,
        _("Không có kết quả nào chờ trả."),
    ),
    RECEIVED: Tab(
        _("Đã tiếp nhận"),
        (*UNDER_TERM_STEPS, WorkStep.SUPPLEMENT),
        Order.DUE,
        _("Chưa có hồ sơ nào đang được giải quyết."),
    ),
}


@require_safe
@for_clerks
def worklist(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show one tab of the desk's work, or what a search found in all of it."""
    q = _asked(request)
    chosen = request.GET.get(TAB, "")
    tab = TABS.get(chosen) or TABS[WAITING]
    page = _page(posting, tab, q, request.GET.get(worklists.AFTER, ""))
    if q and (exact := _only_code(page, q)):
        return redirect("counter:dossier", exact.code)
    context = {
        "tabs": _tabs(posting, "" if q else chosen if chosen in TABS else WAITING),
        "kind": "search" if q else chosen if chosen in TABS else WAITING,
        "tab": tab,
        "q": q,
        "rows": worklists.rows_of(page.dossiers, now=staff.now()),
        "next": worklists.next_page(request, page.after),
        "first": worklists.first_page(request),
    }
    return staff.show(request, "counter/worklist.html", context)


def _asked(request: HttpRequest) -> str:
    text = request.GET.get(QUERY, "").replace("\x00", "")
    scanned = _CODE_IN_ADDRESS.search(text)
    return tidy(scanned[1] if scanned else text)[:LONGEST_QUERY]


def _page(posting: Posting, tab: Tab, q: str, after: str) -> WorkPage:
    if q:
        return search_list(posting, q, after=after)
    return work_list(posting, tab.asked, after=after)


def _only_code(page: WorkPage, q: str) -> Dossier | None:
    found = [dossier for dossier in page.dossiers if dossier.code == q.upper()]
    return found[0] if found else None


def _tabs(posting: Posting, current: str) -> list[dict[str, object]]:
    """Return the tabs; the two in which somebody waits are counted, up to a thousand."""
    here = reverse("counter:worklist")
    from_elsewhere = to_collect_here(posting)[: staff.CAP].count()
    tabs: list[dict[str, object]] = [
        {
            "url": f"{here}?{TAB}={key}",
            "label": tab.label,
            "current": key == current,
            "count": _count(posting, tab) if key != RECEIVED else "",
        }
        for key, tab in TABS.items()
    ]
    if from_elsewhere:
        said = _("Của nơi khác, trả tại đây")
        url = reverse("counter:collecting")
        tabs.append({"url": url, "label": said, "current": False, "count": staff.capped(from_elsewhere)})
    return tabs


def _count(posting: Posting, tab: Tab) -> str:
    return staff.capped(count_asked(posting, tab.asked, most=staff.CAP))

"""What people were spared because the state asks once, and how often it asked again."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.dossiers.once_only.models import AskedAgain, Dispute
from motcua.dossiers.once_only.queries import (
    disputes_by_state,
    reasons_for_asking_again,
    spared_by_procedure,
)
from motcua.orgs import directory
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.pages import for_administrators, show, today

PERIODS = (("30", _("30 ngày qua")), ("90", _("90 ngày qua")), ("365", _("một năm qua")))


@require_safe
@for_administrators
def figures(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Show by procedure what was filled in, what the vault spared, and what was asked again and why."""
    period = request.GET.get("ngay", "")
    period = period if period in dict(PERIODS) else "90"
    to_on = today()
    days = {"from_on": to_on - timedelta(days=int(period)), "to_on": to_on}
    units = directory.reach(admin)
    rows = spared_by_procedure(units, **days)
    whole = why_not_administer_province(admin) is None
    context = {
        "period": period,
        "periods": PERIODS,
        "rows": rows,
        "asked": sum(row.asked for row in rows),
        "questions": sum(row.questions for row in rows),
        "papers": sum(row.papers for row in rows),
        "counts": [
            (_("Vì sao hỏi lại điều đã có"), _named(AskedAgain.Why, reasons_for_asking_again(units, **days))),
            (
                _("Dữ liệu người dân báo sai"),
                _named(Dispute.State, disputes_by_state(**days)) if whole else [],
            ),
        ],
    }
    return show(request, "once_only.html", context)


def _named(
    names: type[AskedAgain.Why] | type[Dispute.State], counts: dict[str, int]
) -> list[tuple[str, int]]:
    return [(str(each.label), counts[each.value]) for each in names if counts.get(each.value)]

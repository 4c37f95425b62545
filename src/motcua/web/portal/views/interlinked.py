"""One filing of several procedures: all parts, one line of progress, one day, one place for results."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.citizens import Citizen
from motcua.interlinked import operations as interlinked
from motcua.interlinked.queries import Whole, filing_for, whole
from motcua.web.portal import pages, words_of_parts
from motcua.web.portal.access import for_citizens
from motcua.web.portal.views.dossier import qr_svg


@require_safe
@for_citizens
def filing(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show the whole; just filed, with its receipt."""
    found = whole(filing_for(citizen, code), now=pages.now())
    parts = _parts(found)
    url = f"{settings.BASE_URL}{reverse('portal:track')}?ma={found.filing.code}"
    context = {
        "filing": found.filing,
        "whole": found,
        "parts": parts,
        "head": words_of_parts.head(found, parts, now=pages.now()),
        "just_filed": "da-nop" in request.GET,
        "qr": qr_svg(url),
        "track_url": url,
    }
    return pages.show(request, "interlinked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def withdraw(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Ask once more, then withdraw the whole, or the one part that is named."""
    found = whole(filing_for(citizen, code), now=pages.now())
    if request.method == "POST":
        key, reason = request.POST.get("part", "")[:40], request.POST.get("reason", "")[:1000]
        interlinked.withdraw(code=code, citizen=citizen, reason=reason, at=pages.now(), key=key)
        messages.success(request, _("Đã rút. Phần nào còn làm tiếp thì ghi ở dưới."))
        return redirect("portal:interlinked", code)
    parts = [each for each in _parts(found) if each.open]
    chosen = next((each for each in parts if each.part.key == request.GET.get("phan")), None)
    context = {"filing": found.filing, "parts": parts, "chosen": chosen}
    return pages.show(request, "interlinked_withdraw.html", context)


@require_POST
@for_citizens
def send_again(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Try once more to pass on a part that is held up."""
    interlinked.send_again(code=code, key=request.POST.get("part", "")[:40], citizen=citizen, at=pages.now())
    return redirect("portal:interlinked", code)


def _parts(found: Whole) -> list[words_of_parts.Shown]:
    return [words_of_parts.shown(line, now=pages.now()) for line in found.lines]

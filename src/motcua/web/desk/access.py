"""Who may open the pages of those who decide."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.dossiers.internal.asker import Asker
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.web.ui.staff import DECIDERS, for_staff

for_signers = for_staff("desk", Duty.SIGN, Duty.SEAL)
for_sealers = for_staff("desk", Duty.SEAL)
for_deciders = for_staff("desk", *DECIDERS)


def for_askers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view who asks other units in the name of their own."""

    @for_staff("desk", Duty.ASK)
    @wraps(view)
    def inner(request: HttpRequest, posting: Posting, **kwargs: Any) -> HttpResponse:
        return view(request, Asker.of(posting), **kwargs)

    return inner


for_leaders = for_staff("desk", Duty.REVIEW, Duty.SIGN)

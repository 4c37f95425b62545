"""The dossiers beside one in the list its reader came from, as its address says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from motcua.dossiers.models import Dossier
from motcua.dossiers.worklists import Asked, beside, work_list
from motcua.orgs.postings import Posting
from motcua.web.desk.filters import Wish, asked

LIST, DONE = "ds", "xong"


@dataclass(frozen=True)
class Around:
    """The dossiers before and after, each with its address, and the address of the list itself."""

    before: Dossier | None = None
    after: Dossier | None = None
    list: str = ""
    before_url: str = ""
    after_url: str = ""


NONE = Around()


def list_of(request: HttpRequest) -> Wish | None:
    """Return the list that the address names, or None."""
    said = request.GET.get(LIST, "")
    return Wish.read(QueryDict(said)) if said else None


def address(code: str, wish: Wish | None, *, done: bool = False) -> str:
    """Return the address of a dossier that keeps the list one came from."""
    said = ({DONE: "1"} if done else {}) | ({LIST: wish.query} if wish else {})
    return reverse("desk:dossier", args=[code]) + (f"?{urlencode(said)}" if said else "")


def around(wish: Wish, posting: Posting, dossier: Dossier, *, at: datetime) -> Around:
    """Return what stands beside the dossier, whether or not it is itself still in the list."""
    wanted = asked(wish, posting, at=at)
    before = beside(posting, wanted, dossier, back=True)
    after = beside(posting, wanted, dossier)
    return Around(
        before,
        after,
        f"{reverse('desk:worklist')}?{wish.query}",
        address(before.code, wish) if before else "",
        address(after.code, wish) if after else "",
    )


def first_other(posting: Posting, found: Dossier) -> Dossier | None:
    """Return the first dossier that waits for the reader and is not the one just done with."""
    first = work_list(posting, Asked(), size=2).dossiers
    return next((other for other in first if other.pk != found.pk), None)

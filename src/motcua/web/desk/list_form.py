"""The form above a work list: what it can be narrowed by, and what it is narrowed by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.queries import fields
from motcua.dossiers.managers import DECIDERS
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting, holders_at
from motcua.web.desk import filters
from motcua.web.desk.filters import Wish

Pairs = list[tuple[str, str]]


def selects(wish: Wish, posting: Posting, *, on: date) -> list[dict[str, object]]:
    """Return the boxes of the form in order. A few statements."""
    found = [
        _select(filters.RISK, _("Nguy cơ trễ"), [(k, str(v)) for k, v in filters.RISKS.items()]),
        _select(filters.STEP, _("Bước"), [(k, str(v)) for k, v in filters.step_pairs()]),
        _select(filters.FIELD, _("Lĩnh vực"), [(each.name, each.name) for each in fields()]),
        _select(filters.HOLDER, _("Người thụ lý"), _holders(posting, on)),
        _select(filters.MARK, _("Dấu"), [(k, str(v)) for k, v in filters.MARKS.items()]),
        _select(filters.NEW, _("Mới"), [(filters.TODAY, _("Tiếp nhận hôm nay"))]),
    ]
    units = _units(posting)
    if len(units) > 1:
        found.insert(2, _select(filters.UNIT, _("Đơn vị"), units))
    return [each | {"value": wish.get(str(each["name"]))} for each in found]


def chips(wish: Wish, boxes: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    """Yield what the list is narrowed by: the words, and the address without it."""
    for box in boxes:
        pairs = dict(box["pairs"])  # type: ignore[call-overload]
        if value := wish.get(str(box["name"])):
            yield f"{box['label']}: {pairs.get(value, value)}", _without(wish, str(box["name"]))
    if code := wish.get(filters.PROCEDURE):
        yield _("Thủ tục: %(code)s") % {"code": code}, _without(wish, filters.PROCEDURE)


def orders(wish: Wish) -> list[dict[str, object]]:
    return [
        {
            "key": key,
            "label": label,
            "current": wish.get(filters.SORT) == key,
        }
        for key, (_by, label) in filters.ORDERS.items()
    ]


READY = (
    (gettext_lazy("Sắp trễ"), {filters.TAB: filters.ALL, filters.RISK: "sap-tre", filters.SORT: "rui-ro"}),
    (
        gettext_lazy("Mới về hôm nay"),
        {filters.TAB: filters.ALL, filters.NEW: filters.TODAY, filters.SORT: "nop"},
    ),
    (gettext_lazy("Tôi đang thụ lý"), {filters.TAB: filters.ALL, filters.HOLDER: filters.ME}),
)


def ready(wish: Wish) -> list[dict[str, object]]:
    """Return the views that are ready for everybody."""
    views = ((label, Wish(said).query) for label, said in READY)
    return [{"label": label, "url": f"?{query}", "current": query == wish.query} for label, query in views]


def of_procedure(wish: Wish) -> str:
    """Return the address of this list with any procedure; the code of one is put behind it."""
    return f"?{_with(wish, filters.PROCEDURE, '')}&{filters.PROCEDURE}="


def _without(wish: Wish, name: str) -> str:
    return f"?{_with(wish, name, '')}"


def _with(wish: Wish, name: str, value: str) -> str:
    said = {key: text for key, text in {**wish.said, name: value}.items() if text}
    return Wish(said).query


def _select(name: str, label: str, pairs: Pairs) -> dict[str, object]:
    return {"name": name, "label": label, "pairs": pairs}


def _units(posting: Posting) -> Pairs:
    units = posting.units(*DECIDERS)
    if len(units) < 2:
        return []
    rows = Unit.objects.filter(pk__in=units).order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _holders(posting: Posting, on: date) -> Pairs:
    """Return "me", "nobody", and the colleagues who handle dossiers in the reader's units."""
    colleagues = holders_at(Duty.HANDLE, posting.units(*DECIDERS), on=on)
    others = [(str(pk), name) for pk, name in colleagues.items() if pk != posting.officer_id]
    return [(filters.ME, _("Tôi")), (filters.FREE, _("Chưa ai nhận")), *others]

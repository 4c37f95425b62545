"""What a work list is asked for, as an address says it and as its form shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.managers import DECIDERS
from motcua.dossiers.pace import Risk, pace
from motcua.dossiers.steps import CORRECTING, WorkStep
from motcua.dossiers.worklists import NOBODY, Asked, Order
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting

TAB, MINE, ALL = "muc", "cho-toi", "tat-ca"
RISK, STEP, FIELD, PROCEDURE = "rui-ro", "buoc", "linh-vuc", "thu-tuc"
UNIT, HOLDER, NEW, MARK, SORT = "don-vi", "nguoi", "moi", "dau", "xep"
NAMES = (TAB, RISK, STEP, FIELD, PROCEDURE, UNIT, HOLDER, NEW, MARK, SORT)
ME, FREE, TODAY = "toi", "chua-ai", "hom-nay"
EXTENSION, SUPPLEMENTED = "xin-loi", "bo-sung"
LONGEST = 200

Words = Mapping[str, str | Promise]
RISKS: Words = {
    Risk.LATE.value: Risk.LATE.label,
    "sap-tre": _("Sắp trễ: nguy cơ cao hoặc cần chú ý"),
    Risk.HIGH.value: Risk.HIGH.label,
    Risk.NEAR.value: Risk.NEAR.label,
}
_RISKS = {each.value: (each,) for each in Risk} | {"sap-tre": (Risk.HIGH, Risk.NEAR)}
STEPS: Mapping[str, tuple[WorkStep, ...]] = {
    "nhan-thu-ly": (WorkStep.TAKE_UP,),
    "tham-tra": (WorkStep.EXAMINE,),
    "soat-xet": (WorkStep.REVIEW,),
    "ky": (WorkStep.SIGN,),
    "van-thu": (WorkStep.SEAL,),
    "bo-sung": (WorkStep.SUPPLEMENT,),
    "nop-tien": (WorkStep.PAYMENT,),
    "sai-sot": CORRECTING,
}
MARKS: Words = {
    EXTENSION: _("Văn bản xin lỗi chờ ký"),
    SUPPLEMENTED: _("Đã phải bổ sung"),
}
ORDERS: Mapping[str, tuple[Order, str | Promise]] = {
    "": (Order.DUE, _("Hạn gần đứng trước")),
    "rui-ro": (Order.RISK, _("Nguy cơ trễ đứng trước")),
    "nop": (Order.FILED, _("Nộp trước đứng trước")),
}


@dataclass(frozen=True)
class Wish:
    """The answers of the form, each one it knows or ""."""

    said: Mapping[str, str]

    @classmethod
    def read(cls, data: QueryDict) -> Wish:
        """Return what the address asks; what it does not know it leaves out."""
        said = {name: tidy(data.get(name, "").replace("\x00", ""))[:LONGEST] for name in NAMES}
        known = {RISK: RISKS, STEP: STEPS, NEW: {TODAY}, MARK: MARKS, SORT: ORDERS}
        for name, values in known.items():
            if said[name] not in values:
                said[name] = ""
        if not said[UNIT].isdecimal():
            said[UNIT] = ""
        if said[HOLDER] not in {ME, FREE} and not said[HOLDER].isdecimal():
            said[HOLDER] = ""
        return cls({name: value for name, value in said.items() if value})

    def get(self, name: str) -> str:
        return self.said.get(name, "")

    @property
    def tab(self) -> str:
        return ALL if self.get(TAB) == ALL else MINE

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out, so that an empty list says nothing of the whole."""
        return bool(self.said.keys() - {TAB, SORT})

    @property
    def query(self) -> str:
        """Return the list as an address keeps it, always in one order."""
        said = {TAB: self.tab, **self.said} if self.get(TAB) in {MINE, ALL} else {**self.said, TAB: MINE}
        return urlencode({name: said[name] for name in NAMES if name in said})

    @property
    def procedure(self) -> str:
        return self.get(PROCEDURE)

    @property
    def order(self) -> str | Promise:
        return ORDERS[self.get(SORT)][1]


def asked(wish: Wish, posting: Posting, *, at: datetime) -> Asked:
    """Return what the list is asked for."""
    holder = {"": None, ME: posting.officer_id, FREE: NOBODY}.get(wish.get(HOLDER), -1)
    midnight = datetime.combine(at.astimezone(VIETNAM).date(), time(), VIETNAM)
    return Asked(
        waiting=wish.tab == MINE,
        steps=STEPS.get(wish.get(STEP), ()),
        risks=_RISKS.get(wish.get(RISK), ()),
        pace=pace(at=at) if wish.get(RISK) else None,
        field=wish.get(FIELD),
        procedure=wish.get(PROCEDURE),
        unit=_number(wish.get(UNIT)) if wish.get(UNIT) else None,
        holder=_number(wish.get(HOLDER)) if holder == -1 else holder,
        came_since=midnight if wish.get(NEW) else None,
        extension_waits=wish.get(MARK) == EXTENSION,
        supplemented=wish.get(MARK) == SUPPLEMENTED,
        by=ORDERS[wish.get(SORT)][0],
    )


def _number(text: str) -> int:
    """Return a key as typed; one that no row can have finds nothing."""
    return min(int(text), 2**31 - 1)


def step_pairs() -> list[tuple[str, str | Promise]]:
    return [(slug, _("Sai sót") if len(steps) > 1 else steps[0].label) for slug, steps in STEPS.items()]


def units_of(posting: Posting) -> frozenset[int]:
    return posting.units(*DECIDERS)

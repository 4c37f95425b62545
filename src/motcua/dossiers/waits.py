"""
What the law of a day says of waiting: for the applicant, for money, for another agency.

A rule is data (``data/wait-rules.yaml``): in which phase, how often at most, within which time it may be
asked, how many days are waited, what it does to the term, on which form, under which article. The rule of a
procedure wins over that of its field, which wins over the general one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from motcua.kernel.dated import DatedRule, NoRuleInForce
from motcua.kernel.legal_time import Effect, TermUnit

DATA = Path(__file__).parent / "data" / "wait-rules.yaml"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Kind(TextChoices):
    """What is waited for."""

    SUPPLEMENT = "supplement", _("Bổ sung hồ sơ")
    PAYMENT = "payment", _("Thực hiện nghĩa vụ tài chính")
    OPINION = "opinion", _("Ý kiến của cơ quan khác")


ASKED_TO: Mapping[Kind, str] = {
    Kind.SUPPLEMENT: "bổ sung, hoàn thiện",
    Kind.PAYMENT: "thực hiện nghĩa vụ tài chính",
}
"""What the applicant is to do meanwhile, as letters and notices say it: in Vietnamese whoever reads."""


class Phase(TextChoices):
    """Before the dossier was first received whole, or after."""

    RECEPTION = "reception", _("Tiếp nhận")
    HANDLING = "handling", _("Giải quyết")


EFFECTS: Mapping[Effect, Promise] = {
    Effect.ANEW: _("Thời hạn tính lại từ đầu khi đã đủ"),
    Effect.SUSPENDED: _("Thời hạn tạm dừng trong lúc chờ"),
    Effect.GOES_ON: _("Thời hạn vẫn tính tiếp"),
}
"""What waiting does to the term, in words."""


class Period(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int = Field(gt=0)
    unit: TermUnit


class WaitRule(BaseModel):
    """
    One rule, for the days ``[from_on, to_on)``.

    ``ask_within`` counts from reception; ``wait`` from the asking; empty where the law sets none.
    ``certain`` is False where the text was not at hand ("to be confirmed").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    kind: Kind
    phase: Phase
    limit: int | None = Field(default=None, gt=0)
    ask_within: Period | None = None
    wait: Period | None = None
    effect: Effect
    form: str = ""
    from_on: date
    to_on: date | None = None
    citation: Words
    certain: bool = True
    field: str = ""
    procedures: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "WaitRule":
        if self.to_on is not None and self.to_on <= self.from_on:
            raise ValueError("a rule ends after it begins")
        return self

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on < self.to_on)

    def closeness(self, *, procedure: str, field: str) -> int:
        """Return how closely the rule is about this procedure: 0 when it is not at all."""
        if self.procedures:
            return 3 if procedure in self.procedures else 0
        if self.field:
            return 2 if field == self.field else 0
        return 1


def read(path: Path) -> tuple[WaitRule, ...]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(TypeAdapter(list[WaitRule]).validate_python(rows))


@cache
def rules() -> tuple[WaitRule, ...]:
    return read(DATA)


def rule_for(
    kind: Kind,
    phase: Phase,
    *,
    on: date,
    procedure: str,
    field: str,
    among: Sequence[WaitRule] | None = None,
) -> WaitRule:
    """
    Return the rule in force on ``on`` that is closest to the procedure.

    :raises NoRuleInForce: if there is none.
    """
    found = [
        rule
        for rule in (rules() if among is None else among)
        if rule.kind == kind and rule.phase == phase and rule.holds(on)
    ]
    best = max(found, key=lambda rule: rule.closeness(procedure=procedure, field=field), default=None)
    if best is None or not best.closeness(procedure=procedure, field=field):
        raise NoRuleInForce(f"{kind} in {phase} on {on}")
    return best


def named(rule_id: str) -> WaitRule | None:
    """Return the rule of that name, or None where it is no longer among the data."""
    return next((rule for rule in rules() if rule.id == rule_id), None)


def uncertain() -> list[DatedRule]:
    """Return the rules of waiting still to be confirmed, each with its days and its effect as value."""
    return [
        DatedRule(
            key=rule.id,
            value=f"{rule.wait.amount} {rule.wait.unit.value}, {rule.effect}"
            if rule.wait
            else rule.effect.value,
            from_on=rule.from_on,
            to_on=rule.to_on,
            citation=rule.citation,
            certain=False,
        )
        for rule in rules()
        if not rule.certain
    ]


def rules_on(on: date, *, procedure: str, field: str) -> list[WaitRule]:
    """Return every rule of waiting that a dossier filed on ``on`` follows."""
    found = []
    for kind in Kind:
        for phase in Phase:
            if kind == Kind.OPINION and phase == Phase.RECEPTION:
                continue  # other agencies are asked once it is received
            found.append(rule_for(kind, phase, on=on, procedure=procedure, field=field))
    return found

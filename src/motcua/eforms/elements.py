"""
The dictionary of data (``data/elements.yaml``): what the state asks, about people, businesses, land, events.

A form binds its questions to elements, so an answer, a register, an earlier dossier or a paper can fill them,
and two values of one element can be compared wherever they come from. Loaded once.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _
from pydantic import Field, model_validator

from motcua.eforms.definition import FieldType, Frozen, Option
from motcua.kernel import days, identity, money, phones, taxes
from motcua.kernel.likeness import DIFFERENT, SAME, Likeness, alike, compare_exactly
from motcua.kernel.names import canonical_name, compare_names, spelling_of
from motcua.kernel.places import compare_addresses
from motcua.kernel.text import fold, msgid, tidy, words


class Kind(StrEnum):
    PERSON = "person"
    BUSINESS = "business"
    PLACE = "place"
    LAND = "land"
    BUILDING = "building"
    EVENT = "event"
    PAPER = "paper"
    DOSSIER = "dossier"  # what is asked about the filing itself

    @property
    def label(self) -> str:
        return str(_KINDS[self])


_KINDS = {
    Kind.PERSON: _("Người"),
    Kind.BUSINESS: _("Tổ chức, doanh nghiệp, hộ kinh doanh"),
    Kind.PLACE: _("Nơi chốn"),
    Kind.LAND: _("Đất đai"),
    Kind.BUILDING: _("Công trình xây dựng"),
    Kind.EVENT: _("Sự kiện"),
    Kind.PAPER: _("Giấy tờ"),
    Kind.DOSSIER: _("Hồ sơ"),
}


class Cited(Frozen):
    """What stands in the dictionary stands on a text; ``certain`` is False where its article was not read."""

    key: str
    name: str
    citation: str
    certain: bool = True


class Register(Cited):
    """Who holds the truth about an element."""

    holder: str
    from_on: Any = None


class Sensitivity(Cited):
    """How the law on personal data ranks it."""

    reason: str = ""


class Element(Cited):
    """One thing the state asks. ``key`` is kind.name; ``register``: who knows, if not only who is asked."""

    english: str
    type: FieldType
    sensitivity: str
    register_key: str = Field("", alias="register")
    format: str = ""
    options: tuple[Option, ...] = ()
    values: str = ""

    @property
    def kind(self) -> Kind:
        return Kind(self.key.partition(".")[0])

    @property
    def source(self) -> Register | None:
        """Return the register that holds the truth, or None where only the person asked knows."""
        return dictionary().register_of(self.register_key)

    @property
    def rank(self) -> Sensitivity:
        return dictionary().rank_of(self)


class Dictionary(Frozen):
    registers: tuple[Register, ...]
    sensitivities: tuple[Sensitivity, ...]
    values: dict[str, tuple[tuple[str, ...], ...]]
    elements: tuple[Element, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> "Dictionary":
        keys = [each.key for each in self.elements]
        names = [(each.kind, each.name) for each in self.elements]
        assert len(set(keys)) == len(keys), "two elements have one key"
        assert len(set(names)) == len(names), "two elements of a kind have one name"
        ranks = {each.key for each in self.sensitivities}
        known = {each.key for each in self.registers} | {""}
        for each in self.elements:
            assert each.sensitivity in ranks, f"{each.key}: sensitivity {each.sensitivity}"
            assert each.register_key in known, f"{each.key}: register {each.register_key}"
            assert each.values in {"", TAX_CODE, *self.values}, f"{each.key}: values {each.values}"
        return self

    def register_of(self, key: str) -> Register | None:
        return next((each for each in self.registers if each.key == key), None)

    def rank_of(self, element: Element) -> Sensitivity:
        return next(each for each in self.sensitivities if each.key == element.sensitivity)


class UnknownElement(LookupError):
    """A form names an element that is not in the dictionary."""


TAX_CODE = "tax_code"


@cache
def dictionary() -> Dictionary:
    path = Path(__file__).parent / "data" / "elements.yaml"
    return Dictionary.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def all_elements() -> Mapping[str, Element]:
    """Return every element by key, in the order of the dictionary."""
    return {each.key: each for each in dictionary().elements}


def get(key: str) -> Element:
    """:raises UnknownElement: when there is none."""
    try:
        return all_elements()[key]
    except KeyError as error:
        raise UnknownElement(key) from error


def exists(key: str) -> bool:
    return key in all_elements()


def value_type(key: str) -> FieldType:
    """:raises UnknownElement: when there is none."""
    return get(key).type


def find(query: str) -> list[Element]:
    """Return the elements whose names, keys, registers or law hold every word of ``query``, marks or not."""
    wanted = words(query)
    return [each for each in all_elements().values() if all(word in _searched(each) for word in wanted)]


@cache
def _searched(element: Element) -> str:
    source = element.source
    told = [element.name, element.english, element.key, element.format, element.citation, element.kind.label]
    return fold(" ".join([*told, source.name if source else "", element.rank.name]))


def read(key: str, text: str) -> Any:
    """
    Return a value of the element in its one spelling, or None where ``text`` is none.

    :raises UnknownElement: when there is no such element.
    """
    element = get(key)
    if element.values == TAX_CODE:
        return taxes.tax_code(text)
    clean = tidy(text)
    if element.options:
        known = [option for option in element.options if fold(clean) in {option.value, fold(option.label)}]
        return known[0].value if known else None
    return _READ.get(element.type, tidy)(clean) if clean else None


def compare(key: str, a: object, b: object) -> Likeness:
    """
    Return whether two values of the element say the same, wherever they come from.

    :raises UnknownElement: when there is no such element.
    """
    element = get(key)
    one, other = str(a), str(b)
    if element.values == TAX_CODE:
        return taxes.compare_tax_codes(one, other)
    if element.values and _one_of_the_same(element.values, one, other):
        return SAME
    return _COMPARE.get(element.type, compare_texts)(one, other)


def compare_texts(a: str, b: str) -> Likeness:
    """Compare free texts: case and places of tone marks say nothing; lost marks are for a person to see."""
    if spelling_of(canonical_name(a)) == spelling_of(canonical_name(b)):
        return SAME
    return alike(msgid("Chỉ khác dấu hoặc dấu câu.")) if words(a) == words(b) else DIFFERENT


def _one_of_the_same(values: str, a: str, b: str) -> bool:
    for names in dictionary().values[values]:
        bare = {_bare(name) for name in names}
        if _bare(a) in bare:
            return _bare(b) in bare
    return False


def _bare(text: str) -> str:
    return "".join(words(text))


def _compare_numbers(a: str, b: str) -> Likeness:
    return SAME if money.money(a) == money.money(b) is not None else compare_exactly(a, b)


_READ: Mapping[FieldType, Callable[[str], Any]] = {
    FieldType.NAME: canonical_name,
    FieldType.DATE: lambda text: (day := days.full_date(text)) and day.isoformat(),
    FieldType.BIRTH_DATE: days.partial_date,
    FieldType.IDENTITY: identity.identity_number,
    FieldType.PHONE: phones.phone_number,
    FieldType.EMAIL: lambda text: text if "@" in text else None,
    FieldType.MONEY: money.money,
    FieldType.NUMBER: money.money,
    FieldType.YES_NO: lambda text: {"co": "yes", "yes": "yes", "khong": "no", "no": "no"}.get(fold(text)),
}
_COMPARE: Mapping[FieldType, Callable[[str, str], Likeness]] = {
    FieldType.NAME: compare_names,
    FieldType.DATE: days.compare_dates,
    FieldType.BIRTH_DATE: days.compare_dates,
    FieldType.IDENTITY: identity.compare_identity_numbers,
    FieldType.PHONE: phones.compare_phones,
    FieldType.EMAIL: lambda a, b: compare_exactly(a.strip().casefold(), b.strip().casefold()),
    FieldType.ADDRESS: compare_addresses,
    FieldType.CHOICE: compare_exactly,
    FieldType.YES_NO: compare_exactly,
    FieldType.NUMBER: _compare_numbers,
    FieldType.MONEY: _compare_numbers,
}

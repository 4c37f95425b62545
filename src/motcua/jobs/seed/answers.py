"""Answers to any form, as somebody could have given them."""

from datetime import date, timedelta
from random import Random
from typing import Any

from motcua.accounts.models import Person
from motcua.eforms.definition import FieldGroup, FieldType, FormDefinition, FormField
from motcua.eforms.rules import Answers, check, is_applicant, is_asked
from motcua.jobs.seed import people, words

_TURNS = 40  # chance may bring together what does not fit, such as a marriage of somebody married


def answer(form: FormDefinition, person: Person, random: Random, on: date) -> dict[str, Any]:
    """Return answers to every question that is asked and required, and to some of the others."""
    for _turn in range(_TURNS):
        given = _given(form, person, random, on)
        if not check(form, given, on=on).problems:
            break
    return given


def _given(form: FormDefinition, person: Person, random: Random, on: date) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for key, item in form.items.items():
        if not is_asked(item, given, on=on):
            continue
        if isinstance(item, FieldGroup):
            rows = range(random.randint(item.minimum, max(item.minimum, 2)))
            if found := [_row(form, item, given, person, random, on) for _n in rows]:
                given[key] = found
        elif item.required or random.random() < 0.5:
            given[key] = _one(form, item, given, person, random, on)
    return given


def _row(
    form: FormDefinition, group: FieldGroup, around: Answers, person: Person, random: Random, on: date
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for question in group.fields:
        if is_asked(question, {**around, **row}, on=on) and (question.required or random.random() < 0.5):
            row[question.key] = _one(form, question, around, person, random, on)
    return row


def _one(
    form: FormDefinition, question: FormField, given: Answers, person: Person, random: Random, on: date
) -> Any:
    if question.element.startswith("person.") and is_applicant(form, question.of, given, on=on):
        known = getattr(person, question.element.removeprefix("person."), "")
        if known:
            return known
    if question.element in {"event.stay_from", "event.stay_to"}:
        return _stay(question, given, on)
    return _made_up(question, person, random, on)


def _stay(question: FormField, given: Answers, on: date) -> str:
    """Return the first day somebody lived at a place, since they were 14, or the last."""
    born = str(given.get("person_birth", "1990"))[:4]
    from_on, to_on = date(int(born) + 14, 9, 1), on - timedelta(days=20)
    day = min(from_on, to_on) if question.element == "event.stay_from" else to_on
    return day.isoformat()[: 10 if question.type == FieldType.DATE else 7]


def _made_up(question: FormField, person: Person, random: Random, on: date) -> Any:
    match question.type:
        case FieldType.NAME:
            return people.name(random).full
        case FieldType.DATE | FieldType.BIRTH_DATE:
            lately = (on - timedelta(days=random.randrange(3, 50))).isoformat()
            return lately if question.type == FieldType.DATE else str(random.randrange(1960, 2004))
        case FieldType.IDENTITY:
            return people.identity_number(random, gender="male", year=random.randrange(1960, 2004))
        case FieldType.PHONE:
            return f"09{random.randrange(10**8):08d}"
        case FieldType.EMAIL:
            return f"nguoidan{random.randrange(10_000)}@vidu.vn"
        case FieldType.ADDRESS:
            return person.address or "thôn 3, xã Chư Prông, tỉnh Gia Lai"
        case FieldType.CHOICE:
            others = len(question.options) - 1  # most people are the first case
            return random.choices(question.options, [max(2, others), *[1] * others])[0].value
        case FieldType.YES_NO:
            return random.choice(["yes", "no"])
        case FieldType.NUMBER | FieldType.MONEY:
            return _number(question, random)
        case _:
            return _text(question, random)


def _number(question: FormField, random: Random) -> int:
    low = question.minimum if question.minimum is not None else 1
    high = question.maximum if question.maximum is not None else max(low + 9, low * 2)
    if question.type == FieldType.MONEY:
        return random.randrange(20, 500) * 1_000_000
    return random.randint(low, min(high, low + 9))


def _text(question: FormField, random: Random) -> str:
    said = words.known()["answers"].get(question.key) or ["Theo giấy tờ kèm theo"]
    return str(random.choice(said))[: question.max_length]

"""One record of a file, read: what it is, how well it was read, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext
from pydantic import TypeAdapter, ValidationError

from motcua.catalogue.crawl import Outcome, looks_like_crawl, read_procedure
from motcua.catalogue.facts import Procedure, Record, Unread
from motcua.eforms.advice import advice
from motcua.eforms.authoring import flaws
from motcua.eforms.definition import FormDefinition

_RECORD: TypeAdapter[Procedure | FormDefinition] = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands: the file, and the line it begins on (1 is the first)."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must repair: ``field`` is a path such as ``ways.0.channel``, or ""."""

    position: Position
    field: str
    message: str

    def __str__(self) -> str:
        place = (
            gettext("%(place)s, mục %(field)s") % {"place": self.position, "field": self.field}
            if self.field
            else str(self.position)
        )
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A record and how it was read. ``record`` None: it cannot be imported, ``problems`` say why.

    ``outcomes`` are only given for the crawl; a clean record is either valid or not.
    """

    position: Position
    source: Literal["crawl", "clean", ""] = ""
    code: str = ""
    record: Procedure | FormDefinition | None = None
    outcomes: tuple[Outcome, ...] = ()
    unread: tuple[Unread, ...] = ()
    problems: tuple[Problem, ...] = ()

    def with_problem(self, message: str, field: str = "") -> "Reading":
        problem = Problem(self.position, field, message)
        return replace(self, problems=(*self.problems, problem))


def broken(position: Position, message: str) -> Reading:
    """A place in a file where there is no record to read."""
    return Reading(position).with_problem(message)


def read_one(value: object, position: Position, kind: str = "") -> Reading:
    """Read one value of a file: a record of the crawl or of the clean format. Never raises."""
    if not isinstance(value, Mapping):
        return broken(position, gettext("Cần một bản ghi gồm các mục có tên."))
    named = {str(key): each for key, each in value.items()}
    if looks_like_crawl(named):
        return _read_crawl(named, position)
    return _read_clean(named, position, kind)


def _read_crawl(raw: Mapping[str, object], position: Position) -> Reading:
    found = read_procedure(raw)
    reading = Reading(position, "crawl", found.code, found.procedure, found.outcomes, found.unread)
    if found.procedure is None:
        shown = f"“{found.code}”" if found.code else gettext("trống")
        message = gettext(
            "Mã thủ tục %(code)s không đúng dạng 1.000656 hoặc 1.000656.H21; bản ghi không nhập được."
        ) % {"code": shown}
        return reading.with_problem(message, "code")
    if not found.procedure.name:
        return reading.with_problem(gettext("Thủ tục không có tên."), "name")
    return reading


def _read_clean(raw: Mapping[str, object], position: Position, kind: str) -> Reading:
    code = raw.get("code")
    shown = code if isinstance(code, str) else ""
    filled = {"kind": kind or ("form" if "sections" in raw else "procedure"), **raw}
    try:
        record = _RECORD.validate_python(filled)
    except ValidationError as error:
        reading = Reading(position, "clean", shown)
        for each in error.errors(include_url=False):
            # The first part of the place is the kind of record, which the reader did not write.
            place = ".".join(str(part) for part in each["loc"][1:])
            reading = reading.with_problem(advice(each), place)
        return reading
    if isinstance(record, FormDefinition) and (found := flaws(record)):
        reading = Reading(position, "clean", record.code)
        for flaw in found:
            reading = reading.with_problem(flaw.message, flaw.place)
        return reading
    unread = record.unread if isinstance(record, Procedure) else ()
    return Reading(position, "clean", record.code, record, unread=unread)

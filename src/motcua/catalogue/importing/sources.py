"""Finds the records of a file or a folder: .jsonl, .jsonl.gz, .json, .yaml, .yml."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from motcua.catalogue.facts import Procedure
from motcua.catalogue.importing.reading import Position, Reading, broken, read_one

SUFFIXES = (".jsonl", ".jsonl.gz", ".json", ".yaml", ".yml")
_SECTIONS = {"procedures": "procedure", "forms": "form"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_records(path: Path | str) -> Iterator[Reading]:
    """
    Yield every record of ``path``, a file or a folder of files, in order.

    A record that cannot be read, and a file that cannot be opened, is a reading with a problem;
    the next one follows. A code that repeats within one file is a problem of the later record.
    """
    for file in _files(Path(path)):
        yield from _marked_repeats(_read_file(file))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(SUFFIXES))


def _read_file(file: Path) -> Iterator[Reading]:
    name = file.name.lower()
    start = Position(str(file), 1)
    try:
        if name.endswith((".jsonl", ".jsonl.gz")):
            yield from _read_lines(file)
        elif name.endswith(".json"):
            yield from _read_document(file, _json_records)
        elif name.endswith((".yaml", ".yml")):
            yield from _read_document(file, _yaml_records)
        else:
            yield broken(
                start,
                _("Không biết loại tệp này; cần một trong: %(kinds)s.") % {"kinds": ", ".join(SUFFIXES)},
            )
    except FileNotFoundError:
        yield broken(start, _("Không tìm thấy tệp."))
    except (OSError, EOFError, zlib.error) as error:
        yield broken(start, _("Không đọc được tệp: %(error)s.") % {"error": error})


def _read_lines(file: Path) -> Iterator[Reading]:
    opener = gzip.open if file.name.lower().endswith(".gz") else Path.open
    with opener(file, "rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            position = Position(str(file), number)
            try:
                value = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                yield broken(
                    position, _("Dòng này không phải là JSON hợp lệ: %(error)s.") % {"error": _short(error)}
                )
            else:
                yield read_one(value, position)


_Found = Iterator[tuple[object, int, str]]  # the record, its line, the kind its section says


def _read_document(file: Path, find: Callable[[str], _Found]) -> Iterator[Reading]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        found = list(find(text))
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        line = _line_of(error)
        yield broken(
            Position(str(file), line), _("Tệp không đúng cú pháp: %(error)s.") % {"error": _short(error)}
        )
        return
    for value, line, kind in found:
        yield read_one(value, Position(str(file), line), kind)


def _json_records(text: str) -> _Found:
    # JSON has no marks for lines; YAML reads JSON too, but a hundred times slower. Count records.
    document = json.loads(text)
    if isinstance(document, dict) and document.keys() & _SECTIONS.keys():
        number = 0
        for section, records in document.items():
            for value in records if isinstance(records, list) else [records]:
                number += 1
                yield value, number, _SECTIONS.get(str(section), str(section))
        return
    for number, value in enumerate(document if isinstance(document, list) else [document], start=1):
        yield value, number, ""


def _yaml_records(text: str) -> _Found:
    loader = _Loader(text)
    try:
        while loader.check_node():
            yield from _records_of(loader, loader.get_node())
    finally:
        loader.dispose()


def _records_of(loader: yaml.SafeLoader, node: yaml.Node | None) -> _Found:
    if isinstance(node, yaml.MappingNode):
        sections = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
        if sections.keys() & _SECTIONS.keys():
            for name, section in sections.items():
                for record in _items(section):
                    yield _value(loader, record), _line(record), _SECTIONS.get(str(name), str(name))
            return
    if node is not None:
        for record in _items(node):
            yield _value(loader, record), _line(record), ""


def _items(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _value(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    return loader.construct_document(node)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) + 1 if mark else int(getattr(error, "lineno", 1))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _marked_repeats(readings: Iterator[Reading]) -> Iterator[Reading]:
    """A procedure may stand in a file once for every day it comes into force, a form once."""
    seen: dict[tuple[object, ...], Position] = {}
    for reading in readings:
        if reading.record is None:
            yield reading
            continue
        day = reading.record.in_force_from if isinstance(reading.record, Procedure) else None
        first = seen.setdefault((reading.record.kind, reading.code, day), reading.position)
        if first is reading.position:
            yield reading
        else:
            yield reading.with_problem(
                _("Mã %(code)s đã có ở dòng %(line)s của tệp này.")
                % {"code": reading.code, "line": first.line},
                "code",
            )

"""
Every rule in code or data with its article, found by what it is, not by where it stands.

Data: a mapping with a ``citation``, or with days of force, in any YAML under ``src/motcua``. Code: every
``DatedRule`` a module holds, and every article a docstring or a comment of a typst template names.
"""

import ast
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

import motcua
from motcua.kernel.citations import references, why_not_a_citation
from motcua.kernel.dated import DatedRule

ROOT = Path(motcua.__file__).parent
_NOT_RULES = ("migrations", "jobs", "web", "project")
_NAMES = ("key", "id", "day", "code", "template")


@dataclass(frozen=True)
class Found:
    """One rule, or one place that applies an article. ``applies``: said in words, not data with days."""

    where: str
    name: str
    value: str
    days: tuple[str, str]
    citation: str
    certain: bool = True
    applies: bool = False


def lawbook() -> list[Found]:
    """Return everything that cites the law."""
    return [*rules_in_data(), *rules_in_code(), *articles_in_words()]


def problems() -> list[str]:
    """Return what has no citation, or one that names no text, or no article where it is certain."""
    rules = [*rules_in_data(), *rules_in_code()]
    return [
        f"{rule.where}: {rule.name}: {wrong}"
        for rule in rules
        if (wrong := why_not_a_citation(rule.citation, certain=rule.certain))
    ]


def rules_in_data() -> Iterator[Found]:
    for path in sorted(ROOT.rglob("data/**/*.yaml")):
        where = path.relative_to(ROOT).as_posix()
        if path.name == "legal-texts.yaml" or where.startswith(_NOT_RULES):  # the demo's words cite too
            continue
        yield from _in_data(yaml.safe_load(path.read_text(encoding="utf-8")), where, path.stem)


def _in_data(node: Any, where: str, name: str) -> Iterator[Found]:
    if isinstance(node, list):
        for each in node:
            yield from _in_data(each, where, name)
    elif isinstance(node, dict):
        if isinstance(node.get("citation"), str) or "from_on" in node:
            yield _row(node, where, name)
        for each in node.values():
            yield from _in_data(each, where, name)


def _row(node: dict[str, Any], where: str, name: str) -> Found:
    named = next((f"{node[key]}" for key in _NAMES if key in node), name)
    said = {"citation", "certain", "from_on", "to_on", "reason", *_NAMES}
    rest = {k: v for k, v in node.items() if k not in said and not isinstance(v, list | dict)}
    value = node.get("reason") or node.get("value")
    days = (_day(node.get("from_on")), _day(node.get("to_on")))
    said_value = _said(rest if value is None else value)
    return Found(where, named, said_value, days, node.get("citation") or "", node.get("certain", True))


def rules_in_code() -> Iterator[Found]:
    seen: set[int] = set()
    for module in _modules():
        for rule in _rules_of(vars(module).values()):
            if id(rule) not in seen:  # one rule, imported here and there
                seen.add(id(rule))
                where = f"{module.__name__.removeprefix('motcua.').replace('.', '/')}.py"
                days = (_day(rule.from_on), _day(rule.to_on))
                yield Found(where, rule.key, _said(rule.value), days, rule.citation, rule.certain)


def _modules() -> list[Any]:
    """Return the modules of every floor where rules may stand, those that define rules first."""
    names = [info.name for info in pkgutil.walk_packages([str(ROOT)], "motcua.")]
    inner = [name for name in names if not any(f".{part}" in name for part in _NOT_RULES)]
    return sorted(map(import_module, inner), key=_defines_none)


def _defines_none(module: Any) -> bool:
    return "DatedRule(" not in Path(module.__file__).read_text(encoding="utf-8")


def _rules_of(values: Iterable[Any]) -> Iterator[DatedRule]:
    for value in values:
        if isinstance(value, DatedRule):
            yield value
        elif isinstance(value, list | tuple | set | frozenset):
            yield from _rules_of(value)
        elif isinstance(value, dict):
            yield from _rules_of(value.values())
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _rules_of([getattr(value, each.name, None) for each in fields(value)])


_ENGLISH = re.compile(
    r"(?P<kind>Decree|Circular|Civil Code|Labour Code|Law|Decision|Resolution) "
    r"(?P<number>\d+/\d{4}/[A-ZĐ][\w-]*)"
    r"(?:,? (?:Art\. ?(?P<article>\d+)(?:\.(?P<clause>\d+\w?))?|Appendix (?P<annex>[IVX]+)))?"
)
_KINDS = {
    "Decree": "Nghị định", "Circular": "Thông tư", "Civil Code": "Bộ luật Dân sự",
    "Labour Code": "Bộ luật Lao động", "Law": "Luật", "Decision": "Quyết định", "Resolution": "Nghị quyết",
}  # fmt: skip


def articles_in_words() -> Iterator[Found]:
    """Yield the articles that docstrings and the comments of templates name."""
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("*.typ")]):
        where = path.relative_to(ROOT).as_posix()
        for name, text in _words_of(path):
            for citation in sorted({_vietnamese(found) for found in _ENGLISH.finditer(text)}):
                yield Found(where, name, "", ("", ""), citation, applies=True)


def _words_of(path: Path) -> Iterator[tuple[str, str]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".typ":
        comments = [line for line in source.splitlines() if line.startswith("//")]
        yield path.stem, " ".join(comments)
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node) or ""
            yield getattr(node, "name", path.stem), " ".join(text.split())


def _vietnamese(found: re.Match[str]) -> str:
    number = found["number"].replace("/ND-CP", "/NĐ-CP").replace("/QD-TTg", "/QĐ-TTg")
    clause = f" khoản {found['clause']}" if found["clause"] else ""
    place = f"Điều {found['article']}{clause} " if found["article"] else ""
    place = f"Phụ lục {found['annex']} " if found["annex"] else place
    citation = f"{place}{_KINDS[found['kind']]} {number}"
    assert references(citation), citation
    return citation


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return f"{value}"


def _day(day: Any) -> str:
    return day.isoformat() if day else ""

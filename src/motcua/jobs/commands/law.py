"""Print every rule with its article, for docs/reference/law.md."""

import argparse
import re
from collections import defaultdict
from pathlib import Path

from motcua.jobs.lawbook import Found, lawbook
from motcua.kernel.citations import Reference, references
from motcua.kernel.texts import LegalText, legal_texts

HEAD = """# The law in the code

Made from the rules themselves by `motcua law --write docs/reference/law.md`; a test fails when it is stale,
or when a rule has no citation. By text and article: what the rule is, its value, the days it holds, and where
it stands. A rule **to be confirmed** was written without the text at hand, or where the text leaves it open.
Rows without a value are places in the code that apply an article and name it.
"""
COLUMNS = "| Article | Rule | Value | From | Until | Where |\n| --- | --- | --- | --- | --- | --- |"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", type=Path, help="write it there instead of printing")


def run(args: argparse.Namespace) -> None:
    text = page()
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    else:
        print(text)  # noqa: T201


def page() -> str:
    """Return the page: first the texts, then each one's articles with the rules that rest on them."""
    by_text: dict[str, list[tuple[Reference, Found]]] = defaultdict(list)
    for found in lawbook():
        for reference in references(found.citation):
            by_text[reference.number].append((reference, found))
    numbers = sorted(by_text, key=lambda number: (-len(by_text[number]), number))
    parts = [HEAD, _texts(numbers, by_text)]
    parts += [_articles(by_text[number]) for number in numbers]
    return "\n".join(parts)


def _texts(numbers: list[str], by_text: dict[str, list[tuple[Reference, Found]]]) -> str:
    lines = ["## Texts", "", "| Text | Name | In force | Places |", "| --- | --- | --- | --- |"]
    for number in numbers:
        text = legal_texts().get(number)
        shown = _title(by_text[number][0][0])
        shown = f"[{shown}]({text.url})" if text and text.url else shown
        lines.append(f"| {shown} | {_name(text)} | {_force(text)} | {len(by_text[number])} |")
    return "\n".join([*lines, ""])


def _title(reference: Reference) -> str:
    text = legal_texts().get(reference.number)
    kind = text.name if text and text.kind == "Bộ luật" else reference.kind
    return f"{kind} {reference.number}"


def _name(text: LegalText | None) -> str:
    return text.name if text else ""


def _force(text: LegalText | None) -> str:
    if text is None or text.from_on is None:
        return "to be confirmed"
    days = f"{text.from_on} – {text.to_on or ''}".rstrip(" –") if text.to_on else f"since {text.from_on}"
    return days if text.certain else f"{days}, to be confirmed"


def _articles(rows: list[tuple[Reference, Found]]) -> str:
    lines = sorted({(_order(place), _line(place, found)) for ref, found in rows for place in _places(ref)})
    return "\n".join([f"## {_title(rows[0][0])}", "", COLUMNS, *(line for _, line in lines), ""])


def _places(reference: Reference) -> tuple[str, ...]:
    return reference.provisions or ("",)


def _order(place: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", place))


def _line(place: str, found: Found) -> str:
    value = found.value if found.certain else f"{found.value} **to be confirmed**"
    name = f"`{found.name}`"
    cells = (place, name, value, *found.days, f"`{found.where}`")
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

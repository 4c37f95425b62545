"""
Refresh the English catalogue from the code and the templates: `python tools/make_messages.py`.

New messages arrive untranslated, those nobody says any more leave. `--check` writes nothing and ends
non-zero while a message is missing, untranslated or left over, or while its places differ.
Needs no gettext on the machine: Django rewrites templates as calls, Babel reads the calls.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "motcua"
ENGLISH = SRC / "locale" / "en" / "LC_MESSAGES" / "django.po"

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "msgid": None,  # the kernel's mark: it knows no Django
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE = re.compile(r"%\(\w+\)[sd]|\{[a-z_]+(?::[^{}]*)?\}|%%|</?[a-z]+")


def sources() -> Iterator[tuple[str, bytes]]:
    """Yield the path and the Python text of every file that may speak."""
    for path in sorted(SRC.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield name, path.read_bytes()
        elif path.suffix == ".html" and "templates" in path.parts:
            calls = templatize(path.read_text(encoding="utf-8"), origin=name)
            # What surrounds the calls is blanked out; its indentation would not be Python's.
            yield name, "\n".join(line.strip() for line in calls.splitlines()).encode()


def extracted() -> Catalog:
    """Return what the code and the templates say."""
    said = Catalog()
    for name, text in sources():
        for line, message, comments, context in extract(
            "python", BytesIO(text), keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
        ):
            if message:
                said.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return said


def said_both_ways() -> Iterator[str]:
    """Yield what is said both with a number and without: Python before 3.11.7 leaves it untranslated."""
    alone: set[str] = set()
    counted: set[str] = set()
    for _, text in sources():
        for _, message, _, _ in extract("python", BytesIO(text), keywords=KEYWORDS):
            (alone if isinstance(message, str) else counted).add(_forms(message)[0])
    return (f"with and without a number: {message!r}" for message in sorted(alone & counted))


def written() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def refreshed(old: Catalog, said: Catalog) -> Catalog:
    """Return ``old`` with the messages of ``said``, in their order; nothing is guessed."""
    new = Catalog(
        locale="en",
        domain="django",
        header_comment="# English texts of Một Cửa. The message ids are the Vietnamese texts.",
        project="Một Cửa",
        version="en",
        copyright_holder="Một Cửa",
        last_translator="Một Cửa",
        language_team="Một Cửa",
        creation_date=old.creation_date,
        revision_date=old.revision_date,
        fuzzy=False,
    )
    for message in said:
        if message.id:
            known = old.get(message.id, message.context)
            kept = known.string if known and message.pluralizable == known.pluralizable else ""
            new.add(
                message.id,
                kept,
                locations=sorted({(name, 0) for name, _ in message.locations}),
                auto_comments=message.auto_comments,
                user_comments=known.user_comments if known else (),
                context=message.context,
            )
    return new


def as_text(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, sort_by_file=False)
    return out.getvalue()


def problems(old: Catalog, said: Catalog) -> Iterator[str]:
    """Yield what keeps the catalogue from being whole, a line each."""
    for message in said:
        if message.id and not old.get(message.id, message.context):
            yield f"missing: {message.id!r} ({message.locations[0][0]})"
    for message in old:
        if message.id:
            yield from _wrong(message, said)
    yield from (f"obsolete: {kept!r}" for kept in old.obsolete)
    yield from said_both_ways()


def _wrong(message: Message, said: Catalog) -> Iterator[str]:
    if not said.get(message.id, message.context):
        yield f"nobody says it any more: {message.id!r}"
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    ids, strings = _forms(message.id), _forms(message.string)
    if message.pluralizable and len(strings) != 2:
        yield f"not two forms: {message.id!r}"
    for string in strings:
        if not string.strip():
            yield f"untranslated: {message.id!r}"
        # A singular may say "one" in place of the figure; anything else keeps every place.
        elif not any(_places(string) == _places(each) for each in ids):
            yield f"places differ: {message.id!r} → {string!r}"


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _places(text: str) -> list[str]:
    return sorted(re.sub(r":[^{}]*\}", "}", place) for place in PLACE.findall(text))


def main() -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    said, old = extracted(), written()
    if "--check" in sys.argv:
        found = list(problems(old, said))
        for line in found:
            print(line)
        return 1 if found else 0
    new = refreshed(old, said)
    ENGLISH.write_bytes(as_text(new))
    bare = [message for message in new if message.id and not all(_forms(message.string))]
    print(f"{len(new)} messages; {len(bare)} wait for English in {ENGLISH.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the officers of the demo write into a result, and the pictures its applicants send."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from motcua.dossiers.decisions import first_draft, result_template
from motcua.dossiers.models import Dossier
from motcua.jobs.seed.words import known


def completed(dossier: Dossier) -> dict[str, Any]:
    """Return the draft of the result with what an officer would add."""
    template, fields = result_template(dossier), first_draft(dossier)
    for field in template.fields:
        if field.required and not fields.get(field.key):
            plain = {"date": dossier.filed_on.isoformat(), "number": "1"}
            fields[field.key] = (
                known()["completed"].get(field.key) or plain.get(field.type) or "Theo hồ sơ đã thẩm tra"
            )
    return fields


@dataclass(frozen=True)
class Slip:
    """A result with one word that lost its marks: ``label`` says where, ``wrong`` and ``right`` what."""

    fields: dict[str, Any]
    key: str
    label: str
    wrong: str
    right: str


def with_a_slip(dossier: Dossier, fields: dict[str, Any]) -> Slip:
    """Return the fields with a slip of the pen in the first text that has Vietnamese marks."""
    for field in result_template(dossier).fields:
        right = fields.get(field.key)
        if field.type in {"text", "long_text"} and isinstance(right, str):
            wrong = _without_marks_at_the_end(right)
            if wrong != right:
                return Slip({**fields, field.key: wrong}, field.key, field.label, wrong, right)
    raise ValueError(f"no text to get wrong in {dossier.version.code}")


def _without_marks_at_the_end(text: str) -> str:
    """Return ``text`` with its last marked word bare: ``Rơ Châm Hyao`` becomes ``Rơ Cham Hyao``."""
    words = text.split(" ")
    for place in range(len(words) - 1, -1, -1):
        letters = unicodedata.normalize("NFD", words[place])
        bare = "".join(each for each in letters if not unicodedata.combining(each))
        if bare != words[place]:
            return " ".join([*words[:place], bare, *words[place + 1 :]])
    return text


@cache
def scan(number: int) -> bytes:
    """Return the picture of a paper: enough to be a real file."""
    page = Image.new("L", (620, 877), 250)
    draw = ImageDraw.Draw(page)
    for line in range(9, 60):
        width = 200 + (line * 37 + number * 53) % 300
        draw.line([(60, line * 13), (60 + width, line * 13)], fill=90, width=2)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=60)
    return out.getvalue()

"""
How long a page of a long form takes, beside Django's own of as many boxes: `python -m bench.forms`.

Ours: 120 questions of every kind, 60 of them with a condition in CEL, checked whole and set as the page
sets them (context and template). Theirs: a plain ``django.forms.Form`` of 120 fields, bound, validated and
rendered by Django's own templates. Turn about in the same run; the median in milliseconds of one core.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

QUESTIONS = 120
CONDITIONS = 60
ROUNDS = 40
DAY = date(2026, 11, 27)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.forms", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    os.environ.setdefault("MOTCUA_SECRET_KEY", secrets.token_hex())
    os.environ.setdefault("DATABASE_URL", "postgres://nowhere/none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    import django

    django.setup()
    found = _measure(wanted.rounds)
    for name, figure in found.items():
        print(f"{name:52} {figure:8.2f}")
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1))
    return 0


def _measure(rounds: int) -> dict[str, float]:
    from motcua.eforms.rules import check

    form, answers = _long_form(), _answers()
    assert not check(form, answers, on=DAY).problems
    theirs = _django_form()
    ways: dict[str, Callable[[], object]] = {
        "checked, ms": lambda: check(form, answers, on=DAY),
        "page of ours, ms": lambda: _page(form, answers),
        "django.forms of as many boxes, ms": lambda: _their_page(theirs, answers),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 3):  # the first turns compile templates and expressions
        for name, way in ways.items():
            began = time.thread_time()
            way()
            if turn >= 3:
                times[name].append((time.thread_time() - began) * 1000)
    found = {name: median(each) for name, each in times.items()}
    found["ours to theirs"] = found["page of ours, ms"] / found["django.forms of as many boxes, ms"]
    return found


def _long_form() -> Any:
    from motcua.eforms.definition import FieldType, FormDefinition, FormField, Option

    kinds = list(FieldType)
    options = tuple(Option(value=f"o{n}", label=f"Lựa chọn {n}") for n in range(4))
    fields = []
    for n in range(QUESTIONS):
        kind = kinds[n % len(kinds)]
        fields.append(
            FormField(
                key=f"q{n}",
                label=f"Câu hỏi số {n}",
                type=kind,
                required=False,
                help="Ghi như trên giấy tờ, ví dụ: Nguyễn Thị Hoà.",
                options=options if kind == FieldType.CHOICE else (),
                when=f'answered(q{n - 1}) || q{n - 1} != "x{n}"' if n >= QUESTIONS - CONDITIONS else "",
            )
        )
    return FormDefinition.model_validate(
        {"code": "dai", "title": "Dài", "sections": [{"key": "all", "title": "Tất cả", "fields": fields}]}
    )


def _answers() -> dict[str, str]:
    from motcua.eforms.definition import FieldType

    said = {
        FieldType.DATE: "2026-11-20",
        FieldType.BIRTH_DATE: "1990",
        FieldType.IDENTITY: "064090001234",
        FieldType.PHONE: "0912345678",
        FieldType.EMAIL: "an@vidu.vn",
        FieldType.CHOICE: "o1",
        FieldType.YES_NO: "yes",
        FieldType.NUMBER: "7",
        FieldType.MONEY: "7000000",
    }
    kinds = list(FieldType)
    return {f"q{n}": said.get(kinds[n % len(kinds)], "Nguyễn Thị Hoà") for n in range(QUESTIONS)}


def _page(form: Any, answers: dict[str, str]) -> str:
    from django.template.loader import render_to_string

    from motcua.eforms.rules import check, deciders
    from motcua.web.ui import questions

    (section,) = form.sections
    checked = questions.without_blame(check(form, answers, on=DAY))
    found = frozenset(deciders(form, section))
    parts = questions.parts(section.fields, checked, questions.Page(deciders=found))
    context = {
        "parts": parts,
        "shown": questions.names(parts),
        "decides": bool(found),
        "place": {"url": "/ban-nhap/x/all/"},
        "seen": "1.0",
    }
    return render_to_string("portal/_questions.html", context)


def _django_form() -> type:
    from django import forms

    choices = [(f"o{n}", f"Lựa chọn {n}") for n in range(4)]
    made: list[Callable[[str], forms.Field]] = [
        lambda label: forms.CharField(label=label, help_text="Ví dụ", max_length=500),
        lambda label: forms.DateField(label=label, help_text="Ví dụ"),
        lambda label: forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect),
        lambda label: forms.IntegerField(label=label),
    ]
    fields = {f"q{n}": made[n % len(made)](f"Câu hỏi số {n}") for n in range(QUESTIONS)}
    return type("Theirs", (forms.Form,), fields)


def _their_page(form: type, answers: dict[str, str]) -> str:
    said = ["Nguyễn Thị Hoà", "2026-11-20", "o1", "7"]
    bound = form({name: said[n % len(said)] for n, name in enumerate(answers)})
    assert bound.is_valid(), bound.errors
    return str(bound.as_div())


if __name__ == "__main__":
    sys.exit(main())

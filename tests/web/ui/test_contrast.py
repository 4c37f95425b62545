"""WCAG contrast of every pair of colours the stylesheet puts together, in both themes."""

import re
from pathlib import Path

import pytest

from motcua.web.ui import fonts

CSS = (Path(fonts.__file__).parent / "static" / "ui" / "ui.css").read_text(encoding="utf-8")

GROUNDS = ("paper", "wash")
TEXT_PAIRS = [
    *(("ink", ground, 7.0) for ground in (*GROUNDS, "accent-wash", "red-wash", "amber-wash")),
    *(("soft", ground, 7.0) for ground in GROUNDS),
    ("soft", "accent-wash", 4.5),
    *(("accent", ground, 7.0) for ground in GROUNDS),
    ("accent", "accent-wash", 4.5),
    ("accent", "amber-wash", 4.5),
    ("accent", "red-wash", 4.5),
    ("accent-deep", "accent-wash", 4.5),
    ("on-accent", "accent", 7.0),
    ("on-accent", "accent-deep", 7.0),
    ("red", "paper", 7.0),
    ("red", "red-wash", 4.5),
    ("amber", "paper", 7.0),
    ("amber", "amber-wash", 4.5),
    ("paper", "ink", 7.0),
]
SHAPE_PAIRS = [("edge", "paper", 3.0), ("edge", "wash", 3.0), ("accent", "paper", 3.0)]


def themes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r"([^{}]+)\{\s*color-scheme:[^}]+\}", CSS)
    bodies = re.findall(r"\{(\s*color-scheme:[^}]+)\}", CSS)
    tokens = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body)) for body in bodies]
    assert len(blocks) == 3
    return {"light": tokens[0], "dark by device": tokens[1], "dark by choice": tokens[2]}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize(("front", "ground", "least"), TEXT_PAIRS + SHAPE_PAIRS)
def test_colours_can_be_told_apart(theme, front, ground, least):
    colours = themes()[theme]

    assert contrast(colours[front], colours[ground]) >= least


def test_both_ways_into_the_dark_give_the_same_colours():
    assert themes()["dark by device"] == themes()["dark by choice"]


def test_colours_are_named_only_among_the_tokens():
    rules = CSS[CSS.index("/* ---- ground") :]

    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == ["#fff"]  # the ground of a QR code

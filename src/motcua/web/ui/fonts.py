"""
The typeface, cut to what Vietnamese needs: Be Vietnam Pro (OFL 1.1), two weights, about 20 KB.

Nothing made here is committed. The cut is skipped when the recipe and the sources are unchanged.
"""

import copy
import hashlib
import logging
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

WEIGHTS = {400: "Regular", 600: "SemiBold"}

CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0§©«»°±²³·×ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýçñöü"
    + "ĂăĐđĨĩŨũƠơƯư₫"
    + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    + "–—‘’“”…•"
)

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DIGIT_WIDTH = 680  # thousandths of the size; the family has no tabular figures of its own


def file_name(weight: int) -> str:
    """Return the name under ``fonts/`` of one weight."""
    return f"be-vietnam-pro-{weight}.woff2"


def build(folder: Path) -> bool:
    """
    Write both weights into ``folder``; return False when they were already there, unchanged.

    :raises OSError: if the folder cannot be written.
    """
    stamp = folder / ".recipe"
    recipe = _recipe()
    wanted = [folder / file_name(weight) for weight in WEIGHTS]
    if stamp.is_file() and stamp.read_text() == recipe and all(f.is_file() for f in wanted):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        part = folder / f"{file_name(weight)}.part"
        _cut(weight).save(part)
        part.replace(folder / file_name(weight))
    stamp.write_text(recipe)
    return True


def _recipe() -> str:
    parts = [Path(__file__).read_bytes(), version("fonttools").encode(), version("brotli").encode()]
    parts += [_source(weight).read_bytes() for weight in WEIGHTS]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _source(weight: int) -> Path:
    return Path(fontpkg_be_vietnam_pro.ROOT) / "files" / f"BeVietnamPro-{WEIGHTS[weight]}.ttf"


def _cut(weight: int) -> Any:
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(_source(weight), recalcTimestamp=False)
    _add_tabular_figures(font)
    options = subset.Options(
        layout_features=["kern", "tnum"],
        hinting=False,
        name_IDs=[0, 1, 2, 13, 14],  # the licence travels with the font
        notdef_outline=True,
    )
    options.drop_tables += ["DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=CHARACTERS)
    cutter.subset(font)
    font.flavor = "woff2"
    return font


def _add_tabular_figures(font: Any) -> None:
    """Add figures of one width, so that columns of money and dates line up."""
    glyphs, widths = font["glyf"], font["hmtx"]
    for name in DIGITS:
        glyph = copy.deepcopy(glyphs[name])
        width, bearing = widths[name]
        shift = (DIGIT_WIDTH - width) // 2
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        glyphs[f"{name}.tnum"] = glyph
        widths[f"{name}.tnum"] = (DIGIT_WIDTH, bearing + shift)
    swaps = "".join(f"sub {name} by {name}.tnum;" for name in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{{swaps}}} tnum;", tables=["GSUB"])

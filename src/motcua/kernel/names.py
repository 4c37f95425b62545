"""
Names of people: one spelling inside, and whether two spellings are one name. Pure.

A name may be of one word ("Hyao") and carries the letters of every people of the highlands: "Rơ Châm H'Bia",
"Y Ngông Niê Kđăm", "Kpă Klơng".
"""

import re
import unicodedata

from motcua.kernel.likeness import DIFFERENT, SAME, Likeness, alike
from motcua.kernel.text import fold, msgid, tidy

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
# Old keyboards write other signs for the same letter: eth and African d for đ, curly apostrophes.
_SIGNS = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", **dict.fromkeys("’‘ʼ`´′", "'"), "‐": "-", "‑": "-"}
)
_JOINS = re.compile(r"[\s'\-.]+")
# i and y are one sound only after nothing but a consonant (or qu): Lý/Lí, Quý/Quí, never Thúy/Thúi.
_LONE_Y = re.compile(r"(?:(?<=^qu)|(?<![aăâeêoôơuưy]))y$")

_ALIKE_Y = msgid("Chỉ khác i và y.")
_ALIKE_BARE = msgid("Một bên viết không dấu.")
_ALIKE_JOINED = msgid("Chỉ khác dấu cách, dấu nối hoặc dấu phẩy trên.")


def canonical_name(text: str) -> str:
    """
    Return a name in its one spelling: NFC, single spaces, one kind of apostrophe; capitals as written.

    >>> canonical_name(" Siu  H’Lơm ")
    "Siu H'Lơm"
    """
    return tidy(tidy(text).translate(_SIGNS))


def compare_names(a: str, b: str) -> Likeness:
    """
    Return whether two names are one.

    The same: capitals, NFC or NFD, where the tone mark stands ("hoà", "hòa"). Alike, for a person to look:
    i for y, one side without any mark, other joins between the parts of a name. Anything else is different:
    marks tell people apart ("Tú", "Tư").

    >>> compare_names("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa").grade.value
    'same'
    """
    one, other = canonical_name(a).lower(), canonical_name(b).lower()
    if spelling_of(one) == spelling_of(other):
        return SAME
    if _with_i(one) == _with_i(other):
        return alike(_ALIKE_Y)
    if _joined(one) == _joined(other):
        return alike(_ALIKE_JOINED)
    if (_is_bare(one) or _is_bare(other)) and fold(one) == fold(other):
        return alike(_ALIKE_BARE)
    return DIFFERENT


def spelling_of(name: str) -> tuple[tuple[str, str], ...]:
    """Return each word as its letters and its tones: case, and where in a word a tone stands, say nothing."""
    return tuple(_letters_and_tones(word) for word in name.lower().split())


def _letters_and_tones(word: str) -> tuple[str, str]:
    spread = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in spread if char not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(char for char in spread if char in _TONES)


def _with_i(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((_LONE_Y.sub("i", letters), tones) for letters, tones in spelling_of(name))


def _joined(name: str) -> tuple[str, str]:
    return _letters_and_tones(_JOINS.sub("", name))


def _is_bare(name: str) -> bool:
    return fold(name) == name

"""Vietnamese text: one spelling inside, forgiving comparison outside."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def msgid(text: str) -> str:
    """Mark a text of the kernel for the catalogue: the kernel knows no language, the faces translate it."""
    return text


def tidy(text: str) -> str:
    """Return ``text`` in NFC with single spaces and no space at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """
    Return ``text`` as people type it in a hurry: no tone marks, ``đ`` as ``d``, lower case.

    >>> fold("Đăng ký Khai sinh")
    'dang ky khai sinh'
    """
    spread = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(bare.lower().split())


_KIND_OF_PLACE = re.compile(r"^(Tỉnh|Thành phố|Phường|Xã|Đặc khu|Thị trấn) ")


def within(place: str) -> str:
    """
    Return the name of a place as it stands inside a sentence: its kind is written small.

    >>> within("Tỉnh Gia Lai"), within("Gia Lai")
    ('tỉnh Gia Lai', 'Gia Lai')
    """
    return _KIND_OF_PLACE.sub(lambda kind: kind[0].lower(), place)


def as_sentence(text: str) -> str:
    """
    Return what somebody wrote as a sentence that another may follow.

    >>> as_sentence("Ảnh mờ"), as_sentence("Ảnh mờ. "), as_sentence("")
    ('Ảnh mờ.', 'Ảnh mờ.', '')
    """
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def words(text: str) -> list[str]:
    """Return the folded words of ``text``, without punctuation."""
    return _WORD.findall(fold(text))


def name_key(full_name: str) -> tuple[str, str]:
    """Return the sorting key of a person's name: the given name, written last, sorts first."""
    parts = fold(full_name).split()
    return (parts[-1], " ".join(parts[:-1])) if parts else ("", "")

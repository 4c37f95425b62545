"""
What the square code on a Vietnamese identity card says: text with bars between its parts. Pure.

``number|old number|name|ddmmyyyy|sex|address|ddmmyyyy``: the card of 2021 (Circular 06/2021/TT-BCA), as the
press told it (baobariavungtau.com.vn, 12/2022) and open readers take it apart (viscomsolution/
CitizenIDRecognition, dangbaokhoa/identity-card). A card since July 2024 may go on behind these seven; what it
adds is not used. No standard was found at hand: what does not fit is said by its part, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.kernel.days import full_date, partial_date
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import FEMALE, MALE, Misfit, digits, identity_number, is_plausible, misfits
from motcua.kernel.text import fold, msgid, tidy

BAR = "|"
LEAST = 6
"""Parts up to the address; the day of issue may be missing."""
_EIGHT = re.compile(r"\d{8}", re.ASCII)
_OF_FIGURES = frozenset({0, 1, 3, 6})
_AFTER_NUMBER = re.compile(r"\d{12}([^\w\s]|\t)", re.ASCII)
_TCVN_6064 = {each: str(n) for n, each in enumerate("đăâêô\u0300\u0309\u0303\u0301\u0323")}
_TCVN_6064 |= {figure: figure for figure in "0123456789"}
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ"})
_SEX = {"nam": MALE, "nu": FEMALE}


class CardUnreadable(Refusal):
    """One part of the code is not what it should be."""

    code: ClassVar[str] = "identity.card-unreadable"


class NotACard(CardUnreadable):
    code = "identity.not-a-card"
    message = msgid("Đây không phải mã trên thẻ căn cước. Hãy quét mã vuông của thẻ.")


class CardNumberWrong(CardUnreadable):
    code = "identity.card-number-wrong"
    message = msgid("Số trên mã thẻ ({said}) không phải số định danh 12 chữ số. Hãy quét lại hoặc gõ số.")


class CardNameMissing(CardUnreadable):
    code = "identity.card-name-missing"
    message = msgid("Mã thẻ không có họ tên. Hãy gõ họ tên theo thẻ.")


class CardNameGarbled(CardUnreadable):
    code = "identity.card-name-garbled"
    message = msgid(
        "Máy quét làm hỏng chữ có dấu ({said}). Hãy đặt máy quét ở chế độ Unicode, hoặc gõ họ tên."
    )


class CardDateWrong(CardUnreadable):
    code = "identity.card-date-wrong"
    message = msgid("Ngày trên mã thẻ ({said}) không đọc được. Hãy quét lại hoặc gõ theo thẻ.")


@dataclass(frozen=True)
class IdentityCard:
    """``birth_date`` and ``issued_on`` are ISO 8601, the first as far as known; unknown parts are ""."""

    number: str
    name: str
    birth_date: str
    gender: str = ""
    address: str = ""
    old_number: str = ""
    issued_on: str = ""

    def misfits(self, on: date) -> tuple[Misfit, ...]:
        """Return what the number contradicts: to look at again, never to refuse for."""
        return misfits(self.number, gender=self.gender, birth_date=self.birth_date, on=on)


def looks_like_card(text: str) -> bool:
    """Return whether somebody scanned a card into a box meant for its number."""
    return len(_parts(text)) >= LEAST


def read_card(text: str) -> IdentityCard:
    """
    Return what the code says, in our spelling, whatever keyboard the scanner was taken for.

    What a wrong keyboard changed is changed back where only one thing can have been meant: other bars,
    figures that the Vietnamese keyboard made letters, Caps Lock, UTF-8 read as Windows-1252. What Telex or
    VNI did to the letters of a name cannot be told from the name itself: whoever scans looks at the card.

    :raises CardUnreadable: by its subclasses, for the first part that is not what it should be.
    """
    raw = _parts(text)
    if len(raw) < LEAST:
        raise NotACard
    figures = {place: _figures(part) for place, part in enumerate(raw) if place in _OF_FIGURES}
    parts = [tidy(figures.get(place) or _letters(part)) for place, part in enumerate(raw)] + [""]
    number = digits(parts[0])
    if len(number) != 12 or not identity_number(number) or not is_plausible(number):
        raise CardNumberWrong(said=parts[0][:40])
    return IdentityCard(
        number=number,
        name=_name(parts[2]),
        birth_date=_birth(parts[3]),
        gender=_SEX.get(fold(parts[4]), ""),
        address=parts[5],
        old_number=identity_number(parts[1]) or "",
        issued_on=_issued(parts[6]),
    )


def _parts(text: str) -> list[str]:
    """Return the text between its bars. A keyboard may have another sign for them."""
    text = text.strip()
    if text.count(BAR) < LEAST - 1 and (other := _AFTER_NUMBER.match(text)):
        return text.split(other[1])
    return text.split(BAR)


def _figures(text: str) -> str:
    """Return the figures that a Vietnamese keyboard (TCVN 6064) made letters; "" where it did not."""
    if text.strip().isascii():
        return ""
    read = [_TCVN_6064.get(letter.lower(), "") for letter in text.strip()]
    return "".join(read) if all(read) else ""


def _letters(text: str) -> str:
    with suppress(UnicodeError):
        text = text.encode("cp1252").decode("utf-8")
    clean = unicodedata.normalize("NFC", text).translate(_ETH)
    words = clean.split()
    turned = words and all(len(word) > 1 and word == word[0].lower() + word[1:].upper() for word in words)
    return clean.swapcase() if turned and clean != clean.lower() else clean


def _name(text: str) -> str:
    if not text:
        raise CardNameMissing
    if "?" in text or "\ufffd" in text or any(letter.isdigit() for letter in text):
        raise CardNameGarbled(said=text[:80])
    return text


def _birth(text: str) -> str:
    """Read ``27111990``, or ``1990`` where only the year is known; zeros may stand for what is not."""
    whole = f"{text[:2]} {text[2:4]} {text[4:]}" if _EIGHT.fullmatch(text) else text
    known = re.sub(r"^(?:00\D+)+", "", whole)
    found = partial_date(known)
    if found is None:
        raise CardDateWrong(said=text[:20] or "…")
    return found


def _issued(text: str) -> str:
    """Read the day of issue; a card without one is a card."""
    if not text:
        return ""
    whole = full_date(f"{text[:2]} {text[2:4]} {text[4:]}" if _EIGHT.fullmatch(text) else text)
    if whole is None:
        raise CardDateWrong(said=text[:20])
    return whole.isoformat()

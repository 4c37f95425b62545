"""Numbers and days in Vietnamese words, as civil-status papers write them. Pure."""

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def number_in_words(number: int) -> str:
    """
    Return a whole number from 0 to 9999 in words.

    >>> number_in_words(2025)
    'hai nghìn không trăm hai mươi lăm'
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    thousands, rest = divmod(number, 1000)
    words = [_DIGITS[thousands], "nghìn"] if thousands else []
    hundreds, below = divmod(rest, 100)
    if hundreds or (thousands and below):
        words += [_DIGITS[hundreds], "trăm"]
    if below or not words:
        words += _below_hundred(below, after_hundreds=bool(words))
    return " ".join(words)


def _below_hundred(number: int, *, after_hundreds: bool) -> list[str]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ["linh", _DIGITS[ones]] if after_hundreds else [_DIGITS[ones]]
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 0:
        return words
    if ones == 1 and tens > 1:
        return [*words, "mốt"]
    if ones == 5:
        return [*words, "lăm"]
    return [*words, _DIGITS[ones]]


def date_in_words(iso: str) -> str:
    """
    Return a day known whole or in part (``2025-11-27``, ``2025-11``, ``2025``) in words.

    >>> date_in_words("2025-11-05")
    'Ngày năm tháng mười một năm hai nghìn không trăm hai mươi lăm'
    """
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    parts = [f"ngày {number_in_words(day)}"] if day else []
    parts += [f"tháng {'tư' if month == 4 else number_in_words(month)}"] if month else []
    text = " ".join([*parts, f"năm {number_in_words(year)}"])
    return text[0].upper() + text[1:]

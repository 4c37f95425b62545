"""Whether two addresses are one place, across the mergers of July 2025."""

import re

from motcua.kernel.likeness import DIFFERENT, SAME, Likeness, alike
from motcua.kernel.places.reading import Address, read_address
from motcua.kernel.text import fold, msgid

_OLD_NAME = msgid("Một bên ghi tên địa phương trước ngày 01/7/2025; nay cùng một nơi.")
_SPLIT = msgid("Địa phương cũ đã chia về nhiều xã, phường; cần xem thôn, đường, số nhà.")
_LESS = msgid("Một bên không ghi thôn, đường, số nhà.")
_HOUSE = re.compile(r"\b(?:so nha|so)\b|[\s.,\-]+")


def compare_addresses(a: str, b: str) -> Likeness:
    """
    Compare two addresses: the same where commune and what stands before it are, under names of one time.

    >>> compare_addresses("xã Ia Dom, huyện Đức Cơ, tỉnh Gia Lai", "xã Ia Dom, tỉnh Gia Lai").grade.value
    'alike'
    """
    one, other = read_address(a), read_address(b)
    if fold(one.text) == fold(other.text):
        return SAME
    both = set(one.communes) & set(other.communes)
    if not both or not _may_agree(one, other):
        return DIFFERENT
    if len(one.communes) > 1 or len(other.communes) > 1:
        return alike(_SPLIT)
    if bool(one.was) != bool(other.was):
        return alike(_OLD_NAME)
    return SAME if _house(one) == _house(other) else alike(_LESS)


def _may_agree(one: Address, other: Address) -> bool:
    return _house(one) == _house(other) or not _house(one) or not _house(other)


def _house(address: Address) -> str:
    return _HOUSE.sub("", fold(address.detail))

"""Tax codes: 10 digits, 13 with the branch and, since July 2025, the identity numbers of people. Pure."""

from datetime import date

from motcua.kernel.dated import DatedRule
from motcua.kernel.identity import digits, is_plausible
from motcua.kernel.likeness import DIFFERENT, SAME, Likeness, alike
from motcua.kernel.text import msgid

PERSON_NUMBER = DatedRule(
    "tax_code.person_number",
    msgid("Số định danh cá nhân thay cho mã số thuế của cá nhân, hộ gia đình, hộ kinh doanh"),
    date(2025, 7, 1),
    None,
    "Điều 35 khoản 7 Luật Quản lý thuế 38/2019/QH14, Thông tư 86/2024/TT-BTC",
    certain=False,  # Law 108/2025/QH15 followed in July 2026; its text was not at hand
)

_BRANCH = msgid("Cùng một doanh nghiệp; một bên là mã của đơn vị phụ thuộc.")


def tax_code(text: str, *, on: date | None = None) -> str | None:
    """
    Return a tax code in its one spelling (``0100233488``, ``0314409058-002``, 12 digits), or None.

    The tenth digit checks the nine before it. Twelve digits are an identity number, accepted from the day it
    became a tax code; without ``on``, always.

    >>> tax_code("0314409058002"), tax_code("0100233480")
    ('0314409058-002', None)
    """
    number = digits(text)
    if not (number.isascii() and number.isdecimal()):
        return None
    if len(number) == 12:
        in_force = on is None or PERSON_NUMBER.holds(on)
        return number if in_force and is_plausible(number) else None
    from stdnum.vn import mst  # 40 ms: only where asked

    return str(mst.format(number)) if mst.is_valid(number) else None


def compare_tax_codes(a: str, b: str) -> Likeness:
    one, other = tax_code(a) or a, tax_code(b) or b
    if one == other:
        return SAME
    heads = {one.partition("-")[0], other.partition("-")[0]}
    return alike(_BRANCH) if len(heads) == 1 else DIFFERENT

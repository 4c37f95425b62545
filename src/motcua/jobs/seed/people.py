"""Fictional people of Gia Lai: Kinh, Jrai and Ba Na names, with numbers of the right structure."""

from dataclasses import dataclass
from random import Random

from motcua.accounts.models import Person

_KINH_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Phan", "Đinh"]
_KINH_MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Hoài", "Xuân", "Kim"]
_KINH_GIVEN = ["An", "Bình", "Cường", "Dung", "Giang", "Hà", "Hạnh", "Hùng", "Khánh", "Lan", "Long",
               "Mai", "Nga", "Phúc", "Quân", "Sơn", "Thảo", "Tuấn", "Vân", "Yến"]  # fmt: skip
_JRAI_FAMILY = ["Rơ Châm", "Siu", "Ksor", "Kpă", "Rah Lan", "Rmah", "Nay", "Kpuih", "Puih"]
_JRAI_GIVEN = ["Hyao", "Blơk", "Phướt", "Klok", "Thin", "Wih", "H'Lan", "H'Bia", "Sinh", "Khăm", "Yêu"]
_BANA_FAMILY = ["Đinh", "Y", "A"]
_BANA_GIVEN = ["Hmunh", "Byă", "Nhui", "Plih", "Krơk", "Tôn", "Hlênh", "Byil"]
_VILLAGES = ["làng Ring", "thôn 3", "làng Ó", "tổ 5", "làng Kép", "thôn Đồng Tâm", "tổ dân phố 2"]


@dataclass(frozen=True)
class Name:
    full: str
    gender: str
    ethnicity: str


def name(random: Random) -> Name:
    """Return a name as it is written in the province."""
    gender = random.choice(["male", "female"])
    people = random.choices(["Kinh", "Gia Rai", "Ba Na"], weights=[6, 3, 1])[0]
    if people == "Kinh":
        middle = "Thị" if gender == "female" and random.random() < 0.6 else random.choice(_KINH_MIDDLE)
        full = f"{random.choice(_KINH_FAMILY)} {middle} {random.choice(_KINH_GIVEN)}"
    elif people == "Gia Rai":
        full = f"{random.choice(_JRAI_FAMILY)} {random.choice(_JRAI_GIVEN)}"
    else:
        full = f"{random.choice(_BANA_FAMILY)} {random.choice(_BANA_GIVEN)}"
    return Name(full, gender, people)


def identity_number(random: Random, *, gender: str, year: int) -> str:
    """Return 12 digits: place, sex and century, year, and six that the register never gave (9xxxxx)."""
    place = random.choice(["064", "052"])
    century = (year // 100 - 19) * 2 + (gender == "female")
    return f"{place}{century}{year % 100:02d}9{random.randrange(100_000):05d}"


def people(random: Random, count: int, places: list[str]) -> list[Person]:
    """Return ``count`` unsaved people living in ``places``."""
    made: dict[str, Person] = {}
    while len(made) < count:
        who, year = name(random), random.randrange(1950, 2006)
        number = identity_number(random, gender=who.gender, year=year)
        made[number] = Person(
            full_name=who.full,
            gender=who.gender,
            ethnicity=who.ethnicity,
            identity_number=number,
            birth_date=_birth_date(random, year),
            phone=f"09{random.randrange(10**8):08d}",
            address=f"{random.choice(_VILLAGES)}, {random.choice(places)}, tỉnh Gia Lai",
        )
    return list(made.values())


def _birth_date(random: Random, year: int) -> str:
    if random.random() < 0.05:  # some old people only know the year
        return str(year)
    return f"{year}-{random.randrange(1, 13):02d}-{random.randrange(1, 29):02d}"

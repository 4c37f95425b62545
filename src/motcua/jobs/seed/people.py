"""Fictional people of Gia Lai: Kinh, Jrai and Ba Na names, with numbers of the right structure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from motcua.accounts.models import Person
from motcua.accounts.operations import register_person
from motcua.exchange.vneid.simulator import read_people
from motcua.exchange.vneid.simulator.people import FILE as CITIZENS
from motcua.journal.actor import SYSTEM
from motcua.orgs.models import COMMUNE_KINDS, Unit

_KINH_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Phan", "Đinh"]
_KINH_MIDDLE = {
    "male": ["Văn", "Văn", "Đức", "Minh", "Thanh", "Quốc", "Hữu", "Xuân"],
    "female": ["Thị", "Thị", "Thị", "Ngọc", "Thanh", "Thu", "Hoài", "Kim"],
}
_GIVEN = {
    ("Kinh", "male"): ["An", "Bình", "Cường", "Hùng", "Khánh", "Long", "Phúc", "Quân", "Sơn", "Tuấn", "Vinh"],
    ("Kinh", "female"): ["An", "Dung", "Giang", "Hà", "Hạnh", "Lan", "Mai", "Nga", "Thảo", "Vân", "Yến"],
    ("Gia Rai", "male"): ["Hyao", "Phướt", "Klok", "Thin", "Wih", "Sinh", "Khăm", "Yêu"],
    ("Gia Rai", "female"): ["Blơk", "H'Lan", "H'Bia", "H'Brim", "H'Pơi", "H'Nhung", "Lưi"],
    ("Ba Na", "male"): ["Hmunh", "Byă", "Plih", "Krơk", "Tôn"],
    ("Ba Na", "female"): ["Nhui", "Hlênh", "Byil", "Hơch"],
}
_JRAI_FAMILY = ["Rơ Châm", "Siu", "Ksor", "Kpă", "Rah Lan", "Rmah", "Nay", "Kpuih", "Puih"]
_BANA_FAMILY = {"male": ["Đinh", "A"], "female": ["Đinh", "Y"]}
PEOPLE = 400
HYAO, BLOK = "064090990011", "064185990022"  # whose log-ins `make run` prints
_VILLAGES = ["làng Ring", "thôn 3", "làng Ó", "tổ 5", "làng Kép", "thôn Đồng Tâm", "tổ dân phố 2"]


@dataclass(frozen=True)
class Name:
    full: str
    gender: str
    ethnicity: str


def name(random: Random) -> Name:
    """Return a name of a woman or a man, as it is written in the province."""
    gender = random.choice(["male", "female"])
    people = random.choices(["Kinh", "Gia Rai", "Ba Na"], weights=[6, 3, 1])[0]
    given = random.choice(_GIVEN[people, gender])
    if people == "Kinh":
        full = f"{random.choice(_KINH_FAMILY)} {random.choice(_KINH_MIDDLE[gender])} {given}"
    else:
        family = _JRAI_FAMILY if people == "Gia Rai" else _BANA_FAMILY[gender]
        full = f"{random.choice(family)} {given}"
    return Name(full, gender, people)


def identity_number(random: Random, *, gender: str, year: int) -> str:
    """Return 12 digits: place, sex and century, year, and six that the register never gave (9xxxxx)."""
    place = random.choice(["064", "052"])
    century = (year // 100 - 19) * 2 + (gender == "female")
    return f"{place}{century}{year % 100:02d}9{random.randrange(100_000):05d}"


def ensure_people(random: Random, *, at: datetime) -> None:
    """Register the applicants of the demo half a year before ``at``, once."""
    long_ago = at - timedelta(days=190)
    names = (
        Unit.objects.filter(kind__in=COMMUNE_KINDS, to_on=None)
        .order_by("code")
        .values_list("name", flat=True)
    )
    places = [name.replace("Ủy ban nhân dân ", "") for name in names]
    known = set(Person.objects.values_list("identity_number", flat=True))
    for said in [*_citizens(), *(somebody(random, places) for _ in range(PEOPLE))]:
        if said["identity_number"] not in known:
            register_person(actor=SYSTEM, at=long_ago, **said)


def ensure_shown(*, at: datetime) -> None:
    """Register those of the printed log-ins, once."""
    for said in _citizens():
        register_person(actor=SYSTEM, at=at, **said)


def applicants() -> list[Person]:
    """Return those without an account, in an order of their own, and not those of the printed log-ins."""
    unknown = Person.objects.filter(user=None).exclude(identity_number__in=[HYAO, BLOK])
    return list(unknown.order_by("identity_number")[:PEOPLE])


def shown() -> dict[str, Person]:
    """Return those of the printed log-ins by their number."""
    return {
        person.identity_number: person for person in Person.objects.filter(identity_number__in=[HYAO, BLOK])
    }


def _citizens() -> list[dict[str, str]]:
    """Return what VNeID's simulator says of those of the printed log-ins; no e-mail: nothing past is sent."""
    return [
        {
            "full_name": one.name,
            "identity_number": one.number,
            "birth_date": one.born,
            "phone": one.phone,
            "address": one.address,
            "ethnicity": one.ethnicity,
            "gender": {"Nam": "male", "Nữ": "female"}.get(one.gender, ""),
        }
        for number, one in read_people(CITIZENS).items()
        if number in {HYAO, BLOK}
    ]


def somebody(random: Random, places: list[str]) -> dict[str, str]:
    """Return what is registered of an invented person who lives in one of ``places``."""
    who, year = name(random), random.randrange(1950, 2006)
    return {
        "full_name": who.full,
        "gender": who.gender,
        "ethnicity": who.ethnicity,
        "identity_number": identity_number(random, gender=who.gender, year=year),
        "birth_date": _birth_date(random, year),
        "phone": f"09{random.randrange(10**8):08d}",
        "address": f"{random.choice(_VILLAGES)}, {random.choice(places)}, tỉnh Gia Lai",
    }


def _birth_date(random: Random, year: int) -> str:
    if random.random() < 0.05:  # some old people only know the year
        return str(year)
    return f"{year}-{random.randrange(1, 13):02d}-{random.randrange(1, 29):02d}"

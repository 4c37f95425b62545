"""Demo staff: each busy unit has its people; everybody has the same password, printed by `make run`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.accounts.models import User
from motcua.jobs.seed.people import name
from motcua.orgs.models import Appointment, Duty, Officer, Post, Unit
from motcua.orgs.queries import desk_of

PASSWORD = "mot-cua-dung-thu"  # noqa: S105  the demo says it aloud
BUSY = {
    "H21.117": "chuprong",  # xã Chư Prông
    "H21.106": "pleiku",
    "H21.180": "quynhon",
    "H21.101": "ankhe",
    "H21.133": "iadom",
    "H21.119": "chuse",
    "H21.121": "dakdoa",
    "H21.194": "hoainhondong",
    "H21.18": "soxaydung",
    "H21.16": "sotuphap",
    "H21.24": "sonnmt",
    "H21.13": "sotaichinh",
    "H21.CA": "congan",
}


@dataclass(frozen=True)
class Seat:
    suffix: str
    title: str
    duty: Duty
    also: tuple[Duty, ...] = ()


COMMUNE_SEATS = (
    Seat("motcua", "Công chức tiếp nhận và trả kết quả", Duty.RECEIVE),
    Seat("motcua2", "Công chức tiếp nhận và trả kết quả (quầy 2)", Duty.RECEIVE),
    Seat("canbo", "Công chức chuyên môn", Duty.HANDLE, (Duty.ASK,)),
    Seat("canbo2", "Công chức tư pháp - hộ tịch", Duty.HANDLE),
    Seat("lanhdao", "Trưởng phòng", Duty.REVIEW),
    Seat("chutich", "Chủ tịch", Duty.SIGN),
    Seat("vanthu", "Văn thư", Duty.SEAL),
)
DEPARTMENT_SEATS = (
    Seat("motcua", "Chuyên viên tiếp nhận và trả kết quả", Duty.RECEIVE),
    Seat("canbo", "Chuyên viên", Duty.HANDLE, (Duty.ASK,)),
    Seat("canbo2", "Chuyên viên chính", Duty.HANDLE),
    Seat("lanhdao", "Trưởng phòng", Duty.REVIEW),
    Seat("giamdoc", "Giám đốc", Duty.SIGN),
    Seat("vanthu", "Văn thư", Duty.SEAL),
)
POLICE_SEATS = (
    Seat("congan", "Cán bộ đăng ký cư trú", Duty.HANDLE),
    Seat("phocongan", "Phó Trưởng Công an", Duty.REVIEW),
    Seat("truongcongan", "Trưởng Công an", Duty.SIGN),
    Seat("vanthucongan", "Văn thư Công an", Duty.SEAL),
)
PARTNERS = {"H21.BHXH": "bhxh"}
"""Agencies that take part in interlinked filings: staffed, with no dossiers of their own in the demo."""
ADMIN = "quantri"


@transaction.atomic
def ensure_staff() -> None:
    """Make the demo staff once."""
    if User.objects.filter(username=ADMIN).exists():
        return
    hashed = make_password(PASSWORD)
    units = {unit.code: unit for unit in Unit.objects.filter(to_on=None)}
    for code, prefix in BUSY.items():
        unit = units[code]
        seats = DEPARTMENT_SEATS if prefix.startswith(("so", "congan")) else COMMUNE_SEATS
        for seat in seats:
            _seat(f"{prefix}.{seat.suffix}", seat, unit, hashed)
        if police := units.get(f"{code}.CA"):
            for seat in POLICE_SEATS:
                _seat(f"{prefix}.{seat.suffix}", seat, police, hashed)
    for code, prefix in PARTNERS.items():
        for seat in DEPARTMENT_SEATS:
            _seat(f"{prefix}.{seat.suffix}", seat, units[code], hashed)
    _seat(ADMIN, Seat("", "Quản trị hệ thống", Duty.ADMINISTER), units["H21"], hashed)


def _seat(username: str, seat: Seat, unit: Unit, hashed: str) -> None:
    who = name(Random(username)).full  # noqa: S311
    home = desk_of(unit, on=unit.from_on) if seat.duty == Duty.RECEIVE else unit
    user = User.objects.create(username=username, full_name=who, password=hashed)
    officer = Officer.objects.create(user=user, full_name=who)
    post = Post.objects.create(unit=home, title=seat.title, duties=[seat.duty, *seat.also])
    Appointment.objects.create(officer=officer, post=post, from_on=unit.from_on)

"""Whom a newcomer may be, for the table that `motcua run` prints."""

from motcua.accounts.models import User
from motcua.exchange.vneid.simulator import read_people
from motcua.exchange.vneid.simulator.people import FILE as PEOPLE
from motcua.jobs.demo import Login
from motcua.jobs.seed.staff import ADMIN, PASSWORD

SHOWN = {
    "chuprong.motcua": "Tiếp nhận, xã Chư Prông",
    "chuprong.canbo": "Chuyên môn, xã Chư Prông",
    "chuprong.lanhdao": "Trưởng phòng, xã Chư Prông",
    "chuprong.chutich": "Chủ tịch, xã Chư Prông",
    "soxaydung.canbo": "Chuyên viên, Sở Xây dựng",
    "soxaydung.giamdoc": "Giám đốc, Sở Xây dựng",
    "soxaydung.vanthu": "Văn thư, Sở Xây dựng",
    ADMIN: "Quản trị hệ thống",
}


CITIZENS_SHOWN = 2


def logins() -> list[Login]:
    """Return a few citizens of the VNeID simulator and one of each kind of staff that is there."""
    there = set(User.objects.filter(username__in=SHOWN).values_list("username", flat=True))
    citizens = list(read_people(PEOPLE).values())[:CITIZENS_SHOWN]
    return [
        *(Login(f"Người dân, qua VNeID: {one.name}", one.number, one.passcode) for one in citizens),
        *(Login(who, name, PASSWORD) for name, who in SHOWN.items() if name in there),
    ]

"""Whom a newcomer may be, for the table that `motcua run` prints."""

from motcua.accounts.models import User
from motcua.jobs.demo import Login
from motcua.jobs.seed.staff import ADMIN, PASSWORD

SHOWN = {
    "chuprong.motcua": "Tiếp nhận, xã Chư Prông",
    "chuprong.canbo": "Chuyên môn, xã Chư Prông",
    "chuprong.lanhdao": "Trưởng phòng, xã Chư Prông",
    "chuprong.chutich": "Chủ tịch, xã Chư Prông",
    "soxaydung.canbo": "Chuyên viên, Sở Xây dựng",
    "soxaydung.giamdoc": "Giám đốc, Sở Xây dựng",
    ADMIN: "Quản trị hệ thống",
}


def logins() -> list[Login]:
    """Return one of each kind that is there."""
    there = set(User.objects.filter(username__in=SHOWN).values_list("username", flat=True))
    return [Login(who, name, PASSWORD) for name, who in SHOWN.items() if name in there]

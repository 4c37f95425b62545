"""A small province: its administrator, one commune with a desk and an administrator of its own."""

from dataclasses import dataclass

import pytest
from django.test import Client

from motcua.orgs.models import Duty, Officer, Unit, UnitKind
from motcua.orgs.postings import Posting
from tests import factories as make


@dataclass
class Province:
    unit: Unit
    commune: Unit
    desk: Unit
    other: Unit
    admin: Posting
    mayor: Posting

    def client(self, posting: Posting) -> Client:
        client = Client()
        client.force_login(Officer.objects.get(pk=posting.officer_id).user)
        return client


@pytest.fixture
def province(db):
    root = make.unit("H21", UnitKind.PROVINCE, name="Ủy ban nhân dân tỉnh Gia Lai")
    commune = make.unit("H21.117", parent=root, name="Ủy ban nhân dân xã Chư Prông")
    name = "Trung tâm Phục vụ hành chính công xã Chư Prông"
    desk = make.unit("H21.117.MC", UnitKind.DESK, parent=commune, name=name)
    return Province(
        unit=root,
        commune=commune,
        desk=desk,
        other=make.unit("H21.118", parent=root, name="Ủy ban nhân dân xã Bàu Cạn"),
        admin=make.posting(root, Duty.ADMINISTER, name="Quản Trị Tỉnh"),
        mayor=make.posting(commune, Duty.ADMINISTER, name="Quản Trị Xã"),
    )


@pytest.fixture
def admin(province):
    return province.client(province.admin)


@pytest.fixture
def mayor(province):
    """The administrator of one commune."""
    return province.client(province.mayor)


@pytest.fixture
def day():
    """Return what the three boxes of a date post."""

    def boxes(name: str, iso: str) -> dict[str, str]:
        year, month, day = iso.split("-")
        return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}

    return boxes


@pytest.fixture
def sent():
    """Return what a decision on the calendar leads to, once what it changes has been shown."""

    def send(client, url, facts):
        shown = client.post(url, facts)
        seen = (shown.context or {}).get("seen", "")
        return client.post(url, facts | {"seen": seen}, follow=True)

    return send

import pytest

from motcua.catalogue.facts import Level, OnlineLevel
from motcua.dossiers.routing import (
    deciding_units,
    unit_at,
    units_called,
    why_not_file_here,
    why_not_file_online,
)
from motcua.orgs.models import Unit, UnitKind
from tests import factories as make

TODAY = make.MONDAY.date()


def named(*names: str) -> list[Unit]:
    return [Unit(name=f"Ủy ban nhân dân {name}") for name in names]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chu prong", ["xã Chư Prông"]),
        ("XÃ CHƯ PRÔNG", ["xã Chư Prông"]),
        ("UBND xã Chư Prông", ["xã Chư Prông"]),
        ("ia", ["xã Ia Grai", "xã Ia Dom"]),
        ("phú", ["phường Phú", "xã Phú"]),
        ("phường phú", ["phường Phú"]),
        ("", []),
        ("xã", []),
        ("hà nội", []),
    ],
)
def test_units_are_found_as_people_type_them(typed, found):
    units = named("xã Chư Prông", "xã Ia Grai", "xã Ia Dom", "phường Phú", "xã Phú")

    assert [u.name.removeprefix("Ủy ban nhân dân ") for u in units_called(typed, units)] == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Làng Mơ, xã Ia Grai, tỉnh Gia Lai", "Ủy ban nhân dân xã Ia Grai"),
        ("12 Trần Phú, phuong Pleiku", "Ủy ban nhân dân phường Pleiku"),
        ("Hà Nội", None),
        ("", None),
    ],
)
def test_the_place_of_an_address(address, found):
    unit = unit_at(address, named("xã Ia", "xã Ia Grai", "phường Pleiku"))

    assert (unit.name if unit else None) == found


@pytest.mark.django_db
def test_a_department_named_as_authority_decides_and_no_other():
    transport = make.unit("H21.18", UnitKind.DEPARTMENT, name="Sở Xây dựng tỉnh Gia Lai")
    make.unit("H21.19", UnitKind.DEPARTMENT, name="Sở Y tế tỉnh Gia Lai")
    facts = {"decided_by": "", "levels": (Level.PROVINCE,), "authority": "Sở Xây dựng"}

    version = make.publish(make.PROCEDURE.model_copy(update=facts))

    assert deciding_units(version, TODAY) == [transport]


@pytest.mark.django_db
def test_a_unit_named_by_its_code_decides_alone():
    unit = make.unit("H21.CA", UnitKind.DEPARTMENT, name="Công an tỉnh Gia Lai")
    make.unit()

    version = make.publish(make.PROCEDURE.model_copy(update={"decided_by": "H21.CA"}))

    assert deciding_units(version, TODAY) == [unit]


@pytest.mark.django_db
def test_a_procedure_of_a_ministry_is_not_filed_here():
    facts = {"decided_by": "", "levels": (Level.MINISTRY,), "authority": "Bộ Ngoại giao"}

    version = make.publish(make.PROCEDURE.model_copy(update=facts))

    assert "Bộ Ngoại giao" in str(why_not_file_here(version))
    assert why_not_file_online(version) is not None


@pytest.mark.django_db
def test_a_procedure_without_an_online_way_is_filed_here_but_not_online():
    version = make.publish(make.PROCEDURE.model_copy(update={"online": OnlineLevel.NONE}))

    assert why_not_file_here(version) is None
    assert why_not_file_online(version) is not None

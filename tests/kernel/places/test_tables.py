from motcua.kernel.places import came_from, commune, communes, old_communes, provinces
from motcua.orgs.tree import DATA, read_tree


def test_there_are_34_provinces_and_3321_communes_since_july_2025():
    assert len(provinces()) == 34
    assert len(communes()) == 3321
    assert sum(each.province.name == "Tỉnh Gia Lai" for each in communes().values()) == 135


def test_every_old_commune_became_one_of_today_and_every_one_of_today_came_from_some():
    assert all(
        old.became and all(code in communes() for code in old.became) for old in old_communes().values()
    )
    assert all(came_from(code) for code in communes())


def test_a_commune_knows_what_it_was_made_of():
    found = commune("23887")

    assert found is not None
    assert str(found) == "xã Chư Prông, tỉnh Gia Lai"
    assert [old.name for old in came_from("23887")] == [
        "Thị trấn Chư Prông",
        "Xã Ia Kly",
        "Xã Ia Drăng",
        "Xã Ia Phìn",
    ]


def test_a_ward_that_was_split_names_every_part():
    old = next(old for old in old_communes().values() if old.name == "Phường Cống Vị")

    assert [each.name for each in old.today] == ["Phường Ngọc Hà", "Phường Giảng Võ"]


def test_the_offices_of_gia_lai_stand_in_communes_of_today():
    offices = read_tree(DATA / "gia-lai-2025.yaml").units()
    codes = {unit.place_code for unit in offices if len(unit.place_code) == 5}

    assert len(codes) == 135
    assert all(communes()[code].province.name == "Tỉnh Gia Lai" for code in codes)

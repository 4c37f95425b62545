import json
import subprocess
import sys
from datetime import date, datetime

import pytest

from motcua.jobs import cli, home
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import UnitClosure
from tests import factories as make

FRIDAY = ["--term", "5 working days", "--received", "2026-02-13T16:30"]


def answer(capsys, *arguments):
    assert cli.main(["due", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_due_moment_and_every_day_of_it(capsys):
    found = answer(capsys, *FRIDAY)

    assert found.keys() == {"due_at", "days"}
    assert found["due_at"] == "2026-02-27T17:00:00+07:00"
    assert [day["on"] for day in found["days"]] == [f"2026-02-{n}" for n in range(13, 28)]
    assert [day["on"][-2:] for day in found["days"] if day["counted"]] == ["23", "24", "25", "26", "27"]
    assert all(day.keys() == {"on", "counted", "reason", "citation"} for day in found["days"])
    assert all(day["reason"] and day["citation"] for day in found["days"])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--stopped", "2026-02-24/2026-02-26"], "2026-03-03T17:00:00+07:00"),  # 23, 26, 27, 2, 3
        (["--stopped", "2026-02-24T09:00/2026-02-24T09:00"], "2026-02-27T17:00:00+07:00"),
        (["--stopped", "supplement=2026-02-24/2026-02-26T10:00"], "2026-03-05T17:00:00+07:00"),  # anew
        (["--stopped", "2026-02-24/"], None),
        (["--extended", "2026-03-06"], "2026-03-06T17:00:00+07:00"),
        (
            ["--extended", "2026-03-06@2026-02-24", "--stopped", "2026-03-02/2026-03-04"],
            "2026-03-10T17:00:00+07:00",
        ),
        (["--extended", "2026-03-06", "--stopped", "2026-03-02/2026-03-04"], "2026-03-06T17:00:00+07:00"),
        (["--extended", "2 ngày làm việc"], "2026-03-03T17:00:00+07:00"),
    ],
)
def test_stops_and_extensions_move_it(capsys, arguments, expected):
    assert answer(capsys, *FRIDAY, *arguments)["due_at"] == expected


def test_the_swapped_day_the_package_lacks_is_known(capsys):
    found = answer(capsys, "--term", "1 ngày làm việc", "--received", "2026-01-09T09:00")

    assert found["due_at"] == "2026-01-10T17:00:00+07:00"
    assert found["days"][1]["citation"] == "Công văn 12729/VPCP-KGVX ngày 25/12/2025"


def test_a_term_of_years_knows_the_holidays_at_its_end(capsys):
    found = answer(capsys, "--term", "36 months", "--received", "2024-01-01T09:00")

    assert found["due_at"] == "2027-01-04T17:00:00+07:00"  # Fri 1 January 2027 is off: Mon 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--term", "5 xyz", "--received", "2026-02-13"], "5 ngày làm việc"),
        (["--term", "5 days", "--received", "13/02/2026"], "2026-02-13T16:30"),
        (["--term", "5 days", "--received", "1999-02-13"], "2017"),
        ([*FRIDAY, "--stopped", "2026-02-24"], "2026-03-10/2026-03-12"),
        ([*FRIDAY, "--stopped", "2026-02-24/2026-02-20"], "trước khi dừng"),
        ([*FRIDAY, "--extended", "2026-03-06@tomorrow"], "“tomorrow”"),
        ([*FRIDAY, "--stopped", "rain=2026-02-24/2026-02-25"], "supplement"),
    ],
)
def test_what_cannot_be_read_is_said_how_to_write(capsys, arguments, said):
    assert cli.main(["due", *arguments]) == 2

    assert said in capsys.readouterr().err


def test_people_read_a_table(capsys):
    assert cli.main(["due", *FRIDAY]) == 0

    text = capsys.readouterr().out
    assert "Hạn: 17:00 thứ Sáu, 27/02/2026." in text
    assert "Giao thừa" in text


def test_without_a_unit_neither_django_nor_a_database_is_touched():
    code = (
        "import sys; from motcua.jobs.cli import main; main(sys.argv[1:]); assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "due", *FRIDAY, "--json"], capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr


def test_a_unit_without_a_running_database_is_told(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(home, "is_production", lambda: False)
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))

    assert cli.main(["due", *FRIDAY, "--unit", "H21.117"]) == 2
    assert "chưa có cơ sở dữ liệu nào đang chạy" in capsys.readouterr().err


@pytest.mark.django_db
class TestUnits:
    @pytest.fixture(autouse=True)
    def _set_up(self, monkeypatch):
        monkeypatch.setattr(home, "is_production", lambda: True)
        make.unit("H21.117")

    def test_the_calendar_of_the_unit_decides(self, capsys):
        begins, ends = (datetime(2026, 2, day, tzinfo=VIETNAM) for day in (24, 26))
        unit = make.unit("H21.118")
        UnitClosure.objects.create(unit=unit, from_at=begins, to_at=ends, reason="Lũ", citation="Công điện 1")

        assert answer(capsys, *FRIDAY, "--unit", "H21.117")["due_at"] == "2026-02-27T17:00:00+07:00"
        assert answer(capsys, *FRIDAY, "--unit", "H21.118")["due_at"] == "2026-03-03T17:00:00+07:00"

    def test_the_calendar_of_a_unit_has_no_last_year(self, capsys):
        seven_years = ["--term", "84 months", "--received", "2026-04-30T09:00"]

        found = answer(capsys, *seven_years, "--unit", "H21.117")

        assert found["due_at"] == "2033-05-04T17:00:00+07:00"  # Sat 30/4, Sun 1/5; off in lieu on 2 and 3
        assert found == answer(capsys, *seven_years)

    def test_an_unknown_unit_is_told(self, capsys):
        assert cli.main(["due", *FRIDAY, "--unit", "H99"]) == 2
        assert f"{date(2026, 2, 13):%d/%m/%Y}" in capsys.readouterr().err

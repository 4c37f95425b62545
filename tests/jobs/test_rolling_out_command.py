"""`motcua processes diff, roll-out, widen, roll-back, move`: from a file to every office, and back."""

import pytest

from motcua.jobs.commands import processes
from motcua.workflow.models import ProcessVersion, RollOut
from tests.factories import office
from tests.workflow.makers import process
from tests.workflow.offices import CODE, ROW, administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> str:
    by = administrator()
    from motcua.accounts.models import User

    return User.objects.get(pk=by.actor.user_id).username


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "moi.bpmn"
    path.write_bytes(process(ROW.replace("Trình dự thảo", "Dự thảo văn bản")))
    return str(path)


def motcua(*arguments: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    processes.add_arguments(parser)
    return processes.run(parser.parse_args(arguments))


def test_a_file_is_seen_tried_widened_and_taken_back(file, account, capsys):
    office()
    many = ("--procedures", CODE, "9.999999")

    assert motcua("diff", file, *many) == 0
    assert "Thêm bước “Dự thảo văn bản”" in capsys.readouterr().out
    assert motcua("roll-out", file, *many, "--by", account, "--first", "H21.117", "--share", "10") == 0
    made = str(RollOut.objects.get().pk)
    assert motcua("widen", made, "--share", "100", "--by", account) == 0
    assert ProcessVersion.objects.filter(published_at__isnull=False, ended_at=None).count() == 2
    assert motcua("roll-back", made, "--reason", "Sai", "--by", account) == 0

    assert not ProcessVersion.objects.filter(ended_at=None).exists()
    assert motcua("roll-back", made, "--reason", "Sai", "--by", account) == 1


def test_dossiers_are_moved_only_when_somebody_says_who_moves_them(file, account, capsys):
    home = office()
    motcua("roll-out", file, "--procedures", CODE, "--by", account, "--share", "100")
    home.taken_up()
    other = file.replace("moi", "moi2")
    with open(other, "wb") as new:
        new.write(process(ROW))
    motcua("roll-out", other, "--procedures", CODE, "--by", account, "--share", "100")

    assert motcua("move", CODE) == 0
    assert "Sẽ chuyển được 1 hồ sơ" in capsys.readouterr().out
    motcua("move", CODE, "--by", account)

    assert "Đã chuyển 1 hồ sơ" in capsys.readouterr().out


def test_what_is_not_there_is_said(file, account, capsys):
    assert motcua("move", "1.000000") == 1
    assert motcua("roll-out", file, "--procedures", CODE, "--by", "ai-do") == 1
    assert motcua("diff", file, "--procedures", CODE, "--units", "H99") == 1

    assert "Không có cán bộ nào" in capsys.readouterr().out

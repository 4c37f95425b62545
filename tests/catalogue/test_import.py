import argparse
import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from motcua.catalogue.facts import Procedure
from motcua.catalogue.importing import read_records
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_file, import_records
from motcua.jobs.commands import catalogue as command
from motcua.journal.actor import SYSTEM
from motcua.journal.models import Act
from tests import factories as make
from tests.catalogue.test_reading import CRAWL

pytestmark = pytest.mark.django_db

LATER = make.MONDAY + timedelta(days=30)
CRAWLED = Procedure(code="1.001193", name="Thủ tục đăng ký khai sinh", field="Hộ tịch", decision="9/QĐ")


def test_importing_again_changes_nothing():
    make.publish()

    again = import_records(records=[make.FORM, make.PROCEDURE], at=LATER)

    assert (again.unchanged, again.added, again.changed, again.forms) == (1, [], [], 0)


def test_a_changed_record_makes_a_new_version_and_ends_the_old():
    old = make.publish()
    import_records(records=[make.PROCEDURE.model_copy(update={"field": "Tư pháp"})], at=LATER)

    old.refresh_from_db()
    new = ProcedureVersion.objects.get(code=old.code, to_on=None)

    assert (new.number, new.field) == (2, "Tư pháp")
    assert old.to_on == new.from_on


def test_a_new_form_makes_a_new_version_of_the_procedures_that_use_it():
    make.publish()
    form = make.FORM.model_copy(update={"title": "Tờ khai mới"})

    result = import_records(records=[form, make.PROCEDURE], at=LATER)

    assert len(result.changed) == 1
    form_now = ProcedureVersion.objects.get(to_on=None).form
    assert form_now is not None
    assert form_now.title == "Tờ khai mới"


def test_a_dry_run_shows_the_difference_and_changes_nothing():
    make.publish()
    changed = make.PROCEDURE.model_copy(update={"field": "Tư pháp"})

    result = import_records(records=[changed], at=LATER, dry_run=True)

    assert result.changed[0].fields == {"field": ("Hộ tịch", "Tư pháp")}
    assert ProcedureVersion.objects.count() == 1


def test_the_crawl_does_not_replace_what_the_province_completed():
    make.publish()

    result = import_records(records=[CRAWLED], at=LATER)

    assert result.kept[0].fields["decision"] == ("", "9/QĐ")
    assert ProcedureVersion.objects.count() == 1


def test_the_crawl_replaces_it_when_told_to():
    make.publish()

    result = import_records(records=[CRAWLED], at=LATER, overwrite=True)

    assert len(result.changed) == 1


def test_of_a_code_that_repeats_the_first_is_published():
    twice = [CRAWLED, CRAWLED.model_copy(update={"name": "Tên khác"})]

    import_records(records=twice, at=LATER)

    assert ProcedureVersion.objects.get().name == "Thủ tục đăng ký khai sinh"


@pytest.mark.slow
@pytest.mark.skipif(not CRAWL.exists(), reason="../shared is not here")
def test_the_whole_crawl_is_imported_once():
    readings = list(read_records(CRAWL))
    records = [reading.record for reading in readings if reading.record]

    first = import_records(records=records, at=make.MONDAY)
    again = import_records(records=records, at=LATER)

    assert len(first.added) == len(readings) == 2342
    assert (len(again.added), len(again.changed), again.unchanged) == (0, 0, 2342)


def test_a_file_from_the_command_line_is_an_act_of_the_system():
    import_file(records=[make.FORM, make.PROCEDURE], file_name="a.yaml", sha256="ab" * 32, at=make.MONDAY)
    import_file(records=[make.FORM, make.PROCEDURE], file_name="a.yaml", sha256="ab" * 32, at=LATER)

    act = Act.objects.get(verb="catalogue.imported")
    assert (act.actor_id, act.actor_name) == (None, SYSTEM.name)
    assert (act.data["file"], act.data["sha256"]) == ("a.yaml", "ab" * 32)
    assert (act.data["added"], act.data["forms"]) == ([make.PROCEDURE.code], 1)


def test_the_command_leaves_the_hash_of_the_file(tmp_path, capsys):
    file = tmp_path / "danh-muc.json"
    file.write_text(json.dumps([make.PROCEDURE.model_dump(mode="json")]), encoding="utf-8")
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)

    command.run(parser.parse_args(["import", str(file), "--dry-run"]))
    before = Act.objects.count()
    command.run(parser.parse_args(["import", str(file)]))

    assert before == 0
    assert Act.objects.get().data["sha256"] == sha256(file.read_bytes()).hexdigest()


FIRST, SECOND, TO_COME = (
    make.PROCEDURE.model_copy(update={"in_force_from": day, "decision": decision})
    for day, decision in ((date(2024, 1, 1), "1/QĐ"), (date(2025, 7, 1), "2/QĐ"), (date(2027, 1, 1), "3/QĐ"))
)


@pytest.mark.parametrize("records", [[FIRST, SECOND], [SECOND, FIRST]])
def test_every_version_of_a_new_code_lands_with_its_days(records):
    result = import_records(records=[make.FORM, *records], at=make.MONDAY)

    versions = ProcedureVersion.objects.order_by("number").values_list(
        "content__decision", "from_on", "to_on"
    )
    assert list(versions) == [
        ("1/QĐ", date(2024, 1, 1), date(2025, 7, 1)),
        ("2/QĐ", date(2025, 7, 1), None),
    ]
    assert len(result.added) == 1


def test_importing_all_versions_again_changes_nothing():
    for _ in range(2):
        again = import_records(records=[make.FORM, FIRST, SECOND], at=make.MONDAY)

    assert ProcedureVersion.objects.count() == 2
    assert (again.unchanged, again.added, again.changed) == (1, [], [])


def test_a_version_to_come_waits_for_its_day():
    import_records(records=[make.FORM, SECOND, TO_COME], at=make.MONDAY)
    before = ProcedureVersion.objects.get(to_on=None).facts.decision
    import_records(records=[make.FORM, SECOND, TO_COME], at=datetime(2027, 1, 2, tzinfo=UTC))

    assert before == "2/QĐ"
    assert ProcedureVersion.objects.get(to_on=None).facts.decision == "3/QĐ"

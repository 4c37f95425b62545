import io
import re
import zipfile
from datetime import date, timedelta

import pytest

from motcua.accounts.models import Person
from motcua.dossiers import operations as dossiers
from motcua.dossiers import register
from motcua.dossiers.errors import NotYourDuty
from motcua.dossiers.operations import registers
from motcua.dossiers.operations.registers import Format, export_register
from motcua.dossiers.register_errors import RegisterDaysWrong, RegisterPurposeMissing, RegisterTooLong
from motcua.journal.queries import acts_of
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = make.MONDAY.date()


@pytest.fixture
def office():
    return make.office()


def export(office, format=Format.SHEET, **more):
    wanted = {
        "clerk": office.clerk,
        "unit_id": office.desk.pk,
        "first": DAY,
        "last": DAY,
        "purpose": "Lưu sổ tháng 3",
        "at": make.MONDAY + timedelta(hours=9),
    } | more
    return export_register(format=format, **wanted)


def sheet_of(export) -> str:
    with export.file, zipfile.ZipFile(io.BytesIO(export.file.read())) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_a_line_says_when_it_came_is_due_and_went_and_who_took_it(office):
    dossier = office.signed()
    dossiers.hand_over(
        code=dossier.code, clerk=office.clerk, to="Siu Blơk", at=make.MONDAY + timedelta(days=1)
    )

    [line] = register.lines(register.register_of(office.clerk, unit_id=office.desk.pk, first=DAY, last=DAY))

    assert line["line"] == 1
    assert line["code"] == dossier.code
    assert (line["received_on"], line["due_on"]) == (DAY, date(2026, 3, 12))
    assert line["returned_on"] == DAY + timedelta(days=1)
    assert line["taken_by"] == "Siu Blơk"
    assert line["way"] == "Trực tuyến"


def test_only_days_asked_for_and_only_the_desk_s_own(office):
    office.accepted()
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE)
    tomorrow = DAY + timedelta(days=1)

    assert register.register_of(office.clerk, unit_id=office.desk.pk, first=DAY, last=DAY).count() == 1
    assert not register.register_of(office.clerk, unit_id=office.desk.pk, first=tomorrow, last=tomorrow)
    assert not register.register_of(elsewhere, unit_id=office.desk.pk, first=DAY, last=DAY)
    with pytest.raises(NotYourDuty):
        export(office, clerk=elsewhere)


def test_every_export_is_an_act_with_its_purpose(office):
    office.accepted()

    export(office).file.close()

    act = acts_of(office.desk.subject).get()
    assert act.verb == "unit.register-exported"
    assert act.data["purpose"] == "Lưu sổ tháng 3"
    assert (act.data["count"], act.data["format"], act.data["first"]) == (1, "xlsx", DAY.isoformat())


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "http://x"])
def test_what_people_wrote_never_becomes_a_formula(office, name):
    Person.objects.filter(pk=office.citizen.person_id).update(full_name=name)
    office.accepted()

    sheet = sheet_of(export(office))

    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert name.strip().replace('"', "&quot;").split("&quot;")[0] in sheet.replace("&#34;", "&quot;")


def test_the_printed_register_is_the_official_form(office):
    office.accepted()

    made = export(office, Format.PDF)

    with made.file:
        assert (made.count, made.file.read(5)) == (1, b"%PDF-")


def test_an_export_says_who_why_and_which_days(office):
    office.accepted()
    for wrong, refusal in (
        ({"purpose": " "}, RegisterPurposeMissing),
        ({"last": DAY - timedelta(days=1)}, RegisterDaysWrong),
        ({"last": DAY + timedelta(days=400)}, RegisterDaysWrong),
    ):
        with pytest.raises(refusal):
            export(office, **wrong)

    assert not acts_of(office.desk.subject).exists()


def test_what_would_print_for_ever_is_refused_before_it_begins(office, monkeypatch):
    office.accepted()
    monkeypatch.setattr(registers, "MOST_PRINTED", 0)

    with pytest.raises(RegisterTooLong):
        export(office, Format.PDF)
    assert sheet_of(export(office, Format.SHEET))


def test_columns_are_those_of_the_form(office):
    office.accepted()

    strings = re.findall(r"<t[^>]*>([^<]*)</t>", sheet_of(export(office)))

    assert [heading for _key, heading, _width in registers.COLUMNS] == strings[2:13]


def test_reading_a_year_costs_the_queries_of_a_day(office, django_assert_num_queries):
    for _ in range(3):
        office.accepted()

    with django_assert_num_queries(1):
        assert (
            len(
                list(
                    register.lines(
                        register.register_of(office.clerk, unit_id=office.desk.pk, first=DAY, last=DAY)
                    )
                )
            )
            == 3
        )

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import declarations
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.papers import typesetting
from tests import factories as make
from tests.eforms.test_groups import FORM, GONE, HERE

pytestmark = pytest.mark.django_db
WIDE = FORM.model_copy(update={"code": make.FORM.code, "official_form": "Mẫu số 9"})
ANSWERS = {"whose": "mine", "born": "1990", "stays": [HERE, GONE]}


@pytest.fixture
def told(monkeypatch):
    """What the press is told, instead of a PDF."""
    seen: list[dict[str, Any]] = []

    def typeset(_template: str, data: dict[str, Any], **_more: Any) -> bytes:
        seen.append(data)
        return b"%PDF"

    monkeypatch.setattr(typesetting, "typeset", typeset)
    return seen


@pytest.fixture
def office():
    return make.office()


def begun(office, answers):
    make.publish(form=WIDE)
    version = ProcedureVersion.objects.get(code=office.version.code, to_on=None)
    return dossiers.start_draft(
        version=version, citizen=office.citizen, unit=office.unit, at=make.MONDAY, answers=answers
    )


def test_a_draft_prints_what_is_asked_answered_or_left_open_and_is_marked(office, told):
    declarations.of_draft(begun(office, {"born": "1990", "stays": [HERE, {}]}), at=make.MONDAY)

    (data,) = told
    assert data["draft"]
    assert data["official_form"] == "Mẫu số 9"
    assert data["to"] == office.unit.name
    (part,) = data["parts"]
    assert part["lines"] == [("Của ai", ""), ("Sinh", "1990"), ("Số nơi", "1")]
    (table,) = part["tables"]
    assert table["heads"] == ("Nơi", "Từ năm", "Đến năm", "Số năm", "Vì sao đi")
    assert table["rows"] == (("Ia Dom", "2004", "", "", ""),)


def test_a_dossier_prints_as_it_was_filed(office, told):
    dossier = office.filed()

    declarations.of_dossier(dossier, at=make.MONDAY + timedelta(days=9))

    (data,) = told
    assert not data["draft"]
    assert data["signatures"] == [
        ("Người khai", "Đã nộp bằng tài khoản định danh điện tử", dossier.applicant["name"])
    ]


def test_it_is_a_tagged_pdf(office):
    content = declarations.of_draft(begun(office, ANSWERS), at=make.MONDAY)

    assert content is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert PdfFileReader(BytesIO(content)).root["/Pages"]["/Count"] == 1


def test_a_procedure_without_a_form_has_nothing_to_print(office):
    dossier = office.filed()
    dossier.version.form = None

    assert declarations.of_dossier(dossier, at=make.MONDAY) is None
    assert Dossier.objects.count() == 1

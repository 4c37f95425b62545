from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from motcua.journal.queries import acts_of
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty, UnitKind
from motcua.papers import samples, template_checks, templates
from motcua.papers.errors import TemplateFromThePast, TemplateNotAccepted, TemplateReasonMissing
from motcua.papers.models import TemplateVersion
from motcua.papers.typesetting import typeset
from tests.factories import posting, unit

AT = samples.AT
TODAY = AT.date()


@pytest.fixture
def admin(db):
    return posting(unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER)


def reworded(name: str = "receipt") -> str:
    return templates.shipped(name).text.replace("Nội dung yêu cầu giải quyết", "Việc cần giải quyết")


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_shipped_template_stands_its_own_trials(name):
    template_checks.examine(name, templates.shipped(name))


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda text: text + '\n#import "@preview/cades:0.3.0": qr-code', "official.typ"),
        (lambda text: text + '\n#include "/etc/passwd"', "official.typ"),
        (lambda text: text + '\n#read("/etc/passwd")', "read"),
        (lambda text: text + '\n#eval("1+1")', "eval"),
        (lambda text: text + "\n#undefined-name", "undefined"),
        (lambda text: text.replace("#letterhead(8.5pt)", ""), "Quốc hiệu"),
        (lambda text: text.replace("data.result_place", '"phòng 3"'), "result_place"),
        (lambda text: text.replace("#papers-of(data.papers)", ""), "papers"),
        (lambda text: text + '\n#image("a.png")', "image|file|alt"),
        (lambda text: "x" * 70_000, "64 KB"),
        (lambda text: " ", "không có nội dung"),
        (lambda text: text + "\n#let f(n) = f(n + 1) + 1\n#f(1)", "depth|bộ nhớ"),
    ],
)
def test_what_would_spoil_a_receipt_is_named(spoil, found):
    source = templates.shipped("receipt")

    with pytest.raises(TemplateNotAccepted, match=found):
        template_checks.examine("receipt", replace(source, text=spoil(source.text)))


def test_a_template_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(template_checks, "SECONDS", 3)
    source = templates.shipped("receipt")
    endless = replace(source, text=source.text + "\n#for n in range(1000000000) { let m = n * n }")

    with pytest.raises(TemplateNotAccepted, match=r"3 giây|thời gian"):
        template_checks.examine("receipt", endless)


@pytest.mark.django_db
def test_a_release_keeps_each_wording_once():
    TemplateVersion.objects.all().delete()

    assert templates.keep_shipped(at=AT) == len(templates.NAMES)
    assert templates.keep_shipped(at=AT) == 0


def test_a_paper_keeps_the_wording_of_its_day(admin):
    TemplateVersion.objects.all().delete()
    templates.keep_shipped(at=AT - timedelta(days=30))
    added = templates.replace_template(
        admin=admin, name="receipt", text=reworded(), from_on=TODAY, because="QĐ 12", at=AT
    )

    first = templates.template_version("receipt", 1)
    assert templates.version_at("receipt", AT - timedelta(minutes=1)) == first
    assert templates.version_at("receipt", AT - timedelta(days=900)) == first
    assert templates.version_at("receipt", AT + timedelta(days=1)) == added
    assert templates.source_at("receipt", AT - timedelta(days=1)) is None
    source = templates.source_at("receipt", AT)
    own = typeset("receipt", samples.SAMPLES["receipt"], head=samples.HEAD, at=AT, source=source)
    assert own != typeset("receipt", samples.SAMPLES["receipt"], head=samples.HEAD, at=AT)


def test_a_wording_for_later_waits_for_its_day(admin):
    templates.keep_shipped(at=AT - timedelta(days=30))
    later = TODAY + timedelta(days=10)
    added = templates.replace_template(
        admin=admin, name="receipt", text=reworded(), from_on=later, because="QĐ 12", at=AT
    )

    assert templates.version_at("receipt", AT + timedelta(days=9)) != added
    assert templates.version_at("receipt", AT + timedelta(days=10)) == added


def test_an_earlier_wording_comes_back_as_a_new_one(admin):
    TemplateVersion.objects.all().delete()
    templates.keep_shipped(at=AT - timedelta(days=30))
    templates.replace_template(
        admin=admin, name="receipt", text=reworded(), from_on=TODAY, because="QĐ 12", at=AT
    )

    back = templates.restore_template(
        admin=admin, name="receipt", number=1, from_on=TODAY, because="Nhầm", at=AT + timedelta(hours=1)
    )

    assert (back.number, back.restores) == (3, templates.template_version("receipt", 1))
    assert templates.source_at("receipt", AT + timedelta(hours=2)) is None
    assert templates.source_at("receipt", AT) is not None  # what was issued in between keeps its wording
    assert [act.verb for act in acts_of("template:receipt")] == [
        "catalogue.template-replaced",
        "catalogue.template-restored",
    ]


def test_a_release_does_not_undo_what_an_office_decided(admin, monkeypatch):
    templates.keep_shipped(at=AT - timedelta(days=30))
    own = templates.replace_template(
        admin=admin, name="receipt", text=reworded(), from_on=TODAY, because="QĐ 12", at=AT
    )
    newer = replace(templates.shipped("receipt"), text=reworded() + "\n// bản sau")
    monkeypatch.setattr(templates, "NAMES", ("receipt",))
    monkeypatch.setattr(templates, "shipped", lambda name: newer)

    assert templates.keep_shipped(at=AT + timedelta(days=1)) == 1

    assert templates.version_at("receipt", AT + timedelta(days=2)) == own


def test_a_refused_template_leaves_nothing(admin):
    before = TemplateVersion.objects.count()

    for change, refusal in (
        ({"text": "= Không có gì"}, TemplateNotAccepted),
        ({"because": " "}, TemplateReasonMissing),
        ({"from_on": TODAY - timedelta(days=1)}, TemplateFromThePast),
    ):
        wanted: dict[str, Any] = {"text": reworded(), "because": "QĐ 12", "from_on": TODAY} | change
        with pytest.raises(refusal):
            templates.replace_template(admin=admin, name="receipt", at=AT, **wanted)

    assert TemplateVersion.objects.count() == before
    assert not acts_of("template:receipt").exists()


@pytest.mark.django_db
def test_only_the_province_replaces_a_template():
    ward = posting(unit(kind=UnitKind.WARD), Duty.ADMINISTER)

    with pytest.raises(NotAdministrator):
        templates.replace_template(
            admin=ward, name="receipt", text=reworded(), from_on=TODAY, because="QĐ 12", at=AT
        )

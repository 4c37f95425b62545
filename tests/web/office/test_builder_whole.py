"""Two shipped forms are built from nothing, page by page, as an administrator builds them."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from motcua.catalogue.facts import RequiredPaper
from motcua.eforms import documents
from motcua.eforms.definition import FieldGroup, FormDefinition
from motcua.eforms.editing import Kind
from motcua.eforms.models import FormDraft
from motcua.orgs.models import Duty, UnitKind
from motcua.web.office.builder.pages import WORDS
from motcua.web.office.builder.things import FORMS
from tests import factories as make
from tests.shipped_forms import forms
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
URL = "/quan-tri/bieu-mau/"
BIRTH = next(form for form in forms() if form.code == "dang-ky-khai-sinh")


@pytest.fixture
def admin(settings) -> Client:
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    make.publish(at=timezone.now() - timedelta(days=1))
    return signed_in(make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER, name="Quản trị tỉnh"))


class Builder:
    """Writes a form as an administrator does: one page for each thing, from a blank one."""

    def __init__(self, browser: Client, code: str) -> None:
        self.browser, self.code = browser, code
        self.here = f"{URL}{code}/du-thao/"

    def send(self, url: str, facts: dict[str, Any]) -> None:
        sent = {name: value for name, value in facts.items() if str(value) not in {"None", "", "False"}}
        seen = FormDraft.objects.get(code=self.code, ended_at=None).revision
        answer = self.browser.post(self.here + url, {**sent, "seen": seen, "act": "save"})
        assert answer.status_code == HTTPStatus.FOUND, (url, facts, answer.context["form"].errors)

    def add(self, thing: Any, kind: Kind, within: str = "") -> None:
        form = FORMS[kind](None, form=BIRTH, thing=thing, seen=0)
        facts = {**form.initial, "key": getattr(thing, "key", ""), "section": ""}
        if isinstance(thing, FieldGroup):
            facts["first"] = "Câu tạm"
        self.send(f"them/{WORDS[kind]}/?trong={within}", facts)

    def group(self, group: FieldGroup, section: str) -> None:
        self.add(group, Kind.GROUP, section)
        for question in group.fields:
            self.add(question, Kind.FIELD, group.key)
        seen = FormDraft.objects.get(code=self.code, ended_at=None).revision
        self.browser.post(self.here, {"seen": seen, "act": f"drop:field:{group.key}-cau_tam"})

    def build(self, form: FormDefinition) -> None:
        self.browser.post(f"{URL}moi/", {"code": form.code, "title": "Mới"})
        self.send("sua/bieu-mau/chung/", {"title": form.title, "official_form": form.official_form})
        for section in form.sections:
            self.add(section, Kind.SECTION)
        for subject in form.subjects:
            self.add(subject.model_copy(update={"same": ""}), Kind.SUBJECT)
        for section in form.sections:
            for item in section.fields:
                if isinstance(item, FieldGroup):
                    self.group(item, section.key)
                else:
                    self.add(item, Kind.FIELD, section.key)
        for subject in form.subjects:  # the questions this is said of are there now
            if subject.same:
                facts = FORMS[Kind.SUBJECT](None, form=form, thing=subject, seen=0).initial
                self.send(f"sua/chu-the/{subject.key}/", dict(facts))
        for kind, things in (
            (Kind.CHECK, form.checks),
            (Kind.PAPER, form.papers),
            (Kind.CO_DECLARANT, form.co_declarants),
        ):
            for thing in things:
                self.add(thing, kind)


@pytest.mark.parametrize("code", ["dang-ky-khai-sinh", "ly-lich-tu-phap"])
def test_a_shipped_form_is_built_from_nothing_and_comes_down_as_its_file(admin, code):
    form = next(form for form in forms() if form.code == code)
    papers = tuple(RequiredPaper(key=paper.paper, name=paper.paper) for paper in form.papers)
    make.publish(make.PROCEDURE.model_copy(update={"code": "1.000009", "form": code, "papers": papers}), None)

    builder = Builder(admin, code)
    builder.build(form)

    down = admin.get(f"{builder.here}bieu-mau.yaml").content.decode()
    assert down == documents.written(form)
    assert admin.get(f"{builder.here}cong-bo/").context["obstacles"] == []

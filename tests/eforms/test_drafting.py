"""Every edit of a draft is kept, and of two administrators the second is told."""

from datetime import UTC, datetime
from typing import cast

import pytest

from motcua.eforms import drafting, editing
from motcua.eforms.authoring import Flaw
from motcua.eforms.definition import FormDefinition, FormField
from motcua.eforms.editing import Kind, Place
from motcua.eforms.errors import (
    EditedMeanwhile,
    FormExists,
    NoDraft,
    NoSuchForm,
    SampleNameMissing,
    ThingFlawed,
)
from motcua.eforms.models import FormDraft, FormEdit, FormSample
from motcua.eforms.operations import publish
from motcua.journal.models import Act
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db
CODE = make.FORM.code
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def admin():
    return make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER, name="Quản trị tỉnh")


@pytest.fixture
def draft(admin):
    publish(form=make.FORM, at=make.MONDAY)
    return drafting.begin_draft(admin=admin, code=CODE, at=AT)


def with_question(label: str):
    key = label.lower().replace(" ", "_")
    return lambda form: editing.add(form, FormField(key=key, label=label), within="request")


def flaws_of(refusal: ThingFlawed) -> list[Flaw]:
    return cast(list[Flaw], refusal.facts["flaws"])


def edit(admin, seen, change, **more):
    return drafting.edit_draft(admin=admin, code=CODE, seen=seen, change=change, at=AT, **more)


def test_a_draft_begins_as_the_version_in_force(draft):
    assert draft.definition == make.FORM
    assert (draft.based_on, draft.revision) == (1, 1)


def test_whoever_begins_again_gets_the_same_draft(admin, draft):
    assert drafting.begin_draft(admin=admin, code=CODE, at=AT) == draft


def test_an_edit_is_kept_with_its_words(admin, draft):
    edited = edit(admin, 1, with_question("Ngay hen"))

    assert edited.revision == 2
    assert "ngay_hen" in FormDraft.objects.get().definition.items
    assert FormEdit.objects.get(revision=2).said == ["Thêm: Câu hỏi “Ngay hen”"]
    assert Act.objects.get(verb="catalogue.form-draft-edited").data["said"] == ["Thêm: Câu hỏi “Ngay hen”"]


def test_an_edit_that_changes_nothing_is_none(admin, draft):
    assert edit(admin, 1, lambda form: form).revision == 1
    assert not Act.objects.filter(verb="catalogue.form-draft-edited").exists()


def test_of_two_administrators_the_second_is_told(admin, draft):
    edit(admin, 1, with_question("Mot"))

    with pytest.raises(EditedMeanwhile, match=r"Quản trị tỉnh vừa sửa bản này .*Mot"):
        edit(admin, 1, with_question("Hai"))

    assert "hai" not in FormDraft.objects.get().definition.items


def test_an_edit_can_be_taken_back_and_stays_known(admin, draft):
    edit(admin, 1, with_question("Mot"))

    back = drafting.return_to(admin=admin, code=CODE, seen=2, revision=1, at=AT)

    assert back.definition == make.FORM
    assert FormEdit.objects.count() == 3


def test_a_wrong_expression_is_refused_where_it_is_written(admin, draft):
    wrong = FormField(key="note", label="Ghi chú", required=False, when="nobody == 1")

    with pytest.raises(ThingFlawed, match="“nobody”") as refused:
        edit(admin, 1, lambda form: editing.put(form, Place(Kind.FIELD, "note"), wrong), place="note")

    assert [flaw.part for flaw in flaws_of(refused.value)] == ["when"]


def test_what_an_edit_breaks_elsewhere_is_kept_and_shown(admin, draft):
    asking = FormField(key="note", label="Ghi chú", required=False, when='content == "x"')
    edit(admin, 1, lambda form: editing.put(form, Place(Kind.FIELD, "note"), asking), place="note")

    moved = edit(admin, 2, lambda form: editing.move(form, Place(Kind.FIELD, "note"), -1))

    assert moved.revision == 3


def test_a_new_form_begins_empty_and_its_code_is_its_own(admin):
    form = FormDefinition(code="bieu-mau-moi", title="Mới", sections=())
    begun = drafting.begin_form(admin=admin, form=form, at=AT)

    assert begun.based_on == 0
    with pytest.raises(FormExists):
        drafting.begin_form(admin=admin, form=form, at=AT)


def test_a_form_that_is_not_there_has_no_draft(admin):
    with pytest.raises(NoSuchForm):
        drafting.begin_draft(admin=admin, code="khong-co", at=AT)
    with pytest.raises(NoDraft):
        edit(admin, 1, lambda form: form)


def test_a_draft_thrown_away_is_over(admin, draft):
    edit(admin, 1, with_question("Mot"))

    drafting.throw_away(admin=admin, code=CODE, seen=2, at=AT)

    assert drafting.begin_draft(admin=admin, code=CODE, at=AT).definition == make.FORM
    assert FormEdit.objects.filter(draft=draft).count() == 2


def test_only_who_administers_the_province_writes_forms(draft):
    other = make.posting(make.unit(), Duty.ADMINISTER)

    with pytest.raises(NotAdministrator):
        drafting.begin_draft(admin=other, code=CODE, at=AT)
    with pytest.raises(NotAdministrator):
        edit(other, 1, lambda form: form)
    with pytest.raises(NotAdministrator):
        drafting.keep_sample(admin=other, code=CODE, name="a", answers={}, at=AT)


def test_a_sample_is_kept_by_its_name_and_can_be_dropped(admin):
    said = {"admin": admin, "code": CODE, "at": AT}
    drafting.keep_sample(name="Cha đi khai", answers={"content": "a"}, **said)
    sample = drafting.keep_sample(name=" Cha  đi khai ", answers={"content": "b"}, **said)

    assert FormSample.objects.get().answers == {"content": "b"}
    with pytest.raises(SampleNameMissing):
        drafting.keep_sample(name=" ", answers={}, **said)

    drafting.drop_sample(pk=sample.pk, **said)
    assert not FormSample.objects.exists()

"""A form is published for the procedures that use it; what was begun keeps its version."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, cast

import pytest

from motcua.catalogue import forms
from motcua.catalogue.facts import RequiredPaper
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records, revise
from motcua.dossiers import operations as dossiers
from motcua.eforms import drafting, editing
from motcua.eforms.authoring import Flaw
from motcua.eforms.burden import Asked
from motcua.eforms.definition import FormDefinition, FormField, FormPaper, Section
from motcua.eforms.errors import (
    BeforeTheOneToCome,
    EditedMeanwhile,
    FormFlawed,
    FormFromThePast,
    NothingChanged,
    PublishedMeanwhile,
    ReasonMissing,
)
from motcua.eforms.models import FormDraft, FormVersion
from motcua.journal.models import Act
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db
CODE = make.FORM.code
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
OTHER = make.PROCEDURE.model_copy(update={"code": "1.000656", "name": "Khai tử", "form": CODE})


@pytest.fixture
def admin():
    return make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER, name="Quản trị tỉnh")


@pytest.fixture
def version():
    return make.publish()


def draft_with(admin, *questions: FormField) -> FormDraft:
    draft = drafting.begin_draft(admin=admin, code=CODE, at=AT)
    for question in questions:
        draft = drafting.edit_draft(
            admin=admin,
            code=CODE,
            seen=draft.revision,
            change=partial(editing.add, thing=question, within="request"),
            at=AT,
        )
    return draft


def publish(admin, draft: FormDraft, **more) -> FormVersion:
    said: dict[str, Any] = {
        "code": draft.code,
        "seen": draft.revision,
        "from_on": TODAY,
        "because": "TT 1/2026",
        "at": AT,
    }
    return forms.publish_form(admin=admin, **said | more)


MORE = FormField(key="more", label="Điều khác", required=False)


def test_procedures_have_the_new_form_at_once(admin, version):
    import_records(records=[OTHER], at=make.MONDAY)

    published = publish(admin, draft_with(admin, MORE))

    assert published.number == 2
    in_force = ProcedureVersion.objects.filter(to_on=None)
    assert {each.form for each in in_force} == {published}
    assert {each.number for each in in_force} == {2}
    act = Act.objects.get(verb="catalogue.form-published")
    assert act.data["procedures"] == 2
    assert act.data["said"] == ["Thêm: Câu hỏi “Điều khác”"]
    assert FormDraft.objects.get().became == published


def test_what_was_begun_keeps_its_form(admin, version):
    begun = dossiers.start_draft(version=version, citizen=make.citizen(), at=AT)

    publish(admin, draft_with(admin, MORE))

    begun.refresh_from_db()
    assert begun.version == version
    assert begun.version.form is not None
    assert begun.version.form.number == 1


def test_a_form_for_a_later_day_waits_for_it(admin, version):
    later = publish(admin, draft_with(admin, MORE), from_on=TODAY + timedelta(days=7))
    in_force = ProcedureVersion.objects.filter(to_on=None)

    assert in_force.get().form == version.form
    assert forms.put_due_forms_in_force(at=AT + timedelta(days=6)) == 0
    assert forms.put_due_forms_in_force(at=AT + timedelta(days=7)) == 1
    assert forms.put_due_forms_in_force(at=AT + timedelta(days=7)) == 0
    assert in_force.get().form == later
    assert Act.objects.filter(verb="catalogue.form-in-force").count() == 1


def test_neither_a_revision_nor_an_import_brings_a_form_before_its_day(admin, version):
    publish(admin, draft_with(admin, MORE), from_on=TODAY + timedelta(days=7))

    revise(admin=admin, code=version.code, changes={"summary": "Một câu"}, seen=1, at=AT)
    import_records(records=[OTHER], at=AT)

    assert {each.form for each in ProcedureVersion.objects.filter(to_on=None)} == {version.form}


def test_an_import_does_not_undo_what_an_administrator_published(admin, version):
    published = publish(admin, draft_with(admin, MORE))

    kept = import_records(records=[make.FORM], at=AT)
    again = import_records(records=[published.definition], at=AT)
    overwritten = import_records(records=[make.FORM], at=AT, overwrite=True)

    assert (kept.forms, kept.forms_kept) == (0, [CODE])
    assert (again.forms, again.forms_kept) == (0, [])
    assert overwritten.forms == 1


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"because": " "}, ReasonMissing),
        ({"from_on": TODAY - timedelta(days=1)}, FormFromThePast),
        ({"seen": 1}, EditedMeanwhile),
    ],
)
def test_a_publication_that_says_too_little_is_refused(admin, version, more, refusal):
    draft = draft_with(admin, MORE)

    with pytest.raises(refusal):
        publish(admin, draft, **more)

    assert FormVersion.objects.count() == 1


def test_the_same_form_is_not_published_again(admin, version):
    with pytest.raises(NothingChanged):
        publish(admin, draft_with(admin))


def test_what_was_published_for_later_is_not_overtaken(admin, version):
    publish(admin, draft_with(admin, MORE), from_on=TODAY + timedelta(days=7))
    again = draft_with(admin, FormField(key="third", label="Thứ ba"))

    with pytest.raises(BeforeTheOneToCome):
        publish(admin, again)

    assert publish(admin, again, from_on=TODAY + timedelta(days=7)).number == 3


def test_a_version_that_came_meanwhile_is_told(admin, version):
    draft = draft_with(admin, MORE)
    import_records(records=[make.FORM.model_copy(update={"title": "Khác"})], at=AT)

    with pytest.raises(PublishedMeanwhile):
        publish(admin, draft)


@pytest.mark.parametrize(
    "wrong",
    [
        FormField(key="wrong", label="Ngày sinh của bạn"),
        FormField(key="wrong", label="Khác", when="nobody"),
    ],
)
def test_a_form_that_asks_what_is_known_or_has_a_flaw_is_not_published(admin, version, wrong):
    draft = draft_with(admin, wrong)

    with pytest.raises(FormFlawed) as refused:
        publish(admin, draft)

    assert [flaw.place for flaw in cast(list[Flaw], refused.value.facts["flaws"])] == ["wrong"]


def test_only_who_administers_the_province_publishes(admin, version):
    draft = draft_with(admin, MORE)

    with pytest.raises(NotAdministrator):
        publish(make.posting(make.unit(), Duty.ADMINISTER), draft)


def paper_form(**more) -> FormDefinition:
    question = FormField(key="a", label="A")
    return FormDefinition(
        code="co-giay",
        title="Có giấy",
        sections=(Section(key="mot", title="Một", fields=(question,)),),
        papers=(FormPaper(paper="khai-sinh", **more),),
    )


def using(**more):
    paper = RequiredPaper(key="khai-sinh", name="Bản sao Giấy khai sinh", **more)
    shown = RequiredPaper(key="can-cuoc", name="Thẻ căn cước", present_only=True)
    procedure = make.PROCEDURE.model_copy(
        update={"code": "1.000001", "form": "co-giay", "papers": (paper, shown)}
    )
    make.publish(procedure, paper_form())


def test_a_paper_the_state_made_is_not_asked_for():
    using()

    (obstacle,) = forms.obstacles(paper_form())

    assert obstacle.place == "khai-sinh"
    assert "kết quả do cơ quan nhà nước cấp (Giấy khai sinh)" in obstacle.message


def test_a_paper_of_the_state_that_the_vault_gives_or_that_is_explained_is_asked_for():
    using(types=("KQ.G15.000031",))

    assert forms.obstacles(paper_form()) == []
    assert forms.obstacles(paper_form(asked_because="Cần bản giấy có dấu.")) == []


def test_papers_are_counted_as_the_form_decides():
    using()

    assert forms.papers_asked(paper_form()) == Asked(1, 1)
    assert forms.papers_asked(paper_form(when='a == "x"')) == Asked(0, 1)
    assert [paper.key for paper in forms.papers_with("co-giay")] == ["khai-sinh", "can-cuoc"]


def test_the_general_form_is_that_of_every_procedure_without_one(version):
    import_records(records=[OTHER], at=make.MONDAY)

    assert [each.code for each in forms.users_of(CODE)] == ["1.000656", "1.001193"]
    assert forms.how_many_use() == {CODE: 2}

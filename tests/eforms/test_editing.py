"""Each edit changes one thing; the forms that come with the system can be made by edits from nothing."""

import pytest

from motcua.eforms import editing
from motcua.eforms.definition import Check, FieldGroup, FormDefinition, FormField, Section
from motcua.eforms.editing import Kind, Place, Thing
from motcua.eforms.errors import KeyTaken, NoSuchPlace, OnlyQuestion
from tests.shipped_forms import each_form


def built(form: FormDefinition) -> FormDefinition:
    """Make the form again as an administrator does: thing by thing, from an empty one."""
    made = FormDefinition(code=form.code, title="Biểu mẫu mới", sections=())
    made = editing.describe(made, title=form.title, official_form=form.official_form)
    for subject in form.subjects:
        made = editing.add(made, subject)
    for section in form.sections:
        made = editing.add(made, Section(key=section.key, title=section.title, help=section.help, fields=()))
        for item in section.fields:
            first = (
                item.model_copy(update={"fields": item.fields[:1]}) if isinstance(item, FieldGroup) else item
            )
            made = editing.add(made, first, within=section.key)
            for question in item.fields[1:] if isinstance(item, FieldGroup) else ():
                made = editing.add(made, question, within=item.key)
    rest: list[Thing] = [*form.checks, *form.papers, *form.co_declarants]
    for thing in rest:
        made = editing.add(made, thing)
    return made


@each_form
def test_a_shipped_form_can_be_built_from_nothing(form):
    assert built(form) == form


def small() -> FormDefinition:
    group = FieldGroup(
        key="nhom", title="Nhóm", fields=(FormField(key="a", label="A"), FormField(key="b", label="B"))
    )
    return FormDefinition(
        code="thu",
        title="Thử",
        sections=(
            Section(
                key="mot",
                title="Một",
                fields=(FormField(key="x", label="X"), FormField(key="y", label="Y"), group),
            ),
            Section(key="hai", title="Hai", fields=(FormField(key="z", label="Z"),)),
        ),
        checks=(Check(that="true", say="1", at="x"), Check(that="true", say="2", at="y")),
    )


def order(form: FormDefinition) -> str:
    return " | ".join(" ".join(item.key for item in section.fields) for section in form.sections)


@pytest.mark.parametrize(
    ("kind", "key", "step", "then"),
    [
        (Kind.FIELD, "x", 1, "y x nhom | z"),
        (Kind.FIELD, "y", -1, "y x nhom | z"),
        (Kind.FIELD, "x", -1, "x y nhom | z"),
        (Kind.GROUP, "nhom", 1, "x y | nhom z"),
        (Kind.FIELD, "z", -1, "x y nhom z | "),
        (Kind.FIELD, "z", 1, "x y nhom | z"),
        (Kind.SECTION, "hai", -1, "z | x y nhom"),
    ],
)
def test_a_thing_moves_one_place(kind, key, step, then):
    assert order(editing.move(small(), Place(kind, key), step)) == then


def test_a_question_of_a_group_moves_within_it():
    moved = editing.move(small(), Place(Kind.FIELD, "nhom-b"), -1)

    group = moved.items["nhom"]
    assert isinstance(group, FieldGroup)
    assert [question.key for question in group.fields] == ["b", "a"]


def test_what_has_no_key_moves_by_its_number():
    moved = editing.move(small(), Place(Kind.CHECK, "2"), -1)

    assert [check.say for check in moved.checks] == ["2", "1"]


def test_a_question_is_sent_to_another_section():
    assert order(editing.send(small(), "x", "hai")) == "y nhom | z x"


def test_a_thing_added_after_another_stands_there():
    assert (
        order(editing.add(small(), FormField(key="n", label="N"), within="mot", after="x"))
        == "x n y nhom | z"
    )


def test_a_key_is_given_once():
    with pytest.raises(KeyTaken):
        editing.add(small(), FormField(key="z", label="Z"), within="mot")


def test_a_key_follows_from_the_label():
    form = small()

    assert (
        editing.free_key(form, "Ngày, tháng, năm sinh của mẹ", kind=Kind.FIELD)
        == "ngay_thang_nam_sinh_cua_me"
    )
    assert editing.free_key(form, "X", kind=Kind.FIELD) == "x_2"
    assert editing.free_key(form, "123", kind=Kind.FIELD) == "muc"


def test_the_last_question_of_a_group_stays():
    form = editing.remove(small(), Place(Kind.FIELD, "nhom-a"))

    with pytest.raises(OnlyQuestion):
        editing.remove(form, Place(Kind.FIELD, "nhom-b"))


@pytest.mark.parametrize(
    "place",
    [
        "field:nobody",
        "field:x-a",
        "field:nhom-x",
        "check:0",
        "check:3",
        "check:²",
        "paper:1",
        "form:",
        "subject:a",
    ],
)
def test_what_is_not_there_is_refused(place):
    with pytest.raises(NoSuchPlace):
        editing.remove(small(), Place.read(place))


def test_no_edit_changes_the_form_it_began_with():
    form = small()
    before = form.model_dump_json()

    editing.remove(editing.move(form, Place(Kind.SECTION, "mot"), 1), Place(Kind.CHECK, "1"))

    assert form.model_dump_json() == before

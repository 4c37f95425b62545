from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from motcua.eforms.definition import FieldType, FormField, Option
from motcua.kernel.errors import Refusal
from motcua.web.ui import fonts
from motcua.web.ui.questions import Question

TEMPLATES = Path(fonts.__file__).parent / "templates"
COMPONENTS = sorted((TEMPLATES / "cotton").glob("*.html"))
README = (TEMPLATES.parent / "README.md").read_text(encoding="utf-8")
HALF_PAST_FOUR = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    request = RequestFactory().get("/")
    template = Template(CottonCompiler().process(source))
    return " ".join(template.render(RequestContext(request, context)).split())


def tag(component: Path) -> str:
    return component.stem.replace("_", "-")


@pytest.mark.parametrize("component", COMPONENTS, ids=tag)
def test_every_component_says_what_goes_into_it(component):
    assert component.read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("component", COMPONENTS, ids=tag)
def test_every_component_is_in_the_gallery_and_the_readme(component):
    shown = "".join(f.read_text(encoding="utf-8") for f in TEMPLATES.glob("ui/**/*.html"))

    assert f"<c-{tag(component)}" in shown
    assert tag(component) in README


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda f: f.name)
def test_no_template_holds_a_style_or_a_script_of_its_own(template):
    text = template.read_text(encoding="utf-8")

    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text


def test_a_button_that_cannot_be_pressed_says_why():
    class NotYours(Refusal):
        message = "Hồ sơ này do {unit} giải quyết."

    html = render(
        '<c-button variant="primary" :disabled_reason="why">Tiếp nhận</c-button>',
        why=NotYours(unit="xã Ia Dom"),
    )

    assert 'type="button"' in html
    assert 'aria-disabled="true"' in html
    assert "Hồ sơ này do xã Ia Dom giải quyết." in html


def test_a_button_passes_on_what_it_does_not_know():
    html = render('<c-button name="act" value="sign" hx-post="/x">Ký và ban hành</c-button>')

    assert 'name="act" value="sign" hx-post="/x"' in html


def test_what_people_write_is_escaped():
    html = render('<c-fact label="Tên">{{ name }}</c-fact><c-title :text="name" />', name="<b>Thu</b>")

    assert html.count("&lt;b&gt;Thu&lt;/b&gt;") == 2


def test_a_component_does_not_see_the_variables_of_the_page():
    html = render('<c-field name="q" label="Tên" />', error="lỗi của trang", help="của trang")

    assert "của trang" not in html


def test_a_deadline_is_a_whole_sentence():
    html = render('<c-deadline :at="at" :days="3" because="Điều 9" />', at=HALF_PAST_FOUR)

    assert "thứ Sáu, 27/11/2026, 16:30</time>" in html
    assert "(còn 3 ngày làm việc)" in html
    assert "Điều 9" in html


def test_a_late_deadline_has_words_and_a_shape_not_only_a_colour():
    html = render('<c-deadline :at="at" :days="-1" />', at=HALF_PAST_FOUR)

    assert "quá hạn 1 ngày làm việc" in html
    assert "<svg" in html


def test_a_stopped_clock_is_neither_near_nor_late():
    html = render('<c-deadline :at="at" :days="-1" paused="đang dừng" />', at=HALF_PAST_FOUR)

    assert "(đang dừng)" in html
    assert "quá hạn" not in html


@pytest.mark.parametrize("type", FieldType)
def test_every_type_of_question_can_be_asked(type):
    options = (Option(value="male", label="Nam"),) if type is FieldType.CHOICE else ()
    field = FormField(key="q", label="Câu hỏi", type=type, help="Ví dụ.", options=options)

    question = Question(field=field, name="q", value="", error="Hãy trả lời.", help=field.help)
    html = render('{% include "ui/question.html" %}', question=question)

    assert 'id="f-q"' in html
    assert "Câu hỏi" in html
    assert 'id="f-q-help"' in html
    assert "Hãy trả lời." in html


@pytest.mark.parametrize(("count", "control"), [(6, "radio"), (7, "<select")])
def test_few_choices_are_radios_and_many_a_list(count, control):
    options = tuple(Option(value=f"o{n}", label=f"Số {n}") for n in range(count))
    field = FormField(key="q", label="Chọn", type=FieldType.CHOICE, options=options)

    html = render('{% include "ui/question.html" %}', question=Question(field=field, name="q", value="o2"))

    assert control in html
    assert html.count("checked") + html.count("selected") == 1


def test_a_partly_known_date_returns_to_its_boxes():
    html = render('<c-field type="birth_date" name="born" label="Ngày sinh" value="1990-11" />')

    assert 'name="born-month" value="11"' in html
    assert 'name="born-year" value="1990"' in html
    assert 'name="born-day" value=""' in html


def test_the_error_summary_leads_to_each_field():
    html = render('<c-error-summary :errors="errors" />', errors=[("born", "Hãy ghi ngày sinh.")])

    assert '<a href="#f-born">Hãy ghi ngày sinh.</a>' in html
    assert 'role="alert"' in html


def test_no_errors_leave_no_summary():
    assert render('<c-error-summary :errors="errors" />', errors=[]) == ""


def test_a_long_official_name_gets_a_calmer_size():
    assert 'class="title long"' in render('<c-title :text="name" />', name="Cấp giấy phép " * 10)
    assert 'class="title vast"' in render('<c-title :text="name" />', name="Cấp giấy phép " * 40)
    assert 'class="title"' in render('<c-title text="Thu" />')

"""The form of each thing of a form: what an administrator writes, and the thing it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from motcua.catalogue.forms import papers_with
from motcua.eforms import elements
from motcua.eforms.definition import APPLICANT, Check, CoDeclarant, FormPaper, Section, Subject
from motcua.eforms.editing import Kind
from motcua.eforms.rules import label_of
from motcua.web.office.builder.questions import FieldFacts, GroupFacts
from motcua.web.office.builder.thing_form import (
    EXAMPLE,
    LONGEST_CEL,
    ThingForm,
    key_field,
    title_field,
    when_field,
)
from motcua.web.office.forms import Choice, Many, Text

_NO_SUBJECT = frozenset({elements.Kind.PLACE, elements.Kind.DOSSIER})


class FormFacts(ThingForm):
    kind = Kind.FORM
    title = title_field(gettext_lazy("Tên biểu mẫu"), gettext_lazy("Hãy ghi tên biểu mẫu."))
    official_form = Text(
        gettext_lazy("Theo mẫu"),
        help_text=gettext_lazy("Mẫu giấy do văn bản quy định, ví dụ Mẫu số 01, Nghị định 175/2024/NĐ-CP."),
        max_length=300,
    )


class SectionFacts(ThingForm):
    kind = Kind.SECTION
    title = title_field(gettext_lazy("Tên phần"), gettext_lazy("Hãy ghi tên phần, ví dụ Người mẹ."))
    key = key_field()
    help = Text(
        gettext_lazy("Lời giúp"),
        kind="long_text",
        max_length=1000,
        help_text=gettext_lazy("Hiện ở đầu trang của phần này."),
    )
    field_order = ("seen", "title", "help", "key")

    def thing(self) -> Section:
        facts = {"title": self.written("title"), "help": self.written("help")}
        if isinstance(self.old, Section):
            return self.old.model_copy(update=facts)
        return Section(key=self.key_for(facts["title"], self.kind), fields=(), **facts)


class SubjectFacts(ThingForm):
    kind = Kind.SUBJECT
    title = title_field(gettext_lazy("Tên chủ thể"), gettext_lazy("Hãy ghi tên chủ thể, ví dụ Người mẹ."))
    type = Choice(gettext_lazy("Là"), gettext_lazy("Hãy chọn chủ thể là gì."))
    relation = Choice(
        gettext_lazy("Quan hệ"),
        help_text=gettext_lazy("Có quan hệ với người khai thì dữ liệu dân cư tìm được người này."),
        choices=[
            ("", gettext_lazy("Không có quan hệ gia đình")),
            ("spouse", gettext_lazy("Vợ hoặc chồng")),
            ("father", gettext_lazy("Cha")),
            ("mother", gettext_lazy("Mẹ")),
            ("child", gettext_lazy("Con")),
        ],
    )
    to = Choice(gettext_lazy("Quan hệ ấy với ai"))
    same = when_field(
        gettext_lazy("Chính là người khai khi"),
        gettext_lazy('Ví dụ applicant_relation == "mother". Để trống: luôn là người khác.'),
    )
    key = key_field()
    field_order = ("seen", "title", "type", "relation", "to", "same", "key")
    parts = {"is": "same"}

    def prepare(self) -> None:
        me = getattr(self.old, "key", "")
        self.offer("to", [pair for pair in self.subjects("person") if pair[0] != me])
        self.offer("type", [(kind.value, kind.label) for kind in elements.Kind if kind not in _NO_SUBJECT])

    def facts_of(self, thing: Any) -> dict[str, Any]:
        return super().facts_of(thing) | {"type": thing.kind}

    def thing(self) -> Subject:
        facts = {name: self.written(name) for name in ("title", "relation", "same")}
        facts |= {"kind": self.written("type"), "to": self.written("to") or APPLICANT}
        if isinstance(self.old, Subject):
            return self.old.model_copy(update=facts)
        return Subject(key=self.key_for(facts["title"], self.kind), **facts)


class PaperFacts(ThingForm):
    kind = Kind.PAPER
    paper = Choice(
        gettext_lazy("Giấy tờ của thủ tục"),
        gettext_lazy("Hãy chọn giấy tờ."),
        help_text=gettext_lazy("Thành phần hồ sơ do danh mục thủ tục nêu; biểu mẫu quyết định khi nào cần."),
    )
    when = when_field(
        gettext_lazy("Khi nào phải nộp"),
        gettext_lazy('Ví dụ birth_proof != "electronic". Để trống: ai cũng phải nộp.'),
    )
    asked_because = Text(
        gettext_lazy("Vì sao vẫn yêu cầu giấy do cơ quan nhà nước cấp"), kind="long_text", max_length=500
    )

    def prepare(self) -> None:
        known = [(paper.key or paper.name, paper.name) for paper in papers_with(self.form.code)]
        now = self.old.paper if isinstance(self.old, FormPaper) else ""
        taken = {paper.paper for paper in self.form.papers} - {now}
        offered = [pair for pair in known if pair[0] not in taken]
        if now and now not in dict(offered):
            offered.insert(0, (now, now))
        self.offer("paper", offered)

    def thing(self) -> FormPaper:
        return FormPaper(**{name: self.written(name) for name in ("paper", "when", "asked_because")})


class CheckFacts(ThingForm):
    kind = Kind.CHECK
    that = Text(
        gettext_lazy("Điều phải đúng"),
        gettext_lazy("Hãy ghi điều phải đúng, ví dụ child_birth <= today."),
        help_text=gettext_lazy("Biểu thức CEL về các câu trả lời. Chưa đủ câu trả lời thì coi là đúng."),
        max_length=LONGEST_CEL,
    )
    say = Text(
        gettext_lazy("Lời nhắc khi không đúng"),
        gettext_lazy("Hãy ghi lời nhắc, ví dụ Ngày sinh của trẻ chưa đến."),
        max_length=500,
    )
    at = Choice(gettext_lazy("Lời nhắc đứng ở câu"), gettext_lazy("Hãy chọn câu hỏi."))

    def prepare(self) -> None:
        self.offer("at", [(key, label_of(item)) for key, item in self.form.items.items()])

    def thing(self) -> Check:
        return Check(**{name: self.written(name) for name in ("that", "say", "at")})


class CoDeclarantFacts(ThingForm):
    kind = Kind.CO_DECLARANT
    title = title_field(gettext_lazy("Ai cùng khai"), gettext_lazy("Hãy ghi ai cùng khai, ví dụ Mẹ của trẻ."))
    of = Choice(gettext_lazy("Là chủ thể"), gettext_lazy("Hãy chọn chủ thể."))
    confirms = Many(gettext_lazy("Xác nhận những phần"), gettext_lazy("Hãy chọn ít nhất một phần."))
    statement = Text(
        gettext_lazy("Lời xác nhận"),
        gettext_lazy("Hãy ghi lời xác nhận, ví dụ Tôi xác nhận thông tin về tôi là đúng."),
        kind="long_text",
        max_length=1000,
    )
    when = when_field(gettext_lazy("Khi nào phải xác nhận"), EXAMPLE)
    key = key_field()

    def prepare(self) -> None:
        self.offer("of", self.subjects("person"))
        field = self.fields["confirms"]
        assert isinstance(field, Many)
        field.choices = [(section.key, section.title) for section in self.form.sections]

    def thing(self) -> CoDeclarant:
        facts = {name: self.written(name) for name in ("title", "of", "statement", "when")}
        facts["confirms"] = tuple(self.written("confirms"))
        if isinstance(self.old, CoDeclarant):
            return self.old.model_copy(update=facts)
        return CoDeclarant(key=self.key_for(facts["title"], self.kind), **facts)


FORMS: Mapping[Kind, type[ThingForm]] = {
    each.kind: each
    for each in (
        FormFacts,
        SectionFacts,
        FieldFacts,
        GroupFacts,
        SubjectFacts,
        PaperFacts,
        CheckFacts,
        CoDeclarantFacts,
    )
}

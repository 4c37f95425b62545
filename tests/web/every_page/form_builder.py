"""A form that is being written, with one of each thing, something wrong, and sample answers."""

from django.utils import timezone

from motcua.eforms import drafting
from motcua.eforms.definition import (
    Check,
    CoDeclarant,
    FieldGroup,
    FieldType,
    FormDefinition,
    FormField,
    FormPaper,
    Section,
    Subject,
)
from motcua.orgs.postings import Posting

FORM = FormDefinition(
    code="dang-ky-thu",
    title="Đăng ký thử",
    official_form="Mẫu số 01",
    subjects=(Subject(key="mother", title="Người mẹ", relation="mother"),),
    sections=(
        Section(
            key="mot",
            title="Một",
            fields=(
                FormField(key="way", label="Bạn có con không?", type=FieldType.YES_NO),
                FormField(key="born", label="Ngày sinh", type=FieldType.DATE, when='way == "yes"'),
                FormField(key="twice", label="Hai lần", computed="1 + 1", type=FieldType.NUMBER),
                FieldGroup(
                    key="rows", title="Các con", minimum=1, fields=(FormField(key="age", label="Tuổi"),)
                ),
            ),
        ),
    ),
    checks=(Check(that='way == "yes"', at="way", say="Phải có."),),
    papers=(FormPaper(paper="giay-chung-sinh"),),
    co_declarants=(
        CoDeclarant(key="mother", title="Mẹ", of="mother", confirms=("mot",), statement="Tôi xác nhận."),
    ),
)


def begin(admin: Posting) -> None:
    at = timezone.now()
    drafting.begin_form(admin=admin, form=FORM, at=at)
    drafting.keep_sample(admin=admin, code=FORM.code, name="Bà Rơ Mah", answers={"way": "no"}, at=at)

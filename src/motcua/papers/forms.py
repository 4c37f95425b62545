"""
What each template needs to be told: the keys of its data, checked before anything is typeset.

The keys of results are those of ``docs/reference/result-fields.md``; the layouts follow the forms named in
each class. A day is written as ISO text ("2026-11-27") and set in words; text that is not a day, such as
a lone year, stands as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from motcua.kernel.legal_time import VIETNAM
from motcua.papers.errors import DataNotReady

MAX_TEXT = 20_000


def clock(moment: datetime) -> str:
    """Return a moment as the wall clock here shows it: "2026-11-27T16:30:05"."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None).isoformat(timespec="seconds")


def _as_text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "\n".join(unicodedata.normalize("NFC", item).strip() for item in value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip()
    return value


Text = Annotated[str, BeforeValidator(_as_text), Field(max_length=MAX_TEXT)]
Needed = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=MAX_TEXT)]


class Form(BaseModel):
    """The data of one template. Unknown keys are refused: a mistyped key must not leave a blank line."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PaperLine(Form):
    name: Needed
    originals: int = 0
    copies: int = 0


class Letter(Form):
    """What the forms of Circular 03/2025/TT-VPCP, Appendix I, share: who asks, and for what."""

    dossier_code: Text = ""
    procedure_name: Needed
    desk: Needed  # Trung tâm Phục vụ hành chính công, or its branch
    applicant_name: Needed
    applicant_id: Text = ""
    applicant_address: Text = ""
    applicant_phone: Text = ""
    applicant_email: Text = ""
    tracking_url: Text = ""


class Receipt(Letter):
    """Mẫu số 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả."""

    dossier_code: Needed
    agent_name: Text = ""
    agent_id: Text = ""
    agent_address: Text = ""
    agent_phone: Text = ""
    agent_email: Text = ""
    agent_paper: Text = ""  # the power of attorney
    papers: tuple[PaperLine, ...] = ()
    sets: Text = "01"
    term: Needed  # "03 ngày làm việc"
    received_at: Needed
    due_at: Needed
    result_place: Needed
    book: Text = ""
    book_line: Text = ""
    submitter_name: Needed
    receiver_name: Text = ""  # empty: the signer of the paper
    tracking_url: Needed


class SupplementRequest(Letter):
    """Mẫu số 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""

    items: tuple[Needed, ...] = Field(min_length=1)
    reason: Needed
    contact_name: Text = ""
    contact_phone: Text = ""
    officer_name: Text = ""  # empty: the signer of the paper


class Refusal(Letter):
    """Mẫu số 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ."""

    reason: Needed
    citation: Text = ""
    advice: Text = ""  # where to go instead
    complaint: Text = ""  # to whom, until when
    contact_name: Text = ""
    contact_phone: Text = ""
    officer_name: Text = ""  # empty: the signer of the paper


class Apology(Letter):
    """Mẫu số 04: Văn bản xin lỗi và đề nghị gia hạn (2018: Phiếu xin lỗi và hẹn lại ngày trả kết quả)."""

    dossier_code: Needed
    received_at: Needed
    due_at: Needed  # as appointed before
    new_due_at: Needed
    reason: Needed
    contact_name: Text = ""
    contact_phone: Text = ""
    officer_name: Text = ""  # empty: the signer of the paper


class Stopping(Letter):
    """Mẫu số 05: Thông báo dừng giải quyết hồ sơ."""

    dossier_code: Needed
    received_at: Text = ""  # empty: it was not yet accepted
    stopped_at: Needed
    reason: Needed
    citation: Text = ""
    complaint: Text = ""  # to whom, until when
    contact_name: Text = ""
    contact_phone: Text = ""
    officer_name: Text = ""  # empty: the signer of the paper


class HandOver(Form):
    """One row of a control slip; without a receiver, nobody has taken it up yet."""

    giver_unit: Text = ""
    giver: Text = ""
    receiver_unit: Text = ""
    receiver: Text = ""
    at: Needed
    outcome: Text = ""  # "Trước hạn", "Đúng hạn", "Quá hạn", or "" where no share of the term was set
    note: Text = ""


class ControlSlip(Letter):
    """Mẫu số 06 (2018: 05): Phiếu kiểm soát quá trình giải quyết hồ sơ."""

    dossier_code: Needed
    agency: Needed
    partners: Text = ""
    received_at: Needed
    due_at: Needed
    rows: tuple[HandOver, ...] = ()


class RegisterLine(Form):
    line: Needed
    code: Needed
    procedure: Needed
    sets: Text = "01"
    applicant: Needed
    contact: Text = ""
    agency: Needed
    received_on: Text = ""
    due_on: Text = ""
    returned_on: Text = ""
    way: Text = ""
    taken_by: Text = ""
    note: Text = ""


class Register(Form):
    """Mẫu số 07 (2018: 06): Sổ theo dõi hồ sơ."""

    from_on: Needed
    to_on: Needed
    rows: tuple[RegisterLine, ...] = ()
    purpose: Text = ""  # who took it out, and why


class Result(Form):
    """What every result is told besides its own fields: the dossier it answers."""

    dossier_code: Text = ""
    procedure_name: Text = ""
    applicant_name: Text = ""


class Decision(Result):
    """The general letter that grants what a procedure asks for."""

    procedure_name: Needed
    applicant_name: Needed
    applicant_id: Text = ""
    applicant_address: Text = ""
    content: Needed  # what is granted
    citation: Text = ""
    conditions: Text = ""
    valid_until: Text = ""


class RefusalDecision(Result):
    """The letter that refuses, with its ground, and how to complain (Law on Complaints, Art. 7, 9)."""

    procedure_name: Needed
    applicant_name: Needed
    applicant_address: Text = ""
    reason: Needed
    citation: Text = ""
    advice: Text = ""
    complaint: Text = ""  # to whom, until when
    part: bool = False  # of a request that is otherwise granted


class BirthCertificate(Result):
    """Giấy khai sinh (Circular 04/2020/TT-BTP)."""

    full_name: Needed
    birth_date: Needed
    birth_date_words: Text = ""
    gender: Needed
    ethnicity: Needed
    nationality: Needed
    birth_place: Needed
    home_town: Text = ""
    personal_id: Text = ""
    mother_name: Text = ""
    mother_birth_year: Text = ""
    mother_ethnicity: Text = ""
    mother_nationality: Text = ""
    mother_residence: Text = ""
    father_name: Text = ""
    father_birth_year: Text = ""
    father_ethnicity: Text = ""
    father_nationality: Text = ""
    father_residence: Text = ""
    declarant_name: Needed
    declarant_papers: Text = ""
    registered_at: Text = ""
    registered_on: Text = ""


class MarriageStatus(Result):
    """Giấy xác nhận tình trạng hôn nhân (Circular 04/2020/TT-BTP; Decree 123/2015/ND-CP, Art. 22-23)."""

    full_name: Needed
    birth_date: Needed
    gender: Needed
    ethnicity: Needed
    nationality: Needed
    identity_papers: Needed
    residence: Needed
    status: Needed
    purpose: Needed


class CertifiedCopy(Result):
    """Lời chứng chứng thực bản sao đúng với bản chính (Decree 23/2015/ND-CP)."""

    document_title: Needed
    certification_number: Needed
    book_number: Needed
    pages: Text = ""
    certified_on: Text = ""


class HouseholdBusiness(Result):
    """Giấy chứng nhận đăng ký hộ kinh doanh (Decree 168/2025/ND-CP)."""

    business_code: Needed
    first_registered_on: Text = ""
    change_number: Text = ""
    changed_on: Text = ""
    business_name: Needed
    address: Needed
    phone: Text = ""
    email: Text = ""
    activities: Needed  # one a line; "name | code" where the code is known
    capital: Text = ""
    owner_name: Needed
    owner_gender: Text = ""
    owner_birth_date: Text = ""
    owner_ethnicity: Text = ""
    owner_nationality: Text = ""
    owner_id: Needed
    owner_residence: Text = ""
    members: Text = ""  # one a line


class BuildingPermit(Result):
    """Giấy phép xây dựng, sử dụng cho nhà ở riêng lẻ."""

    owner_name: Needed
    owner_address: Needed
    work_name: Text = ""
    designer: Text = ""
    land_plot: Needed
    site_address: Needed
    ground_level: Text = ""
    setback: Text = ""
    density: Text = ""
    footprint: Text = ""
    floor_area: Text = ""
    height: Text = ""
    floors: Text = ""
    land_papers: Text = ""


class CriminalRecord(Result):
    """Phiếu lý lịch tư pháp số 1, số 2 (Law on Judicial Records 28/2009/QH12, Art. 41-43)."""

    sheet: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^[12]$")]
    full_name: Needed
    gender: Needed
    birth_date: Needed
    birth_place: Needed
    nationality: Needed
    residence: Needed
    identity_papers: Needed
    father_name: Text = ""
    mother_name: Text = ""
    spouse_name: Text = ""
    convictions: Needed  # "Không có án tích", or one a line
    bans: Text = ""  # from holding posts, founding or running enterprises and cooperatives


class DeclarationTable(Form):
    title: Needed
    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class DeclarationPart(Form):
    title: Needed
    lines: tuple[tuple[Text, Text], ...] = ()  # what is asked, what is answered
    tables: tuple[DeclarationTable, ...] = ()


class Declaration(Form):
    """What an applicant declares, under the heading of its annex; a draft is marked so on each page."""

    official_form: Text = ""
    to: Needed
    draft: bool = False
    parts: tuple[DeclarationPart, ...]
    signatures: tuple[tuple[Text, Text, Text], ...]  # whose, how they sign, their name


SLIPS: Mapping[str, type[Form]] = {
    "receipt": Receipt,
    "supplement-request": SupplementRequest,
    "refusal": Refusal,
    "apology": Apology,
    "stopping": Stopping,
    "control-slip": ControlSlip,
    "register": Register,
}
"""The forms of Circular 03/2025/TT-VPCP, Appendix I; those of Circular 01/2018/TT-VPCP end in "-2018"."""

FORMS: Mapping[str, type[Form]] = {
    **SLIPS,
    **{f"{name}-2018": form for name, form in SLIPS.items() if name != "stopping"},
    "decision": Decision,
    "refusal-decision": RefusalDecision,
    "birth-certificate": BirthCertificate,
    "marriage-status": MarriageStatus,
    "certified-copy": CertifiedCopy,
    "household-business": HouseholdBusiness,
    "building-permit": BuildingPermit,
    "criminal-record": CriminalRecord,
    "declaration": Declaration,
}


def check(template: str, data: Mapping[str, object], *, title: str) -> Form:
    """
    Return the data as the template's form takes it.

    :raises KeyError: if there is no such template.
    :raises DataNotReady: naming every key that is missing, unknown or too long.
    """
    try:
        return FORMS[template].model_validate(dict(data))
    except ValidationError as error:
        keys = sorted({".".join(str(part) for part in each["loc"]) for each in error.errors()})
        raise DataNotReady(form=title or template, fields=", ".join(keys)) from error

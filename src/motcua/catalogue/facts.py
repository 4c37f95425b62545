"""
The facts of one procedure: the clean format.

This is what files hold (YAML or JSON), what the importer makes of the raw crawl, what a
``ProcedureVersion`` keeps, and what pages show. Source of the parts: Decree 63/2010/NĐ-CP, Art. 8.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    field_validator,
    model_serializer,
)

from motcua.eforms.definition import FormDefinition

CODE_PATTERN = r"^\d\.\d{6}(\.[A-Z]\d{2})?$"
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(StrEnum):
    MINISTRY = "ministry"  # Cấp bộ
    PROVINCE = "province"  # Cấp tỉnh
    COMMUNE = "commune"  # Cấp xã
    OTHER = "other"  # Cơ quan khác


class Audience(StrEnum):
    PUBLIC = "public"  # people and businesses
    INTERNAL = "internal"  # units of the administration among themselves: never on a public page


class Channel(StrEnum):
    ONLINE = "online"  # Trực tuyến
    POST = "post"  # Dịch vụ bưu chính
    COUNTER = "counter"  # Trực tiếp


class OnlineLevel(StrEnum):
    """Decree 42/2022/NĐ-CP, since 1-7-2026 Decree 224/2026/NĐ-CP."""

    FULL = "full"  # toàn trình
    PARTIAL = "partial"  # một phần
    NONE = "none"


class TermUnit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"
    UNKNOWN = "unknown"  # the source gives a number without a unit


class Term(Frozen):
    """How long the office may take. ``amount`` 0.5 with WORKING_DAYS is half a working day."""

    amount: float = Field(ge=0)
    unit: TermUnit
    at_least: float | None = Field(default=None, ge=0)  # the lower end of "5-10 ngày"; amount is the upper
    case: str = ""  # for which case, in the source's words


class Fee(Frozen):
    """
    Money asked for. ``amount`` None with ``free`` False means: see ``text``.

    ``kind`` "fee" is phí, "charge" is lệ phí (Law on Fees and Charges 97/2015/QH13).
    """

    amount: int | None = None
    unit: Literal["VND", "USD", "percent"] = "VND"
    free: bool = False
    kind: Literal["fee", "charge", ""] = ""
    per: str = ""  # "bản", "trang", "hồ sơ"
    case: str = ""  # for which case, or under which text
    text: str = ""  # the source's own words


class Way(Frozen):
    """One way of filing, with its own terms and fees."""

    channel: Channel
    terms: tuple[Term, ...] = ()
    term_text: str = ""  # the term in the source's words, when it names no number: "Không quy định"
    fees: tuple[Fee, ...] = ()
    note: str = ""


class RequiredPaper(Frozen):
    """One paper of the dossier. ``key`` is stable between versions; ``case`` groups papers."""

    key: str = ""
    name: str
    originals: int = 0
    copies: int = 0
    form: str = ""  # name of the attached official form file
    case: str = ""
    required: bool = True
    when: str = ""  # in which case it is needed, in plain words
    present_only: bool = False  # "xuất trình": shown, not handed in
    types: tuple[str, ...] = ()  # paper types, such as KQ.G15.000031, of which one in force serves

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which types of papers of a vault serve; its key is one, where the national list has none."""
        return tuple(filter(None, (*self.types, self.key)))


class LegalBasis(Frozen):
    number: str = ""  # "60/2014/QH13"
    title: str
    issued_on: date | None = None
    issued_by: str = ""


class Step(Frozen):
    text: str
    case: str = ""


class ProcedureResult(Frozen):
    code: str = ""  # "KQ.G15.000031"
    name: str
    template: str = ""  # which of our result templates makes it; "" is the general decision letter


class Applicant(StrEnum):
    CITIZEN = "citizen"  # Công dân Việt Nam
    OVERSEAS_VIETNAMESE = "overseas_vietnamese"  # Người Việt Nam định cư ở nước ngoài
    FOREIGNER = "foreigner"  # Người nước ngoài
    OFFICIAL = "official"  # Cán bộ, công chức, viên chức
    ENTERPRISE = "enterprise"  # Doanh nghiệp (Việt Nam)
    FOREIGN_ENTERPRISE = "foreign_enterprise"  # Doanh nghiệp có vốn đầu tư nước ngoài
    COOPERATIVE = "cooperative"  # Hợp tác xã
    ORGANISATION = "organisation"  # Tổ chức (không bao gồm doanh nghiệp, HTX)
    FOREIGN_ORGANISATION = "foreign_organisation"  # Tổ chức nước ngoài
    HOUSEHOLD_BUSINESS = "household_business"  # Hộ kinh doanh


class Stage(StrEnum):
    """The inner steps of handling. A procedure's process is an ordered choice of them."""

    EXAMINE = "examine"  # the officer checks and proposes
    REVIEW = "review"  # the head agrees or returns
    SIGN = "sign"  # the signer signs and issues


class Unread(Frozen):
    """A part of the source that could not be read whole: kept as text, with the reason."""

    field: str
    text: str
    reason: str


class Procedure(Frozen):
    """One procedure as published by one decision. Everything a page or an officer needs to know."""

    kind: Literal["procedure"] = "procedure"
    code: Code
    audience: Audience = Audience.PUBLIC
    name: str
    short_name: str = ""  # plain words for headings, "Đăng ký khai sinh"
    also_called: tuple[str, ...] = ()  # what people type: "làm giấy khai sinh"
    summary: str = ""  # one or two plain sentences: what it gives, who needs it
    field: str  # lĩnh vực
    field_code: str = ""
    type: str = ""  # loại thủ tục, in the source's words
    decision: str = ""  # quyết định công bố
    levels: tuple[Level, ...] = ()
    authority: str = ""  # cơ quan có thẩm quyền, in words
    executing: str = ""  # cơ quan thực hiện
    delegated: str = ""
    coordinating: str = ""
    reception: str = ""  # địa chỉ tiếp nhận
    decided_by: str = ""  # whose unit decides here: "commune", or a unit code such as "H21.18"; "" by level
    who_may_file: tuple[Applicant, ...] = ()
    who_may_file_text: str = ""
    ways: tuple[Way, ...] = ()
    papers: tuple[RequiredPaper, ...] = ()
    steps: tuple[Step, ...] = ()
    conditions: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    results: tuple[ProcedureResult, ...] = ()
    related: str = ""
    description: str = ""  # mô tả, in the source's words
    keywords: str = ""  # từ khóa, in the source's words
    online: OnlineLevel = OnlineLevel.PARTIAL
    online_reason: str = ""  # why not full, said publicly (Decree 224/2026/NĐ-CP Art. 14)
    life_events: tuple[str, ...] = ()  # keys of catalogue.life_events
    process: tuple[Stage, ...] = (Stage.EXAMINE, Stage.REVIEW, Stage.SIGN)
    form: str = ""  # code of a FormDefinition; "" is the general declaration
    source_url: str = ""
    ministry: str = ""
    in_force_from: date | None = None
    unread: tuple[Unread, ...] = ()

    @property
    def types_asked(self) -> frozenset[str]:
        """Return the types of all papers asked for."""
        return frozenset(kind for paper in self.papers for kind in paper.kinds)

    @property
    def interlinked(self) -> bool:
        """Whether it is a group of procedures filed as one: its parts become dossiers, it does not."""
        return self.type.startswith(INTERLINKED)

    @model_serializer(mode="wrap")
    def _unsaid_where_public(self, said: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A procedure for the public reads as before there were others: its versions stay as they are."""
        found: dict[str, Any] = said(self)
        if found.get("audience") == Audience.PUBLIC:
            del found["audience"]
        return found

    @field_validator("process")
    @classmethod
    def _begins_and_ends(cls, process: tuple[Stage, ...]) -> tuple[Stage, ...]:
        if process[:1] != (Stage.EXAMINE,) or process[-1:] != (Stage.SIGN,):
            raise ValueError("a process begins with examine and ends with sign")
        return process


INTERLINKED = "Nhóm thủ tục hành chính liên thông"
"""What the type of a group of procedures begins with."""

BY_HAND = ("form", "short_name", "also_called", "summary", "online_reason", "decided_by")
"""What only the province says of a procedure: the national record has none of it."""

EVERYDAY = frozenset({*BY_HAND, "online", "process"})
"""What an administrator changes between two imports."""

Record = Annotated[Procedure | FormDefinition, Field(discriminator="kind")]

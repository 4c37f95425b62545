"""The facts of a procedure in the words of its page. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.catalogue.facts import (
    Applicant,
    Channel,
    Fee,
    OnlineLevel,
    Procedure,
    RequiredPaper,
    Step,
    Way,
)
from motcua.dossiers.states import Move
from motcua.web.ui import formats
from motcua.web.ui.formats import term_words

APPLICANTS = {
    Applicant.CITIZEN: gettext_lazy("Công dân Việt Nam"),
    Applicant.OVERSEAS_VIETNAMESE: gettext_lazy("Người Việt Nam định cư ở nước ngoài"),
    Applicant.FOREIGNER: gettext_lazy("Người nước ngoài"),
    Applicant.OFFICIAL: gettext_lazy("Cán bộ, công chức, viên chức"),
    Applicant.ENTERPRISE: gettext_lazy("Doanh nghiệp"),
    Applicant.FOREIGN_ENTERPRISE: gettext_lazy("Doanh nghiệp có vốn đầu tư nước ngoài"),
    Applicant.COOPERATIVE: gettext_lazy("Hợp tác xã"),
    Applicant.ORGANISATION: gettext_lazy("Tổ chức khác (không phải doanh nghiệp, hợp tác xã)"),
    Applicant.FOREIGN_ORGANISATION: gettext_lazy("Tổ chức nước ngoài"),
    Applicant.HOUSEHOLD_BUSINESS: gettext_lazy("Hộ kinh doanh"),
}
CHANNELS = {
    Channel.ONLINE: gettext_lazy("Trực tuyến"),
    Channel.COUNTER: gettext_lazy("Trực tiếp tại bộ phận Một cửa"),
    Channel.POST: gettext_lazy("Qua bưu chính công ích"),
}
MOVES = {
    Move.FILE: gettext_lazy("Nộp hồ sơ"),
    Move.RECEIVE: gettext_lazy("Tiếp nhận hồ sơ tại quầy"),
    Move.ACCEPT: gettext_lazy("Tiếp nhận hồ sơ"),
    Move.ASK_FOR_SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung"),
    Move.SUPPLEMENT: gettext_lazy("Gửi phần bổ sung"),
    Move.REFUSE: gettext_lazy("Không tiếp nhận hồ sơ"),
    Move.WITHDRAW: gettext_lazy("Rút hồ sơ"),
    Move.TAKE_UP: gettext_lazy("Nhận thụ lý"),
    Move.ASSIGN: gettext_lazy("Giao người thụ lý"),
    Move.TAKE_OVER: gettext_lazy("Đổi người thụ lý"),
    Move.RELEASE: gettext_lazy("Chờ người thụ lý mới"),
    Move.PULL_BACK: gettext_lazy("Lấy lại để làm tiếp"),
    Move.PROPOSE: gettext_lazy("Trình kết quả"),
    Move.AGREE: gettext_lazy("Đồng ý với dự thảo kết quả"),
    Move.SEND_BACK: gettext_lazy("Trả lại để làm tiếp"),
    Move.SIGN_IN_TURN: gettext_lazy("Ký kết quả, chờ người ký tiếp theo"),
    Move.SIGN: gettext_lazy("Ký và ban hành kết quả"),
    Move.HAND_OVER: gettext_lazy("Trả kết quả"),
    Move.ASK_FOR_PAYMENT: gettext_lazy("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Move.RECORD_PAYMENT: gettext_lazy("Ghi nhận bạn đã nộp tiền"),
    Move.ADJUST: gettext_lazy("Điều chỉnh nội dung hồ sơ"),
    Move.ASK_OPINION: gettext_lazy("Lấy ý kiến cơ quan khác"),
    Move.RECORD_OPINION: gettext_lazy("Cơ quan khác đã trả lời"),
    Move.REPORT_LATE_OPINION: gettext_lazy("Báo việc cơ quan khác chậm trả lời"),
    Move.PASS_ON: gettext_lazy("Chuyển cho đơn vị kế thừa"),
    Move.MOVE_DUE_DATE: gettext_lazy("Đổi ngày hẹn trả vì lịch làm việc thay đổi"),
    Move.MOVE_WAIT_END: gettext_lazy("Đổi hạn chờ bạn vì lịch làm việc thay đổi"),
    Move.PROPOSE_EXTENSION: gettext_lazy("Đề nghị hẹn lại ngày trả"),
    Move.SIGN_EXTENSION: gettext_lazy("Xin lỗi và hẹn lại ngày trả"),
    Move.STOP: gettext_lazy("Dừng giải quyết hồ sơ"),
    Move.CLOSE: gettext_lazy("Khép hồ sơ vì quá hạn"),
    Move.END_TOGETHER: gettext_lazy("Khép vì phần khác của hồ sơ liên thông không được giải quyết"),
    Move.CHOOSE_DELIVERY: gettext_lazy("Chọn nơi nhận kết quả"),
    Move.REPORT_ERROR: gettext_lazy("Báo kết quả có sai sót"),
    Move.DECLINE_CORRECTION: gettext_lazy("Trả lời: kết quả không có sai sót"),
    Move.PROPOSE_CORRECTION: gettext_lazy("Trình bản đính chính"),
    Move.SIGN_CORRECTION: gettext_lazy("Ký bản đính chính, thay bản cũ"),
}
LEVELS = {
    OnlineLevel.FULL: gettext_lazy("Làm trọn qua mạng"),
    OnlineLevel.PARTIAL: gettext_lazy("Làm qua mạng một phần"),
    OnlineLevel.NONE: gettext_lazy("Chưa làm qua mạng được"),
}
LEVEL_SENTENCES = {
    OnlineLevel.FULL: gettext_lazy("Bạn nộp, theo dõi và nhận kết quả qua mạng, không phải đến cơ quan."),
    OnlineLevel.PARTIAL: gettext_lazy("Bạn nộp và theo dõi qua mạng; có việc vẫn phải đến cơ quan."),
    OnlineLevel.NONE: gettext_lazy("Bạn nộp trực tiếp hoặc qua bưu chính."),
}


@dataclass(frozen=True)
class Line:
    """One amount with the case it is for and what else the source says."""

    words: str
    case: str = ""
    more: str = ""


@dataclass(frozen=True)
class WayShown:
    """One way of filing, or several that are alike."""

    names: tuple[str, ...]
    terms: tuple[Line, ...]
    fees: tuple[Line, ...]
    note: str

    @property
    def name(self) -> str:
        """Return "Trực tuyến, qua bưu chính công ích"."""
        first, *others = self.names
        return ", ".join([first, *(name[:1].lower() + name[1:] for name in others)])


def fee_line(fee: Fee) -> Line:
    """Return one fee: free is said clearly, an unknown amount is said to be unknown."""
    if fee.free:
        return Line(_("Miễn phí"), fee.case, fee.text)
    if fee.amount is None:
        return Line(
            fee.text or _("Nơi công bố chưa ghi mức thu; bạn hỏi nơi tiếp nhận trước khi nộp"), fee.case
        )
    kind = {"fee": _("Phí"), "charge": _("Lệ phí")}.get(fee.kind, "")
    money = _money(fee.amount, fee.unit)
    per = f"/{fee.per}" if fee.per else ""
    return Line(f"{kind} {money}{per}".strip(), fee.case, fee.text)


def _money(amount: int, unit: str) -> str:
    if unit == "USD":
        return _("%(n)s đô la Mỹ") % {"n": formats.grouped(amount)}
    return f"{amount}%" if unit == "percent" else formats.dong(amount)


def ways_shown(procedure: Procedure) -> list[WayShown]:
    """Return the ways of filing, alike ones together, so that one answer is read once."""
    merged: dict[tuple[object, ...], WayShown] = {}
    for way in procedure.ways:
        terms, fees = _terms(way), tuple(dict.fromkeys(fee_line(fee) for fee in way.fees))
        key = (terms, fees, way.note)
        names = (
            (*merged[key].names, str(CHANNELS[way.channel]))
            if key in merged
            else (str(CHANNELS[way.channel]),)
        )
        merged[key] = WayShown(tuple(dict.fromkeys(names)), terms, fees, way.note)
    return list(merged.values())


def _terms(way: Way) -> tuple[Line, ...]:
    lines = [Line(term_words(term), term.case) for term in way.terms]
    if not lines:
        lines = [Line(way.term_text or _("Nơi công bố không ghi thời hạn"))]
    return tuple(dict.fromkeys(lines))


@dataclass(frozen=True)
class PaperShown:
    """One required paper, in words."""

    key: str
    name: str
    count: str
    form: str
    when: str
    required: bool
    present_only: bool

    @property
    def always(self) -> bool:
        return self.required and not self.when and not self.present_only

    @property
    def optional(self) -> bool:
        return not self.required


@dataclass(frozen=True)
class PaperGroup:
    """The papers of one case; ``case`` is empty for those of every case."""

    case: str
    papers: tuple[PaperShown, ...]

    @property
    def needed(self) -> list[PaperShown]:
        return [paper for paper in self.papers if paper.required and not paper.present_only]

    @property
    def sometimes(self) -> list[PaperShown]:
        return [paper for paper in self.papers if not paper.required and not paper.present_only]

    @property
    def to_show(self) -> list[PaperShown]:
        return [paper for paper in self.papers if paper.present_only]


def papers_shown(procedure: Procedure) -> list[PaperGroup]:
    """Return the papers, by case, in the order of the source."""
    groups: dict[str, list[PaperShown]] = {}
    for paper in procedure.papers:
        groups.setdefault(paper.case, []).append(paper_shown(paper))
    return [PaperGroup(case, tuple(papers)) for case, papers in groups.items()]


def paper_shown(paper: RequiredPaper) -> PaperShown:
    return PaperShown(
        key=paper.key,
        name=paper.name,
        count=count_words(paper.originals, paper.copies),
        form=paper.form,
        when=paper.when,
        required=paper.required,
        present_only=paper.present_only,
    )


def count_words(originals: int, copies: int) -> str:
    """
    Return how many of each.

    >>> count_words(1, 2)
    '1 bản chính, 2 bản sao'
    """
    parts = []
    if originals:
        parts.append(ngettext("%(n)s bản chính", "%(n)s bản chính", originals) % {"n": originals})
    if copies:
        parts.append(ngettext("%(n)s bản sao", "%(n)s bản sao", copies) % {"n": copies})
    return ", ".join(parts)


def steps_shown(steps: Iterable[Step]) -> list[tuple[str, list[str]]]:
    """Return the steps grouped by case, in order."""
    groups: dict[str, list[str]] = {}
    for step in steps:
        groups.setdefault(step.case, []).append(step.text)
    return list(groups.items())

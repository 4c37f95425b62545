"""Why a dossier does not move, in words a citizen can read."""

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.overtaken import Overtakable
from motcua.kernel.errors import Refusal


class MoveNotAllowed(Overtakable):
    code = "dossier.move-not-allowed"
    message = _("Hồ sơ đang ở trạng thái “{state}”, nên chưa thể thực hiện: {move}.")


class NotYourDossier(Refusal):
    code = "dossier.not-yours"
    message = _("Hồ sơ này do {unit} giải quyết. Bạn có thể xem tiến độ bằng mã hồ sơ.")


class NotYourDuty(Overtakable):
    code = "dossier.not-your-duty"
    message = _("Việc này thuộc về {duty} của {unit}.")


class HeldByAnother(Refusal):
    code = "dossier.held-by-another"
    message = _("Hồ sơ này do {officer} thụ lý; {officer} hoặc lãnh đạo phòng mới trình được.")


class OwnProposal(Refusal):
    code = "dossier.own-proposal"
    message = _("Bạn đã trình hồ sơ này nên người khác soát xét hoặc ký: {names}.")


class NothingToBind(Refusal):
    code = "draft.nothing-to-bind"
    message = _("Cần ít nhất hai ảnh của giấy tờ này mới ghép thành một tệp PDF.")


class UnitHasOpenDossiers(Refusal):
    code = "dossier.unit-has-open-dossiers"
    message = _(
        "{unit} còn {count} hồ sơ chưa giải quyết xong hoặc chưa trả kết quả. Hãy chọn đơn vị nhận những "
        "hồ sơ đó, hoặc đợi làm xong rồi mới kết thúc đơn vị."
    )


class ProcedureNotFiledHere(Refusal):
    code = "dossier.not-filed-here"
    message = _("Thủ tục này không nộp tại đây: {reason}")


class AnswersIncomplete(Refusal):
    """``facts["problems"]`` maps each answer key to its sentence."""

    code = "dossier.answers-incomplete"
    message = _("Còn {count} câu trả lời cần bổ sung hoặc sửa lại.")


class PapersMissing(Refusal):
    """``facts["papers"]`` lists the names of the missing papers."""

    code = "dossier.papers-missing"
    message = _("Còn thiếu giấy tờ: {names}.")


class PaperNotAsked(Refusal):
    code = "dossier.paper-not-asked"
    message = _("Thủ tục này không yêu cầu giấy tờ đó. Bạn tải lại trang rồi chọn lại.")


class PaperNotYours(Refusal):
    code = "dossier.paper-not-found"
    message = _("Không tìm thấy tệp {paper} trong số tệp bạn đã tải lên, hoặc tệp đã dùng cho hồ sơ khác.")


class ApplicantNotYours(Refusal):
    code = "dossier.applicant-not-yours"
    message = _("Bạn chỉ nộp được hồ sơ cho chính mình hoặc cho doanh nghiệp mà bạn là người đại diện.")


class SayWhy(Refusal):
    code = "dossier.say-why"
    message = _("Hãy ghi rõ lý do.")


class NothingAsked(Refusal):
    code = "dossier.nothing-asked"
    message = _("Hãy ghi rõ giấy tờ hoặc nội dung cần bổ sung, đầy đủ trong một lần.")


class NoSuchQuestion(Refusal):
    code = "dossier.no-such-question"
    message = _("Tờ khai của hồ sơ này không có câu hỏi “{question}”.")


class NoSuchItem(Refusal):
    code = "dossier.no-such-item"
    message = _("Trong phần được yêu cầu bổ sung không có mục giấy tờ số {number}.")


class NothingBrought(Refusal):
    code = "dossier.nothing-brought"
    message = _("Hãy đánh dấu hoặc ghi giấy tờ đã nhận.")


class SupplementAlreadyAsked(Refusal):
    code = "dossier.supplement-already-asked"
    message = _("Đã yêu cầu bổ sung {times} lần; pháp luật chỉ cho yêu cầu {limit} lần ({citation}).")


class SupplementTooLate(Refusal):
    code = "dossier.supplement-too-late"
    message = _(
        "Chỉ được yêu cầu bổ sung trong {days} ngày làm việc kể từ ngày tiếp nhận, "
        "tức đến hết ngày {until} ({citation})."
    )


class DoneBySystem(Refusal):
    code = "dossier.done-by-system"
    message = _("Việc này hệ thống tự làm khi đến hạn.")


class SayGround(Refusal):
    code = "dossier.say-ground"
    message = _("Hãy ghi căn cứ pháp lý: điều, khoản, văn bản.")


class GuideTheApplicant(Refusal):
    code = "dossier.guide-the-applicant"
    message = _("Hãy hướng dẫn người nộp: nộp ở đâu, làm gì tiếp.")


class SayHowMuch(Refusal):
    code = "dossier.say-how-much"
    message = _("Hãy ghi khoản phải nộp và số tiền lớn hơn 0.")


class ReceiptMissing(Refusal):
    code = "dossier.receipt-missing"
    message = _("Hãy ghi số biên lai hoặc chứng từ và số tiền đã nộp.")


class PaidTooLittle(Refusal):
    code = "dossier.paid-too-little"
    message = _("Đã nộp {paid} đồng, còn thiếu so với {asked} đồng phải nộp.")


class AskedOfNobody(Refusal):
    code = "dossier.asked-of-nobody"
    message = _("Hãy ghi cơ quan được lấy ý kiến và nội dung cần hỏi.")


class OpinionTermPast(Refusal):
    code = "dossier.opinion-term-past"
    message = _("Hạn trả lời phải sau hôm nay.")


class OpinionAwaited(Refusal):
    code = "dossier.opinion-awaited"
    message = _("Đang chờ ý kiến của {agency} đến hết ngày {until}; có ý kiến hoặc hết hạn đó mới trình.")


class NotAskedFor(Refusal):
    code = "dossier.not-asked-for"
    message = _("Hồ sơ này không còn ý kiến nào đang chờ trả lời.")


class AdjustedOnlyOnline(Refusal):
    code = "dossier.adjusted-only-online"
    message = _("Chỉ hồ sơ nộp trực tuyến được điều chỉnh trong lúc giải quyết ({citation}).")


class NoDueDate(Refusal):
    code = "dossier.no-due-date"
    message = _("Hồ sơ này không có hạn trả kết quả để gia hạn.")


class AlreadyExtended(Refusal):
    code = "dossier.already-extended"
    message = _("Đã hẹn lại ngày trả; pháp luật chỉ cho hẹn lại {limit} lần ({citation}).")


class ExtensionTooLate(Refusal):
    code = "dossier.extension-too-late"
    message = _(
        "Xin lỗi và hẹn lại phải chậm nhất {days} ngày trước ngày hết hạn, "
        "tức đến hết ngày {until} ({citation})."
    )


class NothingToSign(Refusal):
    code = "dossier.nothing-to-sign"
    message = _("Chưa có đề nghị gia hạn nào để ký.")


class NewDateNotLater(Refusal):
    code = "dossier.new-date-not-later"
    message = _("Ngày hẹn mới phải sau ngày hẹn cũ {old}.")


class NewDateOff(Refusal):
    code = "dossier.new-date-off"
    message = _("{day} là ngày nghỉ ({reason}); hãy hẹn vào ngày làm việc.")


class ResultFieldsMissing(Refusal):
    code = "dossier.result-fields-missing"
    message = _("Dự thảo kết quả còn thiếu: {names}.")


class DraftChangedElsewhere(Refusal):
    code = "draft.changed-elsewhere"
    message = _(
        "Bản nháp này vừa được sửa ở một cửa sổ khác. Nội dung mới nhất đã được giữ; "
        "hãy xem lại rồi tiếp tục."
    )

    @property
    def keys(self) -> list[str]:
        """The answers changed both here and elsewhere."""
        found = self.facts["keys"]
        return list(found) if isinstance(found, list) else []


class CoDeclarantsAwaited(Refusal):
    code = "draft.co-declarants-awaited"
    message = _(
        "Còn chờ xác nhận của: {names}. Ai không có tài khoản thì mang thẻ căn cước đến bộ phận Một cửa "
        "bất kỳ để ký trên giấy."
    )


class CoDeclarantNotAsked(Refusal):
    code = "draft.co-declarant-not-asked"
    message = _("Theo câu trả lời lúc này, bản khai không cần người đó xác nhận.")


class ConfirmNeedsNumber(Refusal):
    code = "draft.confirm-needs-number"
    message = _("Hãy ghi số định danh 12 chữ số của người xác nhận, khác số của bạn.")


class NotYetToConfirm(Refusal):
    code = "draft.not-yet-to-confirm"
    message = _("Hãy điền xong những phần cần xác nhận rồi mời: {sections}.")


class ConfirmationNotFound(Refusal):
    code = "confirmation.not-found"
    message = _("Không tìm thấy việc cần xác nhận, hoặc việc đó không phải của bạn.")


class ConfirmationEnded(Refusal):
    code = "confirmation.ended"
    message = _("Việc xác nhận này đã xong hoặc đã thôi: {state}.")


class ChangedSinceShown(Refusal):
    code = "confirmation.changed-since-shown"
    message = _("Bản khai vừa được sửa. Bạn đọc lại nội dung mới rồi mới xác nhận.")


class SayWhyDeclined(Refusal):
    code = "confirmation.say-why"
    message = _("Hãy ghi điều chưa đúng, để người khai sửa lại.")


class RemindedLately(Refusal):
    code = "confirmation.reminded-lately"
    message = _("Người đó vừa được mời hoặc nhắc. Nhắc lại được từ {until}.")


class SignedPageMissing(Refusal):
    code = "confirmation.signed-page-missing"
    message = _("Hãy quét hoặc chụp trang người đó đã ký.")


class DraftAlreadySubmitted(Refusal):
    code = "draft.already-submitted"
    message = _("Bản nháp này đã được nộp thành hồ sơ {code}.")


class IdempotencyKeyReused(Refusal):
    code = "dossier.idempotency-key-reused"
    message = _("Khóa chống nộp trùng này đã dùng cho một hồ sơ khác nội dung ({code}).")


class DossierNotFound(Refusal):
    code = "dossier.not-found"
    message = _("Không có hồ sơ nào mang mã {code} mà bạn được xem.")


class DraftNotFound(Refusal):
    code = "draft.not-found"
    message = _("Không tìm thấy bản nháp này. Có thể bạn đã xóa, hoặc bản nháp thuộc về người khác.")


class BlockNotFound(Refusal):
    code = "numbers.not-found"
    message = _("Không tìm thấy dải số này trong số các dải của quầy bạn.")


class BlockSizeNotAllowed(Refusal):
    code = "numbers.size-not-allowed"
    message = _("Mỗi lần dành được từ 1 đến {most} số.")


class DayNotReservable(Refusal):
    code = "numbers.day-not-reservable"
    message = _(
        "Chỉ dành được số cho hôm nay hoặc {days} ngày tới, của cơ quan đang hoạt động trong ngày đó."
    )


class SayWhichDevice(Refusal):
    code = "numbers.say-which-device"
    message = _("Hãy ghi tên máy hoặc sổ sẽ dùng các số này.")


class BlockReleased(Refusal):
    code = "numbers.released"
    message = _("Dải số này đã khóa: số chưa dùng không được dùng nữa.")


class NumberNotOfBlock(Refusal):
    code = "numbers.not-of-block"
    message = _("Số {number} không thuộc dải số dành cho quầy, cơ quan và ngày tiếp nhận này.")


class NotReceivedThen(Refusal):
    code = "numbers.not-received-then"
    message = _("Giờ tiếp nhận phải sau khi dành số và không muộn hơn lúc này.")


class ReservedNumberUsed(Refusal):
    code = "numbers.used"
    message = _("Số này đã dùng cho hồ sơ {code}.")


class NobodySigns(Refusal):
    code = "dossier.nobody-signs"
    message = _(
        "Văn bản này cần thêm chữ ký “{duty}”, mà {unit} chưa có ai giữ việc đó. "
        "Hãy nhờ quản trị giao việc rồi ký."
    )


class ChangedMeanwhile(Refusal):
    code = "dossier.changed-meanwhile"
    message = _("Hồ sơ {code} vừa được sửa trong lúc ký, nên chưa ký. Bạn tải lại trang, xem rồi ký lại.")


class NothingChosen(Refusal):
    code = "signing.nothing-chosen"
    message = _("Hãy chọn ít nhất một văn bản còn chờ bạn ký.")


class BatchOfAnother(Refusal):
    code = "signing.batch-of-another"
    message = _("Không tìm thấy lần ký này trong các lần ký của bạn.")


class NotWaiting(Refusal):
    code = "signing.not-waiting"
    message = _("Văn bản này không còn chờ bạn ký: đã được người khác ký, hoặc đã trả lại.")


class ChangedSinceOpened(Refusal):
    code = "signing.changed-since-opened"
    message = _("Văn bản này đã đổi sau khi bạn chọn. Hãy mở xem lại rồi ký.")


class NotOpenedYet(Refusal):
    code = "signing.not-opened"
    message = _("Bạn chưa mở văn bản này để xem. Hãy mở xem rồi ký.")


class LetterOfAnother(Refusal):
    code = "letter.of-another"
    message = _("Phiếu này do {officer} lập nên chỉ người đó ký.")


class LetterSigned(Refusal):
    code = "letter.signed"
    message = _("Phiếu số {number} đã được ký số.")

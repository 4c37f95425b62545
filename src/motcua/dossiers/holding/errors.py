"""Why a dossier does not change hands, in words a colleague can act on."""

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.errors import HeldByAnother, MoveNotAllowed
from motcua.dossiers.overtaken import Overtakable
from motcua.kernel.errors import Refusal


class TakenUpByAnother(Overtakable, HeldByAnother):
    code = "dossier.taken-up-by-another"
    message = _("{officer} đã nhận hồ sơ này.")


class AlreadyYours(MoveNotAllowed):
    code = "dossier.already-yours"
    message = _("Hồ sơ này bạn đã nhận.")


class OutOfTurn(Refusal):
    """``facts["first"]`` is the code of the dossier that stands first."""

    code = "dossier.out-of-turn"
    message = _(
        "Hồ sơ {first} của cùng thủ tục tính hạn từ trước ({since}) và chưa ai nhận. "
        "Hãy nhận hồ sơ đó trước, hoặc chọn lý do nhận ngoài thứ tự."
    )


class SayGroundInWords(Refusal):
    code = "dossier.say-why-out-of-turn"
    message = _("Hãy ghi rõ vì sao nhận ngoài thứ tự.")


class HolderIsHere(Refusal):
    code = "dossier.holder-is-here"
    message = _("{officer} đang làm việc. Hãy nhờ {officer}, hoặc lãnh đạo phòng giao lại hồ sơ.")


class NotAColleague(Refusal):
    code = "dossier.not-a-colleague"
    message = _("Hãy chọn một cán bộ thụ lý của {unit}.")


class NotSentByYou(MoveNotAllowed):
    code = "dossier.not-sent-by-you"
    message = _("Chỉ người vừa chuyển hồ sơ mới kéo lại được.")


class BegunAlready(Refusal):
    code = "dossier.begun-already"
    message = _("{officer} đã bắt đầu lúc {when}. Hãy nhờ {officer} trả lại hồ sơ.")

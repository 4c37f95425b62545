"""allauth, told how this site speaks and what it demands. The settings name the two classes."""

import base64
import html
import time
from hashlib import sha256
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import User
from motcua.accounts.operations import choose_password
from motcua.web.ui.identity import home_of, origin, posting

WRONG_CODE = _("Mã không đúng hoặc đã hết hạn. Bạn nhập mã đang hiện trong ứng dụng.")
TOO_MANY = _("Đã thử sai nhiều lần. Bạn đợi 5 phút rồi thử lại.")
SAID = {
    "account/messages/password_changed.txt": _("Đã đổi mật khẩu."),
    "mfa/messages/recovery_codes_generated.txt": _("Đã tạo mã dự phòng."),
    "mfa/messages/totp_activated.txt": _("Đã bật xác thực bằng ứng dụng."),
    "mfa/messages/totp_deactivated.txt": _("Đã tắt xác thực bằng ứng dụng."),
    "mfa/messages/webauthn_added.txt": _("Đã thêm khóa bảo mật."),
    "mfa/messages/webauthn_removed.txt": _("Đã gỡ khóa bảo mật."),
}
"""What allauth says in its own templates; what is not here needs no saying."""


TWO_ROLES = "two_roles"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords are for staff; nobody opens an account for themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã bị khóa. Bạn hỏi người quản trị của đơn vị."),
        "enter_current_password": _("Bạn nhập mật khẩu đang dùng."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Mật khẩu không đúng."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu đang dùng."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return origin(request) or "0.0.0.0"  # noqa: S104 a key for counting, not an address to listen on

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(posting(request))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("signed_out")

    def clean_password(self, password: str, user: User | None = None) -> str:
        """A password that an administrator gave is not chosen by typing it again."""
        if user and user.password_is_temporary and user.check_password(password):
            raise self.validation_error("same_as_current")
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def set_password(self, user: User, password: str) -> None:
        choose_password(user=user, password=password, address=origin(self.request), at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def login(self, request: HttpRequest, user: User) -> None:
        """A session of staff, on a shared machine at a counter, ends sooner than a citizen's."""
        super().login(request, user)
        vars(request).pop("_identity", None)
        is_staff = hasattr(user, "officer")
        hours = settings.MOTCUA_STAFF_SESSION_HOURS if is_staff else settings.MOTCUA_CITIZEN_SESSION_HOURS
        request.session.set_expiry(hours * 3600)
        if is_staff and hasattr(user, "person"):
            request.session[TWO_ROLES] = True  # their pages then lead from the one to the other

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in within the last minutes need not do it again."""
        records = get_authentication_records(self.request, self.request.user)
        recent = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record["at"] > recent for record in records)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, html.unescape(str(said)), extra_tags=extra_tags)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Their secrets are kept encrypted; the last one cannot be taken off where one is demanded."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Tài khoản cán bộ phải có một lớp bảo vệ thứ hai. Bạn thêm cách khác trước khi gỡ cách này."
        ),
        "cannot_generate_recovery_codes": _("Bạn bật ứng dụng hoặc khóa bảo mật trước, rồi tạo mã dự phòng."),
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        return "Một Cửa"

    def get_totp_label(self, user: User) -> str:
        return user.username

    def build_totp_svg(self, url: str) -> str:
        drawing = segno.make(url, error="l").svg_inline(scale=4, border=4, dark="#000", light="#fff")
        return mark_safe(drawing)  # noqa: S308 drawn here, from squares

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.MOTCUA_STAFF_SECOND_FACTOR:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Khóa %(number)s") % {"number": number}


def _box() -> MultiFernet:
    """Keys follow SECRET_KEY, and its fallbacks while it is being changed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = (sha256(b"motcua.second-factor:" + force_bytes(secret)).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

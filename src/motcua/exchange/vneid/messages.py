"""What VNeID and the national portal's sign-in say about a person, and what we make of it."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from motcua.accounts.identity import VerifiedBusiness, VerifiedIdentity
from motcua.kernel import identity as readers
from motcua.kernel.identity import FEMALE, MALE
from motcua.kernel.taxes import tax_code
from motcua.kernel.text import tidy

BUSINESS_ACCOUNT = "2"
GENDERS = {"nam": MALE, "nữ": FEMALE, "1": MALE, "2": FEMALE}


def _text(value: Any) -> str:
    """Read what may be a text, a number, nothing, or an address in parts."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return tidy(str(value.get("ChiTiet") or value.get("DiaChi") or ""))
    return tidy(str(value))


Text = Annotated[str, BeforeValidator(_text)]


class Discovery(BaseModel):
    """The provider's own description (OpenID Connect Discovery 1.0, section 3)."""

    model_config = ConfigDict(extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""


class Claims(BaseModel):
    """
    The answer of the userinfo endpoint.

    Names as VNeID (sub, LoaiTaiKhoan, SoDinhDanh, HoVaTen, NgayThangNamSinh, TechID, loAs) and the
    sign-in of the national portal (the rest) give them. Unknown ones are ignored; only ``sub`` is sure.
    """

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    sub: str
    account_kind: Text = Field("1", alias="LoaiTaiKhoan")
    identity_number: Text = Field("", alias="SoDinhDanh")
    old_identity_number: Text = Field("", alias="SoCMND")
    full_name: Text = Field("", alias="HoVaTen")
    birth_date: Text = Field("", alias="NgayThangNamSinh")
    gender: Text = Field("", alias="GioiTinh")
    ethnicity: Text = Field("", alias="DanToc")
    nationality: Text = Field("", alias="QuocTich")
    permanent_address: Text = Field("", alias="ThuongTru")
    present_address: Text = Field("", alias="NoiOHienNay")
    phone: Text = Field("", alias="SoDienThoai")
    email: Text = Field("", alias="ThuDienTu")
    tax_code: Text = Field("", alias="MaSoThue")
    business_code: Text = Field("", alias="MaSoDoanhNghiep")
    business_name: Text = Field("", alias="TenDoanhNghiep")
    business_address: Text = Field("", alias="DiaChiDoanhNghiep")
    level: Text = Field("", alias="loAs")

    def to_identity(self) -> VerifiedIdentity:
        """Return what is vouched, in our spelling; a value we cannot read is left out, never guessed."""
        return VerifiedIdentity(
            subject=self.sub,
            identity_number=_number(self.identity_number),
            old_identity_number=_number(self.old_identity_number),
            full_name=self.full_name,
            birth_date=_date(self.birth_date),
            gender=GENDERS.get(self.gender.lower(), ""),
            ethnicity=self.ethnicity[:60],
            nationality=self.nationality[:60],
            phone=readers.phone_number(self.phone) or "",
            email=self.email if "@" in self.email else "",
            address=(self.present_address or self.permanent_address)[:400],
            business=self._business(),
        )

    def _business(self) -> VerifiedBusiness | None:
        code = tax_code(self.tax_code or self.business_code)
        if self.account_kind != BUSINESS_ACCOUNT or not self.business_name or code is None:
            return None
        return VerifiedBusiness(name=self.business_name, tax_code=code, address=self.business_address)


def _number(text: str) -> str:
    number = readers.identity_number(text) or ""
    return number if readers.is_plausible(number) else ""


def _date(text: str) -> str:
    """Read 15/03/1990, 1990, and the 19900315 of some services."""
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        text = "-".join(match.groups())
    return readers.partial_date(text) or ""

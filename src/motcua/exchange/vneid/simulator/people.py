"""The invented citizens, and what the provider says about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("people.yaml")


@dataclass(frozen=True)
class Company:
    name: str
    tax_code: str
    address: str = ""


@dataclass(frozen=True)
class Citizen:
    number: str
    name: str
    born: str
    gender: str
    ethnicity: str
    address: str
    passcode: str
    origin: str = ""
    phone: str = ""
    email: str = ""
    old_number: str = ""
    locked: bool = False
    businesses: tuple[Company, ...] = ()

    @property
    def sub(self) -> str:
        """A stable subject that does not reveal the identity number."""
        return sha256(f"vneid-mo-phong:{self.number}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Account:
    """In which quality a citizen signs in: as themselves, or for one of their businesses."""

    citizen: Citizen
    company: Company | None = None

    def claims(self) -> dict[str, str]:
        """Return the user's information with the provider's own names (those of VNeID and DVCQG)."""
        who = self.citizen
        said = {
            "sub": who.sub,
            "LoaiTaiKhoan": "2" if self.company else "1",
            "SoDinhDanh": who.number,
            "SoCMND": who.old_number,
            "HoVaTen": who.name,
            "NgayThangNamSinh": who.born,
            "GioiTinh": who.gender,
            "DanToc": who.ethnicity,
            "QuocTich": "Việt Nam",
            "QueQuan": who.origin,
            "ThuongTru": who.address,
            "SoDienThoai": who.phone,
            "ThuDienTu": who.email,
            "TechID": f"mo-phong-{who.sub[:12]}",
            "loAs": "2",
        }
        if self.company:
            said |= {
                "MaSoThue": self.company.tax_code,
                "MaSoDoanhNghiep": self.company.tax_code,
                "TenDoanhNghiep": self.company.name,
                "DiaChiDoanhNghiep": self.company.address,
            }
        return {name: value for name, value in said.items() if value}


def read_people(file: Path = FILE) -> dict[str, Citizen]:
    """Read the citizens, by identity number."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    people = (_citizen(row, content["passcode"]) for row in content["people"])
    return {citizen.number: citizen for citizen in people}


def _citizen(row: Mapping[str, Any], passcode: str) -> Citizen:
    companies = tuple(Company(**company) for company in row.get("businesses", ()))
    return Citizen(**{"passcode": passcode, **row, "businesses": companies})

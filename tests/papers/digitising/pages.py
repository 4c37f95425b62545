"""
Scans as desks get them: five types of papers about people of Gia Lai,
set by typst, then turned, shaded, spotted.

Each says what stands on it, letter by letter, and which facts should be read from it.
"""

from __future__ import annotations

import io
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typst
from PIL import Image, ImageChops, ImageFilter

MEN = [
    "Nguyễn Văn Bảo",
    "Siu Y Lơm",
    "Ksor Y Nguyên",
    "Trần Đình Quý",
    "Đinh Yưn",
    "Kpă Klơng",
    "Lê Hữu Phước",
]
WOMEN = [
    "Rơ Châm H'Bích",
    "Nguyễn Thị Ngọc Ánh",
    "Siu H'Lan",
    "Phạm Thị Thúy Hằng",
    "Đinh Thị Bưởi",
    "Võ Mỹ Duyên",
]
PLACES = [
    "Làng Ốp, phường Pleiku, tỉnh Gia Lai",
    "Làng Mook Đen, xã Ia Dom, tỉnh Gia Lai",
    "Tổ 5, phường Hội Phú, tỉnh Gia Lai",
    "Thôn 2, xã Chư Prông, tỉnh Gia Lai",
    "12 Hùng Vương, phường Quy Nhơn, tỉnh Gia Lai",
]
PEOPLES = ["Kinh", "Gia Rai", "Ba Na", "Ê Đê"]
SOURCE = """
#let page-of = json("page.json")
#set page(width: page-of.wide * 1mm, height: page-of.high * 1mm, margin: page-of.margin * 1mm)
#set text(font: ("Liberation Serif", "Libertinus Serif"), size: page-of.size * 1pt, lang: "vi")
#set block(spacing: 0.75em)
#for row in page-of.rows {
  set align(if row.centred { center } else { left })
  let cells = row.cells.map(c => if row.bold { strong(c.at(0)) } else [#c.at(0) #strong(c.at(1))])
  grid(columns: row.widths.map(w => w * 1fr), ..cells)
  v(0.1em)
}
"""


@dataclass
class Row:
    cells: Sequence[tuple[str, str]]
    widths: Sequence[float] = (1,)
    centred: bool = False
    bold: bool = False

    @property
    def text(self) -> str:
        return " ".join(f"{label} {value}".strip() for label, value in self.cells)


@dataclass
class Page:
    """``rows`` as they stand; ``facts`` that should be read from them."""

    paper_type: str
    rows: list[Row]
    facts: dict[str, str]
    size: tuple[float, float] = (210, 297)
    per_inch: int = 150
    letters: float = 13
    margin: float = 20
    seed: int = field(default=0)

    @property
    def text(self) -> str:
        return " ".join(row.text for row in self.rows if row.text)

    def scanned(self) -> bytes:
        """Return the page as a scanner's PDF."""
        out = io.BytesIO()
        self.photographed().save(out, "PDF", resolution=float(self.per_inch), quality=80)
        return out.getvalue()

    def photographed(self) -> Image.Image:
        return worn(Image.open(io.BytesIO(self._set())).convert("L"), random.Random(self.seed))  # noqa: S311 — dust, not a secret

    def _set(self) -> bytes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            wide, high = self.size
            told = {"wide": wide, "high": high, "margin": self.margin, "size": self.letters}
            rows = [vars(row) for row in self.rows]
            (folder / "page.json").write_text(json.dumps(told | {"rows": rows}), "utf-8")
            (folder / "page.typ").write_text(SOURCE, "utf-8")
            made = typst.compile(folder / "page.typ", root=folder, format="png", ppi=self.per_inch)
        assert isinstance(made, bytes)
        return made


def worn(page: Image.Image, chance: random.Random) -> Image.Image:
    """Turn the page by up to 3 degrees, let a shadow fall from one side, spot it, and blur it a little."""
    page = page.rotate(chance.uniform(-3, 3), Image.Resampling.BICUBIC, fillcolor=255)
    page = ImageChops.add(page, Image.effect_noise(page.size, 22), 1, -128)
    shadow = Image.linear_gradient("L").rotate(90 * chance.randrange(4)).resize(page.size)
    page = ImageChops.multiply(page, shadow.point([int(150 + value * 105 / 255) for value in range(256)]))
    return page.filter(ImageFilter.GaussianBlur(0.5))


def pages(count: int) -> Iterator[Page]:
    """Yield the five types in turn, each with other people."""
    chance = random.Random(5)  # noqa: S311 — people, not secrets
    for number in range(count):
        page = MAKERS[number % len(MAKERS)](chance)
        page.seed = number
        yield page


def line(label: str, value: str = "") -> Row:
    return Row([(f"{label}:", value)])


def beside(*cells: tuple[str, str]) -> Row:
    return Row([(f"{label}:" if label else "", value) for label, value in cells], [1.0] * len(cells))


def middle(text: str) -> Row:
    return Row([(text, "")], centred=True, bold=True)


NATION = [middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), middle("Độc lập - Tự do - Hạnh phúc"), middle("")]


def number(chance: random.Random, *, woman: bool, year: int) -> str:
    sign = (1 if woman else 0) + (2 if year >= 2000 else 0)
    return f"064{sign}{year % 100:02d}{chance.randrange(1_000_000):06d}"


def day(chance: random.Random, year: int) -> tuple[str, str]:
    d, m = chance.randrange(1, 29), chance.randrange(1, 13)
    return f"{d:02d}/{m:02d}/{year}", f"{year}-{m:02d}-{d:02d}"


def birth(chance: random.Random) -> Page:
    year = chance.randrange(2016, 2026)
    child, mother, father = chance.choice(WOMEN), chance.choice(WOMEN), chance.choice(MEN)
    shown, born = day(chance, year)
    on, registered = day(chance, year + 1)
    own, people = number(chance, woman=True, year=year), chance.choice(PEOPLES)
    home, town = chance.choice(PLACES), chance.choice(PLACES)
    mother_year, father_year = str(chance.randrange(1980, 2000)), str(chance.randrange(1975, 2000))
    rows = [
        *NATION,
        middle("GIẤY KHAI SINH"),
        Row([("Số:", f"{chance.randrange(1, 300)}/{year + 1}")], centred=True),
        line("Họ, chữ đệm, tên", child.upper()),
        line("Ngày, tháng, năm sinh", shown),
        beside(("Giới tính", "Nữ"), ("Dân tộc", people), ("Quốc tịch", "Việt Nam")),
        line("Nơi sinh", "Bệnh viện Đa khoa tỉnh Gia Lai, phường Pleiku"),
        line("Quê quán", town),
        line("Số định danh cá nhân", own),
        line("Họ, chữ đệm, tên người mẹ", mother.upper()),
        beside(("Năm sinh", mother_year), ("Dân tộc", people), ("Quốc tịch", "Việt Nam")),
        line("Nơi cư trú", home),
        line("Họ, chữ đệm, tên người cha", father.upper()),
        beside(("Năm sinh", father_year), ("Dân tộc", people), ("Quốc tịch", "Việt Nam")),
        line("Nơi cư trú", home),
        line("Họ, chữ đệm, tên người đi khai sinh", mother),
        line("Giấy tờ tùy thân", f"Căn cước số {number(chance, woman=True, year=1990)}"),
        line("Nơi đăng ký khai sinh", "Ủy ban nhân dân phường Pleiku, tỉnh Gia Lai"),
        line("Ngày, tháng, năm đăng ký", on),
        middle("NGƯỜI KÝ GIẤY KHAI SINH"),
    ]
    return Page(
        "KQ.G15.000031",
        rows,
        {
            "child:person.full_name": child,
            "child:person.birth_date": born,
            "child:person.gender": "female",
            "child:person.ethnicity": people,
            "child:person.identity_number": own,
            "child:person.home_town": town,
            "mother:person.full_name": mother,
            "mother:person.birth_year": mother_year,
            "mother:person.address": home,
            "father:person.full_name": father,
            "father:person.birth_year": father_year,
            "father:person.address": home,
            "paper:paper.issued_on": registered,
        },
    )


def marriage(chance: random.Random) -> Page:
    wife, husband = chance.choice(WOMEN), chance.choice(MEN)
    (wife_day, wife_born), (man_day, man_born) = day(chance, 1995), day(chance, 1992)
    hers, his = number(chance, woman=True, year=1995), number(chance, woman=False, year=1992)
    on, registered = day(chance, 2021)
    rows = [
        *NATION,
        middle("GIẤY CHỨNG NHẬN KẾT HÔN"),
        Row([("Số:", f"{chance.randrange(1, 90)}/2021")], centred=True),
        beside(("Họ, chữ đệm, tên vợ", ""), ("Họ, chữ đệm, tên chồng", "")),
        beside(("", wife.upper()), ("", husband.upper())),
        beside(("Ngày, tháng, năm sinh", wife_day), ("Ngày, tháng, năm sinh", man_day)),
        beside(("Dân tộc", "Gia Rai"), ("Dân tộc", "Kinh")),
        beside(("Quốc tịch", "Việt Nam"), ("Quốc tịch", "Việt Nam")),
        beside(("Nơi cư trú", "Làng Ốp,"), ("Nơi cư trú", "Tổ 5,")),
        beside(("", "phường Pleiku, tỉnh Gia Lai"), ("", "phường Hội Phú, tỉnh Gia Lai")),
        beside(("Giấy tờ tùy thân", ""), ("Giấy tờ tùy thân", "")),
        beside(("", f"Căn cước số {hers}"), ("", f"Căn cước số {his}")),
        line("Nơi đăng ký kết hôn", "Ủy ban nhân dân phường Pleiku, tỉnh Gia Lai"),
        line("Ngày, tháng, năm đăng ký", on),
        middle("NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN"),
    ]
    return Page(
        "KQ.G15.000032",
        rows,
        {
            "wife:person.full_name": wife,
            "wife:person.birth_date": wife_born,
            "wife:person.address": "Làng Ốp, phường Pleiku, tỉnh Gia Lai",
            "wife:person.identity_number": hers,
            "husband:person.full_name": husband,
            "husband:person.birth_date": man_born,
            "husband:person.address": "Tổ 5, phường Hội Phú, tỉnh Gia Lai",
            "husband:person.identity_number": his,
            "paper:paper.issued_on": registered,
        },
    )


def card(chance: random.Random) -> Page:
    holder, town, home = chance.choice(MEN), chance.choice(PLACES), chance.choice(PLACES)
    own, (shown, born) = number(chance, woman=False, year=1988), day(chance, 1988)
    until, ends = day(chance, 2028)

    def right(label: str, value: str = "") -> Row:
        return Row([("", ""), (label, value)], [3, 7])

    rows = [
        middle("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        middle("CĂN CƯỚC CÔNG DÂN"),
        right("Số / No.:", own),
        right("Họ và tên / Full name:"),
        right("", holder.upper()),
        right("Ngày sinh / Date of birth:", shown),
        Row([("", ""), ("Giới tính / Sex:", "Nam"), ("Quốc tịch / Nationality:", "Việt Nam")], [3, 3, 4]),
        right("Quê quán / Place of origin:"),
        right("", town),
        Row([("Có giá trị đến:", ""), ("Nơi thường trú / Place of residence:", "")], [3, 7]),
        Row([("", until), ("", home)], [3, 7]),
    ]
    return Page(
        "KQ.G01.000023",
        rows,
        {
            "applicant:person.identity_number": own,
            "applicant:person.full_name": holder,
            "applicant:person.birth_date": born,
            "applicant:person.gender": "male",
            "applicant:person.home_town": town,
            "applicant:person.permanent_address": home,
            "applicant:person.identity_paper_until": ends,
        },
        size=(86, 54),
        per_inch=300,
        letters=6.5,
        margin=3,
    )


def household(chance: random.Random) -> Page:
    owner, home, place = chance.choice(WOMEN), chance.choice(PLACES), chance.choice(PLACES)
    own, (shown, born) = number(chance, woman=True, year=1985), day(chance, 1985)
    name, capital = chance.choice(["CÀ PHÊ MĂNG ĐEN", "TẠP HÓA THÀNH ĐẠT"]), chance.randrange(5, 50) * 10
    rows = [
        *NATION,
        middle("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"),
        Row([("Mã số hộ kinh doanh:", own)], centred=True),
        Row([("Đăng ký lần đầu, ngày 06 tháng 5 năm 2025", "")], centred=True),
        line("1. Tên hộ kinh doanh (ghi bằng chữ in hoa)", f"HỘ KINH DOANH {name}"),
        line("2. Địa chỉ trụ sở hộ kinh doanh", place),
        beside(("Điện thoại", "0905 123 456"), ("Thư điện tử", "mangden@example.vn")),
        line("3. Ngành, nghề kinh doanh", "Dịch vụ phục vụ đồ uống"),
        line("4. Vốn kinh doanh", f"{capital}.000.000 đồng"),
        line("5. Chủ hộ kinh doanh"),
        line("Họ và tên", owner.upper()),
        beside(("Giới tính", "Nữ"), ("Sinh ngày", shown)),
        beside(("Dân tộc", "Kinh"), ("Quốc tịch", "Việt Nam")),
        line("Số định danh cá nhân", own),
        line("Nơi cư trú", home),
        middle("TM. ỦY BAN NHÂN DÂN"),
    ]
    return Page(
        "KQ.G12.001041",
        rows,
        {
            "business:business.tax_code": own,
            "business:business.name": f"HỘ KINH DOANH {name}",
            "business:business.address": place,
            "business:business.phone": "0905123456",
            "business:business.capital": f"{capital}000000",
            "applicant:person.full_name": owner,
            "applicant:person.birth_date": born,
            "applicant:person.identity_number": own,
            "applicant:person.address": home,
            "paper:paper.issued_on": "2025-05-06",
        },
    )


def land(chance: random.Random) -> Page:
    owner, place = chance.choice(MEN), chance.choice(PLACES)
    own, area = (
        number(chance, woman=False, year=1979),
        f"{chance.randrange(900, 9000) / 10:.1f}".replace(".", ","),
    )
    plot, sheet = chance.randrange(1, 400), chance.randrange(1, 90)
    book = f"CN {chance.randrange(10_000, 99_999)}"
    rows = [
        *NATION,
        middle("GIẤY CHỨNG NHẬN"),
        middle("QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
        line("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất"),
        Row([("", f"Ông {owner}, căn cước số {own}")]),
        line("2. Thông tin thửa đất"),
        beside(("Thửa đất số", str(plot)), ("Tờ bản đồ số", str(sheet))),
        line("Diện tích", f"{area} m²"),
        line("Loại đất", "Đất ở tại đô thị"),
        line("Thời hạn sử dụng đất", "Lâu dài"),
        line("Hình thức sử dụng đất", "Sử dụng riêng"),
        line("Địa chỉ", place),
        line("3. Thông tin tài sản gắn liền với đất", "Nhà ở riêng lẻ"),
        line("Số vào sổ cấp Giấy chứng nhận", book),
        middle("TM. ỦY BAN NHÂN DÂN"),
    ]
    return Page(
        "KQ.G10.001147",
        rows,
        {
            "applicant:person.full_name": owner,
            "applicant:person.identity_number": own,
            "land:land.plot": f"Thửa {plot}, tờ bản đồ {sheet}",
            "land:land.area": f"{area} m²",
            "land:land.address": place,
            "land:land.certificate": book,
        },
    )


MAKERS: list[Callable[[random.Random], Page]] = [birth, marriage, card, household, land]

"""Print the official forms filled for one invented dossier, as PDF and as picture, for docs/forms."""

import argparse
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image

from motcua.papers import samples, templates
from motcua.papers.typesetting import TEMPLATES, draw, typeset

MADE_FROM = "made-from.sha256"
PER_INCH = 110
GREYS = 16
ISSUED = {
    "receipt": ("1284/TTPVHCC", date(2026, 11, 27)),
    "supplement-request": ("12/PBS", date(2026, 11, 27)),
    "refusal": ("03/PTC", date(2026, 11, 27)),
    "apology": ("07/PXL", date(2026, 12, 16)),
    "stopping": ("02/TB", date(2026, 12, 4)),
    "control-slip": ("1284/PKS", date(2026, 11, 27)),
    "register": ("", date(2026, 12, 1)),
}
TITLES = {
    "receipt": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "supplement-request": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "refusal": "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    "apology": "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    "stopping": "Thông báo dừng giải quyết hồ sơ",
    "control-slip": "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    "register": "Sổ theo dõi hồ sơ",
}
CODE = samples.SAMPLES["receipt"]["dossier_code"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", type=Path, required=True, help="folder for the files")


def run(args: argparse.Namespace) -> None:
    args.write.mkdir(parents=True, exist_ok=True)
    for name, content in files():
        (args.write / name).write_bytes(content)
    (args.write / MADE_FROM).write_text(digest() + "\n", encoding="ascii")


def files() -> Iterator[tuple[str, bytes]]:
    """Yield each form as a PDF, and its first page as a small picture."""
    for name in templates.NAMES:
        slip = samples.slip_of(name)
        data = samples.SAMPLES[slip]
        number, on = ISSUED[slip]
        head = replace(samples.HEAD, title=f"{TITLES[slip]} {CODE}", number=number, on=on)
        yield f"{name}.pdf", typeset(name, data, head=head, at=samples.AT)
        yield f"{name}.png", small(draw(name, data, head=head, per_inch=PER_INCH)[0])


def small(picture: bytes) -> bytes:
    """Return a page in a few greys: a third of its size, as easy to read."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as page:
        page.convert("L").quantize(GREYS).save(out, "PNG", optimize=True)
    return out.getvalue()


def digest() -> str:
    """Return what the files are made from, as a hash: templates and invented data."""
    made_from = hashlib.sha256()
    for path in sorted(TEMPLATES.glob("*.typ")):
        if path.stem in {*templates.NAMES, "official"}:
            made_from.update(path.read_bytes())
    told = json.dumps(
        {"data": samples.SAMPLES, "head": repr(samples.HEAD), "issued": ISSUED}, default=str, sort_keys=True
    )
    made_from.update(told.encode())
    return made_from.hexdigest()

"""
How fast official letters are set, on one core, beside typst alone: `python -m bench.letters [--json FILE]`.

Receipts of different dossiers, each whole: data checked, QR and barcode drawn, tagged PDF/UA-1 and PDF/A-2a.
Baselines of the same run: an empty page and a page of the same length as typst makes them, untagged, without
codes. Also signed receipts (PAdES with the demo authority), and the register of 1,000 and 10,000 dossiers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

LETTERS = 200
ROUNDS = 5
SIGNED = 40
THEIRS = (
    "applicant_name",
    "applicant_address",
    "agent_name",
    "procedure_name",
    "submitter_name",
    "book_line",
)
EMPTY = "#sys.inputs.n"
PAGE = '#set page(paper: "a5")\n#sys.inputs.n ' + "Nội dung yêu cầu giải quyết. " * 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.letters", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    wanted = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core: typst would take them all
    with tempfile.TemporaryDirectory(prefix="motcua-bench-letters-") as folder:
        os.environ |= {"MOTCUA_HOME": folder, "MOTCUA_SECRET_KEY": secrets.token_hex(), "MOTCUA_DEMO": "true"}
        os.environ.setdefault("DATABASE_URL", "postgres://nobody@localhost/none")  # never opened
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
        import django

        django.setup()
        found = _measure()
    for name, figure in found.items():
        print(f"{name:58} {figure:10.1f}")
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


def _measure() -> dict[str, float]:
    import typst

    from motcua.papers import samples
    from motcua.papers.typesetting import typeset

    heads = [
        replace(samples.HEAD, title=f"Giấy tiếp nhận {n}", number=f"{n}/TTPVHCC") for n in range(LETTERS)
    ]
    data = [{**samples.SAMPLES["receipt"], "dossier_code": f"H21.65-261127-{n:04d}"} for n in range(LETTERS)]

    def receipts(turn: int) -> None:
        for n in range(LETTERS):
            mark = (
                f"{turn * LETTERS + n}"  # typst remembers what it has set before: nothing of theirs is alike
            )
            fresh = {**data[n], **{key: f"{data[n][key]} {mark}" for key in THEIRS}}
            typeset("receipt", fresh, head=heads[n], at=samples.AT)

    def bare(text: str) -> Callable[[int], None]:
        file = Path(os.environ["MOTCUA_HOME"]) / f"{len(text)}.typ"
        file.write_text(text, "utf-8")
        compiler = typst.Compiler(str(file), ignore_system_fonts=True)

        def make(turn: int) -> None:
            for n in range(LETTERS):
                compiler.compile(sys_inputs={"n": f"{turn}.{n}"}, pdf_tags=False)

        return make

    makers = {
        "receipts a second": receipts,
        "typst alone, a page of text, a second": bare(PAGE),
        "typst alone, an empty page, a second": bare(EMPTY),
    }
    for make in makers.values():
        make(-1)  # fonts are read at the first page
    rates: dict[str, list[float]] = {name: [] for name in makers}
    for turn in range(ROUNDS):
        for name, make in makers.items():
            rates[name].append(LETTERS / _timed(lambda make=make, turn=turn: make(turn)))  # type: ignore[misc]
    found = {name: median(rates[name]) for name in makers}
    found["slowest round of receipts, a second"] = min(rates["receipts a second"])
    start = time.process_time()
    receipts(ROUNDS)
    found["receipts in a second of processor time"] = LETTERS / (time.process_time() - start)
    return found | _signed() | _registers()


def _signed() -> dict[str, float]:
    from motcua.papers import samples
    from motcua.papers.signing import Signatory, signer_for
    from motcua.papers.typesetting import typeset

    who = Signatory(key="bench", name="Lê Thị Ngữ", post="Công chức", organisation=samples.HEAD.agency)
    head = replace(samples.SIGNED, title="Giấy tiếp nhận")

    def one() -> None:
        pdf = typeset("receipt", samples.SAMPLES["receipt"], head=head, at=samples.AT)
        signer_for(who).sign(pdf, reason="Giấy tiếp nhận", location="Pleiku", field="ChuKySo", at=samples.AT)

    pdf = typeset("receipt", samples.SAMPLES["receipt"], head=head, at=samples.AT)

    def sign() -> None:
        signer_for(who).sign(pdf, reason="Giấy tiếp nhận", location="Pleiku", field="ChuKySo", at=samples.AT)

    one()
    works = {
        "signed receipts a second": one,
        "  signatures on a receipt that is set, a second": sign,
        "  RSA-2048 alone, a second": _raw(2048),
        "  RSA-3072 alone, a second": _raw(3072),
    }
    return {name: SIGNED / _timed(partial(_often, work)) for name, work in works.items()}


def _often(work: Callable[[], object]) -> None:
    for _ in range(SIGNED):
        work()


def _raw(bits: int) -> Callable[[], object]:
    """Return what a signature costs in the library of cryptography, without any paper."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    return lambda: key.sign(b"content", padding.PKCS1v15(), hashes.SHA256())


def _registers() -> dict[str, float]:
    from motcua.dossiers.operations.registers import write_sheet
    from motcua.papers import samples
    from motcua.papers.typesetting import typeset

    rows = samples.SAMPLES["register"]["rows"]
    many = [{**rows[n % 2], "line": n, "code": f"H21.65-261127-{n:04d}"} for n in range(10_000)]
    whole = {
        **samples.SAMPLES["register"],
        "rows": [{**row, "line": str(row["line"])} for row in many[:1_000]],
    }
    head = replace(samples.HEAD, title="Sổ theo dõi hồ sơ")
    with tempfile.TemporaryFile() as file:
        before = _peak_mb()
        sheet = _timed(lambda: write_sheet(file, _lines(many), name="Pleiku", mark="thử"))
        grown = _peak_mb() - before
    printed = _timed(lambda: typeset("register", whole, head=head, at=samples.AT))
    return {
        "register of 10,000 dossiers as a sheet, seconds": sheet,
        "  more memory for the sheet, MB": grown,
        "register of 1,000 dossiers as PDF, seconds": printed,
        "  more memory for the PDF, MB": _peak_mb() - before - grown,
    }


def _lines(rows: Iterable[dict[str, object]]) -> Iterable[dict[str, object]]:
    for row in rows:
        days = {key: date.fromisoformat(str(row[key])) for key in ("received_on", "due_on")}
        yield {"returned_on": "", "taken_by": "", "contact": "", "way": "", **row, **days}


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())

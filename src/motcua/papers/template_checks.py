"""
A template is tried before it is used: in a process of its own, without a network, for a short time.

It must set every case within the standards of the shipped one (PDF/UA-1, PDF/A-2a), and show everything the
shipped one shows: each datum is changed in turn, and a page that does not change has left it out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from motcua.papers import forms, samples
from motcua.papers.errors import TemplateNotAccepted
from motcua.papers.typesetting import DATA, Head, Source, font_folders, inputs_for, shipped

LARGEST = 64 * 1024  # bytes; the shipped ones have less than eight
SECONDS = 60
MEMORY = 2 * 1024**3
NATION = re.compile(r"letterhead\(|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
_BROUGHT_IN = re.compile(r"\b(?:import|include)\b[ \t]*(.{0,40})")
_OURS = re.compile(r'"official\.typ"')
_NOT_FOR_FORMS = re.compile(r"\b(eval|read|plugin|csv|yaml|toml|xml|cbor|json)\s*\(")
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_HEAD_SHOWN = ("agency", "number", "on", "signer")
_OTHER_DAY = "2031-01-17T07:41:00"

Case = tuple[str, str]


def examine(name: str, source: Source) -> None:
    """
    Try a template on every case.

    :raises TemplateNotAccepted: naming everything that was found.
    """
    problems = list(_read_through(source.text)) or list(_try(name, source))
    if problems:
        raise TemplateNotAccepted(problems="; ".join(problems))


def preview(name: str, source: Source) -> bytes:
    """
    Return the template filled with the first case.

    :raises TemplateNotAccepted: if it cannot be set.
    """
    if problems := list(_read_through(source.text)):
        raise TemplateNotAccepted(problems="; ".join(problems))
    case = next(_trials(name))
    answer = _run(source, [case], keep_first=True)
    if answer["errors"] or answer["first"] is None:
        raise TemplateNotAccepted(problems="; ".join(answer["errors"].values()) or "không có trang nào")
    return bytes.fromhex(answer["first"])


def _read_through(text: str) -> Iterator[str]:
    if not text.strip():
        yield "tệp không có nội dung"
    if len(text.encode()) > LARGEST:
        yield f"tệp lớn quá {LARGEST // 1024} KB"
    code = _COMMENT.sub("", text)
    for brought in _BROUGHT_IN.findall(code):
        if not _OURS.match(brought):
            yield f"chỉ được dùng tệp chung official.typ, không phải {brought.strip()[:40]}"
    for word in sorted(set(_NOT_FOR_FORMS.findall(code))):
        yield f"không được dùng {word}()"
    if not NATION.search(code):
        yield "thiếu Quốc hiệu, Tiêu ngữ"


def _try(name: str, source: Source) -> Iterator[str]:
    cases = [*_trials(name), *_changed(name)]
    answer = _run(source, cases)
    for case, error in answer["errors"].items():
        yield f"{case}: {error}"
    if answer["errors"]:
        return
    for each in sorted(_must_show(name) - printed(answer["digests"])):
        yield f"không in “{each}” của mẫu chính thức"


def printed(digests: Mapping[str, str]) -> set[str]:
    """Return which data the page shows: those whose change changed the page."""
    plain = digests["thay đổi: "]
    return {
        case.removeprefix("thay đổi: ") for case, digest in digests.items() if digest != plain and ":" in case
    }


@cache
def _must_show(name: str) -> frozenset[str]:
    """Return what the shipped template shows."""
    return frozenset(printed(_run(shipped(name), list(_changed(name)))["digests"]))


def _trials(name: str) -> Iterator[Case]:
    for case, head, data in samples.trials(name):
        yield case, _inputs(name, head, data)


def _changed(name: str) -> Iterator[Case]:
    """Yield the plain case, then the same with one datum changed each time."""
    whole = dict(samples.SAMPLES[samples.slip_of(name)])
    head = replace(samples.HEAD, title="Bản thử")
    yield "thay đổi: ", _inputs(name, head, whole)
    for key, value in whole.items():
        yield f"thay đổi: {key}", _inputs(name, head, {**whole, key: _other(value)})
    for key in _HEAD_SHOWN:
        yield f"thay đổi: head.{key}", _inputs(name, replace(head, **{key: _other(asdict(head)[key])}), whole)


def _other(value: Any) -> Any:
    if isinstance(value, list):
        return value[:1]
    if hasattr(value, "replace") and not isinstance(value, str):
        return value.replace(year=2031)
    if re.match(r"\d{4}-\d{2}-\d{2}T", value):
        return _OTHER_DAY
    if value.startswith("http"):
        return value + "x"
    return f"Khác {value}"[::1] if not re.match(r"^H21", value) else "H21.99-310117-0099"


def _inputs(name: str, head: Head, data: Mapping[str, Any]) -> str:
    return inputs_for(forms.check(name, data, title=head.title), head)


def _run(source: Source, cases: list[Case], *, keep_first: bool = False) -> dict[str, Any]:
    """Set the cases in another process; what it cannot do in time or room is an error of the template."""
    with tempfile.TemporaryDirectory(prefix="motcua-template-") as name:
        folder = Path(name)
        (folder / "template.typ").write_text(source.text, "utf-8")
        (folder / "official.typ").write_text(source.library, "utf-8")
        job = {
            "folder": name,
            "data": DATA,
            "cases": cases,
            "fonts": list(font_folders()),
            "at": int(samples.AT.timestamp()),
            "memory": MEMORY,
            "seconds": SECONDS,
            "keep_first": keep_first,
        }
        worker = Path(__file__).with_name("template_worker.py")
        try:
            done = subprocess.run(  # noqa: S603 — our own file, nothing of the upload on the command line
                [sys.executable, "-I", str(worker)],
                input=json.dumps(job),
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=True,
                env={"PATH": os.environ.get("PATH", ""), "HTTPS_PROXY": _NOWHERE, "HTTP_PROXY": _NOWHERE},
            )
            answer: dict[str, Any] = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            raise TemplateNotAccepted(problems=f"chạy quá {SECONDS} giây") from None
        except (subprocess.CalledProcessError, ValueError) as reason:
            raise TemplateNotAccepted(problems="mẫu dùng quá nhiều bộ nhớ hoặc thời gian") from reason
    return answer


_NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing of a template reaches a network

"""Sets a template that nobody trusts yet, within limits. Run by ``template_checks``, never imported."""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

ROOM = 4 * 1024**2  # bytes


def main() -> None:
    job = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))  # for the data of a case
    json.dump(work(job), sys.stdout)


def work(job: dict[str, Any]) -> dict[str, Any]:
    folder = job["folder"]
    compiler = typst.Compiler(
        input=f"{folder}/template.typ",
        root=folder,
        font_paths=job["fonts"],
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )
    digests: dict[str, str] = {}
    errors: dict[str, str] = {}
    first = None
    for case, paper in job["cases"]:
        Path(folder, job["data"]).write_text(paper, "utf-8")
        try:
            pdf = compiler.compile(pdf_standards=["ua-1", "a-2a"], timestamp=job["at"])
        except typst.TypstError as error:
            errors[case] = error.message
            continue
        assert isinstance(pdf, bytes), "one PDF, not pictures of pages"
        digests[case] = hashlib.sha256(pdf).hexdigest()
        if first is None and job["keep_first"]:
            first = pdf.hex()
    return {"digests": digests, "errors": errors, "first": first}


if __name__ == "__main__":
    main()

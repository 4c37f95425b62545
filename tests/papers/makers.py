"""Small files of every kind, good and hostile, and papers made through the real operations."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from motcua.papers import issuing, operations
from motcua.papers.models import IssuedPaper, Paper
from motcua.papers.signing import DemoSigner, Signatory
from motcua.papers.typesetting import typeset
from tests.papers.samples import AT, HEAD, SAMPLES

SIGNATORY = Signatory(
    key="officer-1", name="Nguyễn Thị Hường", post="Chủ tịch", organisation="Ủy ban nhân dân phường Pleiku"
)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def pdf(template: str = "marriage-status") -> bytes:
    return typeset(template, SAMPLES[template], head=HEAD, at=AT)


def signed_pdf(template: str = "marriage-status") -> bytes:
    return sign(pdf(template))


def sign(document: bytes, field: str = "ChuKySo") -> bytes:
    return DemoSigner(SIGNATORY).sign(document, reason="Ban hành", location="Pleiku", field=field, at=AT)


def stored(**changes: Any) -> Paper:
    return operations.store(
        **{
            "content": picture(),
            "file_name": "giay-chung-sinh.jpg",
            "title": "Giấy chứng sinh",
            "kind": "giay-chung-sinh",
            "owner": "person:12",
            "uploaded_by": 7,
            "at": AT,
            **changes,
        }
    )


def issued(template: str = "marriage-status", **changes: Any) -> IssuedPaper:
    return issuing.issue(**{**described(template), **changes})


def described(template: str) -> dict[str, Any]:
    return {
        "template": template,
        "data": SAMPLES[template],
        "title": "Giấy xác nhận tình trạng hôn nhân",
        "number": "128/2026",
        "issued_on": AT.date(),
        "holder": "Lê Thị Ngữ",
        "subject": "dossier:7d1f",
        "owner": "person:12",
        "issuer": "Ủy ban nhân dân phường Pleiku",
        "signer": issuing.SignerIdentity("officer-1", "Nguyễn Thị Hường", "Chủ tịch"),
        "at": AT,
    }

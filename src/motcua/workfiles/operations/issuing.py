"""A document is signed, takes its number and goes out; at units of ours it comes in by itself, once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper
from motcua.papers.signatures.models import SignatureCheck
from motcua.papers.signatures.operations import check
from motcua.workfiles import legal
from motcua.workfiles.errors import NotSigned
from motcua.workfiles.models import Incoming, Outgoing
from motcua.workfiles.numbers import next_number
from motcua.workfiles.operations.incoming import arrive
from motcua.workfiles.operations.shared import Upload, bind, keep_file, lock_outgoing, record
from motcua.workfiles.states import Act, Step


def sign(
    *, document_id: uuid.UUID, signer: Posting, upload: Upload, on_paper: bool, at: datetime
) -> Outgoing:
    """
    Keep the signed document: a PDF whose signature holds, or the scan of one signed by hand (``on_paper``).

    The signature is judged with no row held; then all is looked at once more.

    :raises NotSigned: if the file bears no signature, or one that does not hold.
    """
    with transaction.atomic():
        document = lock_outgoing(Act.SIGN, document_id, signer)
        paper = keep_file(upload, document, signer, at)
    checked = None if on_paper else check(sha256=paper.file_id, at=at)
    if not on_paper and not (checked and checked.signed and checked.valid):
        raise NotSigned(reason=_why(checked))
    return _keep_signed(document_id, signer, paper, checked, at)


@transaction.atomic
def _keep_signed(
    document_id: uuid.UUID, signer: Posting, paper: Paper, checked: SignatureCheck | None, at: datetime
) -> Outgoing:
    document = lock_outgoing(Act.SIGN, document_id, signer)
    document.step, document.signed_file = Step.SIGNED, bind(paper, document)
    document.signed_by_id, document.signed_at = signer.officer_id, at
    document.signed_digitally = checked is not None
    document.save()
    told = {
        "file": paper.file_id,
        "on_paper": checked is None,
        "signature": checked.signer if checked else "",
    }
    record("outgoing.sign", document, signer, at, **told)
    return document


def _why(checked: SignatureCheck | None) -> str:
    if checked is None or not checked.signed:
        return "tệp chưa được ký số."
    return " ".join(checked.reasons) or "chữ ký không kiểm tra được."


@dataclass(frozen=True)
class Issued:
    """The document under its number, and where it came in by itself."""

    document: Outgoing
    arrivals: list[Incoming]


@transaction.atomic
def issue(*, document_id: uuid.UUID, clerk: Posting, unit_sign: str, at: datetime) -> Issued:
    """
    Give the document the next number of its kind and year, and send it out.

    ``unit_sign`` is the unit's abbreviation in the sign: ``UBND``, ``SXD``.

    :raises StepNotAllowed: if it is not signed, or went out before.
    """
    document = lock_outgoing(Act.ISSUE, document_id, clerk)
    on = at.astimezone(VIETNAM).date()
    document.year, document.step, document.issued_at = on.year, Step.ISSUED, at
    document.number = next_number(unit=document.unit, book=document.kind, year=on.year)
    document.symbol = legal.symbol(document.number, document.kind, unit_sign, on)[:80]
    document.save()
    recipients = list(document.recipients.select_related("unit").order_by("unit_id", "pk"))
    arrivals = [arrive(document=document, unit=each.unit, at=at) for each in recipients if each.unit]
    told: dict[str, Any] = {"symbol": document.symbol, "to": [each.name for each in recipients]}
    record("outgoing.issue", document, clerk, at, **told)
    return Issued(document, arrivals)

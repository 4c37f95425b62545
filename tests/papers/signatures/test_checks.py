"""A signature on a file handed in is judged away from the request, in plain words, and kept with its day."""

import json
import subprocess
from typing import Any

import pytest
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.papers import demo_ca
from motcua.papers.models import StoredFile
from motcua.papers.signatures import operations as signatures
from motcua.papers.signatures import worker
from motcua.papers.signatures.models import SignatureCheck
from tests.papers.makers import pdf, sign, signed_pdf, stored
from tests.papers.samples import AT

pytestmark = pytest.mark.django_db


def checked(content: bytes) -> SignatureCheck:
    paper = stored(content=content, file_name="giay.pdf")
    found = signatures.check(sha256=paper.file_id, at=AT)
    assert found is not None
    return found


def jobs():
    return ProcrastinateJob.objects.filter(task_name="signatures.check").count()


def test_who_signed_and_when_is_known_once_it_was_judged():
    found = checked(signed_pdf())

    assert (found.valid, found.failed, found.checked_at) == (True, False, AT)
    assert found.signer == "Nguyễn Thị Hường, Chủ tịch, Ủy ban nhân dân phường Pleiku"
    assert found.signed_at is not None
    assert "còn nguyên vẹn" in found.reasons[0]


def test_what_was_changed_after_signing_says_so_in_the_readers_language():
    found = checked(signed_pdf() + b"\n% them\n")

    assert not found.valid
    assert found.reasons == ["Tệp đã được ghi thêm nội dung sau khi ký."]
    with translation.override("en"):
        assert "after" in found.reasons[0]


def test_a_signer_whom_nobody_here_trusts_is_not_trusted(settings):
    content = signed_pdf()
    settings.MOTCUA_SIGNER = "motcua.papers.signing.Pkcs11Signer"

    found = checked(content)

    assert (found.signed, found.valid) == (True, False)
    assert any("tin cậy" in reason for reason in found.reasons)


def test_a_file_without_a_signature_asks_for_nothing():
    stored(content=pdf(), file_name="giay.pdf")

    assert not SignatureCheck.objects.exists()
    assert jobs() == 0


def test_the_same_content_is_judged_once():
    content = signed_pdf()

    for _time in range(2):
        stored(content=content, file_name="giay.pdf")

    assert (SignatureCheck.objects.get().waits, jobs()) == (True, 1)


def test_with_other_trust_anchors_everything_is_judged_anew(settings, tmp_path):
    found = checked(signed_pdf())
    settings.MOTCUA_TRUST_ROOTS = [str(demo_ca.ensure_demo_ca())]

    assert signatures.recheck(at=AT) == 1
    assert signatures.recheck(at=AT) == 0
    found.refresh_from_db()
    assert found.valid


def test_a_file_that_cannot_be_judged_in_time_says_so_and_is_tried_again(monkeypatch):
    paper = stored(content=signed_pdf(), file_name="giay.pdf")
    monkeypatch.setattr(signatures, "LONGEST", 0.01)

    found = signatures.check(sha256=paper.file_id, at=AT)

    assert found is not None
    assert (found.failed, found.valid, found.reasons) == (True, False, [])


def test_one_file_swept_meanwhile_is_nothing_to_judge():
    paper = stored(content=signed_pdf(), file_name="giay.pdf")
    sha256 = paper.file_id
    paper.delete()
    StoredFile.objects.filter(pk=sha256).delete()

    assert signatures.check(sha256=sha256, at=AT) is None


def test_the_worker_is_given_no_secret_and_writes_no_file(monkeypatch):
    asked: dict[str, Any] = {}

    def run(command, **given):
        asked.update(given, command=command)
        raise OSError

    monkeypatch.setattr(subprocess, "run", run)
    checked(signed_pdf())

    assert asked["env"].keys() == {"PATH"}
    assert asked["command"][1] == "-I"
    assert json.loads(asked["input"]).keys() == {"path", "roots", "at"}
    assert worker.SECONDS < signatures.LONGEST


def test_several_signatures_are_one_answer_about_the_last():
    found = checked(sign(signed_pdf(), field="ChuKy2"))

    assert found.valid
    assert len(found.verdict["by"]) == 2

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.papers import errors, issuing, operations, queries
from motcua.papers.forms import FORMS
from motcua.papers.models import IssuedPaper, Status
from motcua.papers.verification import verify
from tests.papers.makers import issued, picture, stored
from tests.papers.samples import AT, SAMPLES

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.mark.parametrize("template", sorted(FORMS))
def test_every_kind_of_paper_is_issued_signed_and_whole(template):
    paper = issued(template)

    assert verify(queries.read_bytes(paper), at=LATER).valid
    assert paper.status == Status.IN_FORCE


def test_an_issued_paper_is_found_by_its_code_as_printed():
    paper = issued()

    assert queries.find_issued(paper.code_in_groups.lower()) == paper
    assert queries.find_issued("AAAA-AAAA-AAAA-AAAA") is None
    assert queries.find_issued("'; drop table") is None


def test_an_issued_paper_is_found_by_its_content():
    paper = issued()

    assert queries.find_issued_by_content(paper.file_id) == paper


def test_the_check_shows_the_holder_masked():
    assert issued().holder_masked == "L* T** Ngữ"


def test_the_paper_names_its_code_and_its_signers(tool, tmp_path):
    paper = issued(signer=issuing.SignerIdentity("officer-2", "Rơ Châm Hạnh", "Phó Chủ tịch"))
    (tmp_path / "paper.pdf").write_bytes(queries.read_bytes(paper))

    text = " ".join(tool("pdftotext", tmp_path / "paper.pdf", "-").split())

    assert paper.code_in_groups in text
    assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in text
    assert "Pleiku, ngày 27 tháng 11 năm 2026" in text


def test_a_certified_copy_is_issued_with_the_pages_of_its_original():
    scan = stored(content=picture("JPEG", (800, 1100)))

    paper = issued("certified-copy", title="Bản sao chứng thực", originals=[scan])

    assert paper.file.page_count == 2
    assert verify(queries.read_bytes(paper), at=LATER).valid


def test_nothing_is_issued_when_something_is_missing():
    with pytest.raises(errors.DataNotReady, match="purpose"):
        issued(data={**SAMPLES["marriage-status"], "purpose": " "})

    assert not IssuedPaper.objects.exists()


def test_a_revoked_paper_says_who_when_and_why():
    paper = operations.revoke(issued_id=issued().pk, because="Cấp sai người", by=3, at=LATER)

    found = queries.find_issued(paper.verify_code)
    assert found is not None
    assert (found.status, found.ended_by_id, found.ended_at) == (Status.REVOKED, 3, LATER)
    assert found.ended_because == "Cấp sai người"


def test_a_replaced_paper_names_the_new_one():
    old, new = issued(), issued(number="129/2026")

    replaced = operations.replace(
        issued_id=old.pk, replacement_id=new.pk, because="Sai năm sinh", by=3, at=LATER
    )

    assert (replaced.status, replaced.replaced_by) == (Status.REPLACED, new)


def test_a_paper_ends_once():
    paper = operations.revoke(issued_id=issued().pk, because="Cấp sai", by=3, at=LATER)

    with pytest.raises(errors.NotInForce, match="128/2026"):
        operations.revoke(issued_id=paper.pk, because="Lần nữa", by=3, at=LATER)
    with pytest.raises(errors.NotInForce):
        operations.replace(
            issued_id=issued(number="9").pk, replacement_id=paper.pk, because="x", by=3, at=LATER
        )


def test_an_end_needs_a_reason():
    with pytest.raises(errors.ReasonMissing):
        operations.revoke(issued_id=issued().pk, because="  ", by=3, at=LATER)


def test_a_paper_does_not_replace_itself():
    paper = issued()

    with pytest.raises(errors.CannotReplaceItself):
        operations.replace(issued_id=paper.pk, replacement_id=paper.pk, because="x", by=3, at=LATER)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"verify_code": "abc"}, "issued_paper_code_is_80_random_bits"),
        ({"status": "revoked"}, "issued_paper_end_says_who_when_why"),
        ({"ended_at": LATER}, "issued_paper_end_says_who_when_why"),
        (
            {"status": "revoked", "ended_at": LATER, "ended_because": "x"},
            "issued_paper_end_says_who_when_why",
        ),
        (
            {"status": "replaced", "ended_at": LATER, "ended_because": "x", "ended_by_id": 1},
            "issued_paper_replaced_says_by_which",
        ),
        (
            {"status": "revoked", "ended_at": AT - timedelta(1), "ended_because": "x", "ended_by_id": 1},
            "issued_paper_ends_after_it_began",
        ),
    ],
)
def test_the_database_refuses_impossible_ends(change, constraint):
    paper = issued()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IssuedPaper.objects.filter(pk=paper.pk).update(**change)


def test_a_file_in_use_cannot_be_forgotten():
    paper = issued()

    with pytest.raises(IntegrityError), transaction.atomic():
        paper.file.delete()


def test_an_unknown_paper_is_not_revoked():
    with pytest.raises(IssuedPaper.DoesNotExist):
        operations.revoke(issued_id=uuid.uuid4(), because="x", by=3, at=LATER)

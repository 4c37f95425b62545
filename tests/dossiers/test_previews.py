import pytest

from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.previews import Signer, preview, preview_pages
from motcua.papers.intake import our_own
from motcua.papers.models import IssuedPaper
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make.office().taken_up()


def test_a_draft_with_gaps_can_be_looked_at(dossier):
    pdf = preview(dossier, Proposal(Decision.GRANT, fields={}), at=make.MONDAY)

    assert pdf.startswith(b"%PDF-")
    assert not IssuedPaper.objects.exists()


def test_the_signer_sees_pictures_of_the_pages(dossier):
    proposal = Proposal(Decision.GRANT, fields={"content": "Nội dung\n" * 200})

    pages = preview_pages(dossier, proposal, at=make.MONDAY, signer=Signer("Phạm Dũng", "Chủ tịch"))

    assert len(pages) > 1
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_every_page_of_the_draft_is_kept(dossier, tmp_path):
    proposal = Proposal(Decision.REFUSE, reason="Không đủ điều kiện.\n" * 150)
    file = tmp_path / "draft.pdf"

    file.write_bytes(preview(dossier, proposal, at=make.MONDAY))

    with file.open("rb") as opened:
        assert our_own(opened).page_count == len(preview_pages(dossier, proposal, at=make.MONDAY))

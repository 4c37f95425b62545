"""What a notice says of an answer that is not all that was asked: why, on what ground, how to complain."""

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.followers import tell_the_applicant
from motcua.journal.models import Act
from motcua.notices.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def told_of(dossier, verb):
    """Return what the follower of the last act ``verb`` leaves."""
    tell_the_applicant(Act.objects.filter(subject=dossier.subject, verb=verb).latest("number"))
    return Notice.objects.get()


@pytest.mark.parametrize(
    ("decision", "title"),
    [(Decision.GRANT_PARTLY, "đồng ý một phần"), (Decision.REFUSE, "không đồng ý giải quyết")],
)
def test_a_result_that_does_not_give_all_says_so_at_once(office, decision, title):
    dossier = office.proposed(decision=decision)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)

    told = told_of(dossier, "dossier.sign")
    assert told.title.endswith(title)
    assert "Không đủ điều kiện. Căn cứ: Điều 5 Luật Hộ tịch 60/2014/QH13." in told.body
    assert "bạn có quyền khiếu nại" in told.body


def test_what_was_not_accepted_says_ground_and_complaint(office):
    dossier = dossiers.refuse(
        code=office.filed().code,
        clerk=office.clerk,
        reason="Không thuộc thẩm quyền.",
        guidance="Nộp ở phường Pleiku",
        citation="Điều 5",
        at=make.MONDAY,
    )

    body = told_of(dossier, "dossier.refuse").body
    assert body.startswith("Lý do: Không thuộc thẩm quyền. Căn cứ: Điều 5. Nộp ở phường Pleiku. Nếu không")
    assert "ông/bà" not in body


def test_a_reason_that_ends_with_a_stop_gets_no_second_one(office):
    dossier = dossiers.ask_for_supplement(
        code=office.filed().code, officer=office.clerk, items=["Bản rõ"], reason="Ảnh mờ.", at=make.MONDAY
    )

    assert "Lý do: Ảnh mờ. Hạn:" in told_of(dossier, "dossier.ask-for-supplement").body

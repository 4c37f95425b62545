"""Documents are written, discussed, signed, numbered and sent: and come in elsewhere, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.orgs.models import Duty
from motcua.papers import demo_ca
from motcua.workfiles import operations as work
from motcua.workfiles.differences import between
from motcua.workfiles.errors import (
    CommentNotFound,
    CommentsOpen,
    DocumentNotFound,
    KindUnknown,
    NothingChanged,
    NothingWritten,
    NotSigned,
    NotYourTask,
    SentToNobody,
    StepNotAllowed,
    WrittenMeanwhile,
)
from motcua.workfiles.models import Comment, Incoming, Outgoing
from motcua.workfiles.operations.drafts import Heading
from motcua.workfiles.operations.incoming import arrive
from motcua.workfiles.queries import comments_of, file_of, files_of
from motcua.workfiles.registers import Asked, lines, sheet
from motcua.workfiles.states import Step
from tests import factories as make
from tests.workfiles.factory import desk, upload


@pytest.fixture
def here(db):
    return desk()


def issue(here, document, **more):
    more.setdefault("at", make.MONDAY)
    return work.issue(document_id=document.pk, clerk=here.clerk, unit_sign="SXD", **more)


def test_every_save_is_a_version_with_its_author_and_moment(here):
    document = here.draft()
    later = make.MONDAY + timedelta(hours=1)

    work.save_version(document_id=document.pk, author=here.head, text="Khác", seen=1, at=later)

    told = [(v.number, v.author.full_name, v.at) for v in document.versions.order_by("number")]
    assert told == [(1, "Người Soạn", make.MONDAY), (2, "Trưởng Phòng", later)]


def test_two_who_write_at_once_do_not_destroy_each_others_work(here):
    document = here.draft()
    said = {"document_id": document.pk, "at": make.MONDAY}
    work.save_version(author=here.head, text="Của trưởng phòng", seen=1, **said)

    with pytest.raises(WrittenMeanwhile, match="Trưởng Phòng đã lưu bản 2"):
        work.save_version(author=here.author, text="Của tôi", seen=1, **said)
    with pytest.raises(NothingChanged):
        work.save_version(author=here.author, text="Của trưởng phòng", seen=2, **said)
    with pytest.raises(NothingWritten):
        work.save_version(author=here.author, text=" ", seen=2, **said)


def test_a_draft_may_be_a_file(here):
    document = here.draft()

    version = work.save_version(
        document_id=document.pk, author=here.author, text="", seen=1, upload=upload(make.PNG, "vẽ.png"),
        at=make.MONDAY,
    )  # fmt: skip

    assert version.paper
    assert version.paper.attached_to == document.subject


def test_the_difference_between_any_two_is_in_words():
    pieces = between("Hỗ trợ 5 triệu.\nThi hành.", "Hỗ trợ 7 triệu.\nThi hành ngay.")

    assert [p.text for p in pieces if p.kind == "out"] == ["5", "hành."]
    assert [p.text for p in pieces if p.kind == "new"] == ["7", "hành ngay."]
    assert "".join(p.text for p in pieces if p.kind != "out") == "Hỗ trợ 7 triệu.\nThi hành ngay."


def test_a_comment_stands_at_its_paragraph_and_keeps_its_words(here):
    document = here.draft()

    made = work.comment(
        document_id=document.pk, officer=here.head, paragraph=1, text="Căn cứ nào?", at=make.MONDAY
    )
    work.answer_comment(
        document_id=document.pk, comment_id=made.pk, officer=here.author, text="Nghị quyết 5", at=make.MONDAY
    )

    found = comments_of(document)
    assert found == [made]
    assert (made.quote, made.version.number) == ("Điều 1. Hỗ trợ 5 triệu.", 1)
    assert [reply.text for reply in found[0].replies.all()] == ["Nghị quyết 5"]
    with pytest.raises(NothingWritten):
        work.comment(document_id=document.pk, officer=here.head, paragraph=3, text="?", at=make.MONDAY)


def test_nothing_is_agreed_to_while_a_comment_is_open(here):
    document = here.draft()
    made = work.comment(
        document_id=document.pk, officer=here.head, paragraph=None, text="Chưa rõ", at=make.MONDAY
    )
    work.submit(document_id=document.pk, author=here.author, at=make.MONDAY)

    with pytest.raises(CommentsOpen):
        work.agree(document_id=document.pk, head=here.head, at=make.MONDAY)
    with pytest.raises(NotYourTask):
        work.resolve_comment(document_id=document.pk, comment_id=made.pk, officer=here.clerk, at=make.MONDAY)
    work.resolve_comment(document_id=document.pk, comment_id=made.pk, officer=here.author, at=make.MONDAY)
    agreed = work.agree(document_id=document.pk, head=here.head, at=make.MONDAY)
    assert agreed.step == Step.AGREED


def test_a_comment_of_another_document_is_not_there(here):
    made = work.comment(
        document_id=here.draft().pk, officer=here.head, paragraph=None, text="?", at=make.MONDAY
    )

    with pytest.raises(CommentNotFound):
        work.resolve_comment(
            document_id=here.draft().pk, comment_id=made.pk, officer=here.head, at=make.MONDAY
        )
    assert Comment.objects.get().resolved_at is None


def test_it_goes_back_with_a_reason_and_is_written_on(here):
    document = here.agreed()

    back = work.return_draft(document_id=document.pk, leader=here.leader, reason="Sửa mức", at=make.MONDAY)

    assert (back.step, back.agreed_by_id) == (Step.DRAFT, None)
    work.save_version(document_id=document.pk, author=here.author, text="Mới", seen=1, at=make.MONDAY)


def test_each_step_is_somebodys_duty(here):
    document = here.draft()
    with pytest.raises(StepNotAllowed):
        work.agree(document_id=document.pk, head=here.head, at=make.MONDAY)
    with pytest.raises(NotYourTask):
        work.submit(document_id=document.pk, author=here.clerk, at=make.MONDAY)
    work.submit(document_id=document.pk, author=here.author, at=make.MONDAY)
    with pytest.raises(NotYourTask):
        work.agree(document_id=document.pk, head=here.leader, at=make.MONDAY)
    with pytest.raises(DocumentNotFound):
        work.agree(document_id=document.pk, head=here.other_clerk, at=make.MONDAY)


def test_what_goes_nowhere_or_is_of_no_kind_is_not_put_forward(here):
    document = here.draft(units=[])

    with pytest.raises(SentToNobody):
        work.submit(document_id=document.pk, author=here.author, at=make.MONDAY)
    with pytest.raises(KindUnknown):
        work.begin_draft(unit=here.unit, heading=Heading("XX", "A"), author=here.author, at=make.MONDAY)


def test_a_file_without_a_signature_is_not_taken_for_signed(here):
    document = here.agreed()

    with pytest.raises(NotSigned):
        work.sign(
            document_id=document.pk, signer=here.leader, upload=upload(make.PNG, "a.png"),
            on_paper=False, at=make.MONDAY,
        )  # fmt: skip
    assert Outgoing.objects.get().step == Step.AGREED


def test_a_pdf_with_a_signature_that_holds_is(here):
    from tests.papers.makers import AT, signed_pdf

    document = here.agreed()
    demo_ca.ensure_demo_ca()

    signed = work.sign(
        document_id=document.pk, signer=here.leader, upload=upload(signed_pdf(), "a.pdf"),
        on_paper=False, at=AT,
    )  # fmt: skip

    act = Act.objects.get(subject=document.subject, verb="outgoing.sign")
    assert (signed.step, signed.signed_digitally) == (Step.SIGNED, True)
    assert act.data["signature"]


def test_issued_it_has_the_next_number_of_its_kind_and_comes_in_elsewhere_once(here):
    first, second = (issue(here, here.signed(outside=["Báo Gia Lai"])) for _ in range(2))

    came = Incoming.objects.filter(unit=here.other).order_by("number")
    assert (first.document.symbol, second.document.symbol) == ("01/QĐ-SXD", "02/QĐ-SXD")
    assert [(each.number, each.symbol, each.origin) for each in came] == [
        (1, "01/QĐ-SXD", "Sở Xây dựng"),
        (2, "02/QĐ-SXD", "Sở Xây dựng"),
    ]
    with pytest.raises(StepNotAllowed):
        issue(here, first.document)
    assert broken_at(first.document.subject) is None


def test_the_database_refuses_a_second_arrival(here):
    document = issue(here, here.signed()).document

    with pytest.raises(IntegrityError, match="incoming_arrives_once"), transaction.atomic():
        arrive(document=document, unit=here.other, at=make.MONDAY)


def test_who_received_it_opens_the_signed_file_and_a_third_unit_does_not(here):
    document = here.signed()
    came = issue(here, document).arrivals[0]

    signed = files_of(came)[0]

    assert file_of(here.other_clerk, signed.pk, at=make.MONDAY) == signed
    with pytest.raises(DocumentNotFound):
        file_of(make.posting(make.unit("H21.119"), Duty.SEAL), signed.pk, at=make.MONDAY)


@pytest.mark.django_db(transaction=True)
def test_two_numbers_at_once_are_two():
    here = desk()
    documents = [here.signed() for _ in range(4)]
    together = Barrier(4)

    def send(document):
        together.wait()
        try:
            return issue(here, document).document.number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, documents)) == [1, 2, 3, 4]
    assert sorted(Incoming.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_the_registers_hold_their_own_units_lines_only(here):
    here.incoming()
    issue(here, here.signed())
    days = (make.MONDAY.date(), make.MONDAY.date())

    came = lines(here.clerk, Asked(here.unit, "den", *days), at=make.MONDAY)
    went = lines(here.clerk, Asked(here.unit, "di", *days), at=make.MONDAY)

    assert came[0][:4] == ("1", "09/03/2026", "Bộ Xây dựng", "12/BXD-QH")
    assert went[0][0] == "01/QĐ-SXD"
    assert sheet("di", went).startswith(b"PK")
    with pytest.raises(DocumentNotFound):
        lines(here.clerk, Asked(here.other, "den", *days), at=make.MONDAY)

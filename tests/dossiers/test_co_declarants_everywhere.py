"""Whatever the face, nothing is filed before everybody confirmed; who has no account signs before a clerk."""

import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from motcua.accounts.models import Person
from motcua.dossiers import declarations
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import confirmed_of, digest_to_confirm
from motcua.dossiers.errors import (
    ChangedSinceShown,
    CoDeclarantsAwaited,
    ConfirmationEnded,
    DraftNotFound,
    NotYourDuty,
    RemindedLately,
    SignedPageMissing,
)
from motcua.dossiers.evidence import give_evidence
from motcua.dossiers.models import Confirmation
from motcua.dossiers.operations.confirming_on_paper import waiting_at_desk
from motcua.journal.models import Act
from motcua.notices.models import Notice
from motcua.papers import typesetting
from tests import factories as make
from tests.co_declarants import ANSWERS, NUMBER, pair_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_of()


def request(pair, **more):
    return replace(pair.office.request(), answers=ANSWERS, **more)


def filed(pair, **more):
    return dossiers.file(request=request(pair, **more), filer=pair.office.citizen, at=make.MONDAY)


def on_paper(pair, **more):
    papers = [pair.office.handed(f"officer:{pair.office.clerk.officer_id}")]
    return replace(pair.office.request(), answers=ANSWERS, papers=papers, **more)


def scan(clerk):
    return make.paper(f"officer:{clerk.officer_id}", key="xac-nhan")


def sign(pair, asked, **more):
    said = {"signed": scan(pair.office.clerk), "digest": digest_to_confirm(pair.now(), "mother")} | more
    return dossiers.confirm_on_paper(
        confirmation_id=asked.pk, clerk=pair.office.clerk, at=make.MONDAY + timedelta(hours=1), **said
    )


def test_a_program_that_files_at_once_is_refused_and_told_whom_to_ask(pair):
    with pytest.raises(CoDeclarantsAwaited) as refused:
        filed(pair)

    assert refused.value.facts["co_declarants"] == ["mother"]


def test_with_the_draft_they_confirmed_it_is_filed_and_the_act_says_who(pair):
    given = pair.confirm(pair.invite())

    dossier = filed(pair, draft=pair.now())

    assert pair.now().dossier == dossier
    (said,) = Act.objects.get(subject=dossier.subject, verb="dossier.file").data["confirmations"]
    assert said == {"id": str(given.pk), "co_declarant": "mother", "how": "account", "digest": given.digest}
    assert Notice.objects.filter(title="Bản khai bạn xác nhận đã được nộp").exists()


def test_other_answers_than_those_confirmed_are_not_filed(pair):
    pair.confirm(pair.invite())
    other = replace(request(pair, draft=pair.now()), answers=ANSWERS | {"mother": "Người khác"})

    with pytest.raises(CoDeclarantsAwaited):
        dossiers.file(request=other, filer=pair.office.citizen, at=make.MONDAY)


def test_a_strangers_draft_confirms_nothing(pair):
    pair.confirm(pair.invite())
    stranger = make.citizen("Hà", "064090009999")
    theirs = replace(request(pair, draft=pair.now()), applicant=Person.objects.get(pk=stranger.person_id))

    with pytest.raises(DraftNotFound):
        dossiers.file(request=theirs, filer=stranger, at=make.MONDAY)


def test_at_the_counter_the_clerk_sees_the_signature_or_says_why_not(pair):
    with pytest.raises(CoDeclarantsAwaited):
        dossiers.receive_at_counter(request=on_paper(pair), clerk=pair.office.clerk, at=make.MONDAY)

    signed = dossiers.receive_at_counter(
        request=on_paper(pair, signed={"mother"}), clerk=pair.office.clerk, at=make.MONDAY
    )
    without = dossiers.receive_at_counter(
        request=on_paper(pair, unsigned_because="Không thỏa thuận được, theo tập quán"),
        clerk=pair.office.clerk,
        at=make.MONDAY,
    )

    (given,) = confirmed_of(signed)
    assert (given.given.how, given.given.officer_id) == ("paper", pair.office.clerk.officer_id)
    assert confirmed_of(without) == []
    act = Act.objects.get(subject=without.subject, verb="dossier.receive")
    assert act.data["not_signed_by"] == ["mother"]
    assert act.data["because"] == "Không thỏa thuận được, theo tập quán"


def test_who_has_no_account_signs_before_a_clerk_who_keeps_the_page(pair):
    asked = pair.invite()
    assert list(waiting_at_desk(pair.office.clerk, NUMBER)) == [asked]

    sign(pair, asked)

    given = pair.file() and Confirmation.objects.get()
    assert (given.how, given.officer_id, given.state) == ("paper", pair.office.clerk.officer_id, "confirmed")
    assert given.paper
    assert given.paper.attached_to == f"{pair.draft.subject}:confirmation"
    assert Notice.objects.filter(body__contains="ký xác nhận trên giấy").exists()


def test_nothing_is_signed_without_the_page_or_of_what_changed_or_by_who_receives_nothing(pair):
    asked, clerk = pair.invite(), pair.office.clerk

    with pytest.raises(SignedPageMissing):
        sign(pair, asked, signed=None)
    with pytest.raises(SignedPageMissing):
        sign(pair, asked, signed=make.paper("officer:0", key="xac-nhan"))
    with pytest.raises(ChangedSinceShown):
        sign(pair, asked, digest="0" * 64)
    with pytest.raises(NotYourDuty):
        dossiers.confirm_on_paper(
            confirmation_id=asked.pk, clerk=pair.office.officer, signed=scan(clerk), digest="", at=make.MONDAY
        )
    assert list(waiting_at_desk(pair.office.officer, NUMBER)) == []
    assert list(waiting_at_desk(clerk, NUMBER[:9])) == []


def test_a_confirmation_is_taken_back_until_it_is_filed(pair):
    asked = pair.confirm(pair.invite())

    dossiers.decline(confirmation_id=asked.pk, citizen=pair.other, reason="Nghĩ lại", at=make.MONDAY)

    with pytest.raises(CoDeclarantsAwaited):
        pair.file()
    again = pair.confirm(pair.invite())
    pair.file()
    with pytest.raises(ConfirmationEnded, match="đã nộp"):
        dossiers.decline(confirmation_id=again.pk, citizen=pair.other, reason="Muộn", at=make.MONDAY)


def test_an_invitation_is_taken_back_and_the_invited_are_told(pair):
    asked = pair.invite()

    dossiers.withdraw_invitation(
        draft_id=pair.draft.pk, citizen=pair.office.citizen, key="mother", at=make.MONDAY
    )

    with pytest.raises(ConfirmationEnded):
        pair.confirm(asked)
    assert Notice.objects.filter(title="Bạn không phải xác nhận bản khai nữa").exists()
    assert pair.invite().state == "asked"


def test_the_declarant_reminds_at_most_once_a_day(pair):
    pair.invite()
    remind = {"draft_id": pair.draft.pk, "citizen": pair.office.citizen, "key": "mother"}

    with pytest.raises(RemindedLately):
        dossiers.remind(at=make.MONDAY + timedelta(hours=1), **remind)
    asked = dossiers.remind(at=make.MONDAY + timedelta(hours=21), **remind)

    assert asked.reminders == 1


def test_both_are_told_which_part_was_changed(pair):
    pair.confirm(pair.invite())

    pair.save(mother="Ksor H Lanh")

    bodies = Notice.objects.filter(title__startswith="Bản khai đã sửa").values_list("body", flat=True)
    assert all("Phần đã sửa: Về mẹ" in body for body in bodies)
    assert len(bodies) == 2


def test_the_declaration_prints_who_confirmed_how_and_when(pair, monkeypatch):
    seen: list[dict[str, Any]] = []

    def typeset(_template: str, data: dict[str, Any], **_more: Any) -> bytes:
        seen.append(data)
        return b"%PDF"

    monkeypatch.setattr(typesetting, "typeset", typeset)
    pair.confirm(pair.invite())
    declarations.of_draft(pair.now(), at=make.MONDAY)

    sign(pair, pair.invite())
    declarations.of_dossier(pair.file(), at=make.MONDAY)

    drawn, on_paper = (data["signatures"][1][1] for data in seen)
    assert drawn == "Đã xác nhận bằng tài khoản định danh điện tử, lúc 09:00, ngày 09/03/2026"
    assert on_paper.startswith("Đã ký trên giấy trước cán bộ ")
    assert on_paper.endswith("lúc 10:00, ngày 09/03/2026")


def test_the_pack_of_evidence_holds_who_confirmed_what_and_what_they_signed(pair):
    sign(pair, pair.invite())
    dossier = pair.file()

    with (
        give_evidence(
            viewer=pair.office.officer, code=dossier.code, tracking_url="https://x/", at=make.MONDAY
        ) as out,
        zipfile.ZipFile(out) as pack,
    ):
        said = json.loads(pack.read("xac-nhan.json"))
        signed = [name for name in pack.namelist() if name.startswith("xac-nhan/")]

    (given,) = said["confirmations"]
    assert (given["name"], given["number"], given["how"]) == ("Ksor H Lan", NUMBER, "paper")
    assert given["statement"] == "Tôi đồng ý."
    assert [act["verb"] for act in said["acts"]] == [
        "draft.invite-confirmation",
        "draft.sign-confirmation",
    ]
    assert len(signed) == 1

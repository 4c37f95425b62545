"""The acts beside the straight way, on the pages of those whose they are."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.calendars import calendar_for
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def at_desk(who, dossier, data=None):
    url, client = reverse("desk:dossier", args=[dossier.code]), signed_in(who)
    return client.post(url, data) if data else client.get(url)


def at_counter(who, dossier, data=None):
    url, client = reverse("counter:dossier", args=[dossier.code]), signed_in(who)
    return client.post(url, data) if data else client.get(url)


def state_of(dossier):
    return Dossier.objects.get(pk=dossier.pk).state


PAYMENT = {"act": "ask-for-payment", "pay_what": "Lệ phí trước bạ", "pay_amount": "1.500.000"}


def test_money_is_asked_for_at_the_desk_and_recorded_at_the_counter(office):
    dossier = office.taken_up(timezone.now())

    at_desk(office.officer, dossier, PAYMENT)
    asked = state_of(dossier)
    at_counter(office.clerk, dossier, {"act": "record-payment", "receipt": "0012", "paid": "1.500.000"})

    assert (asked, state_of(dossier)) == (State.PAYMENT_ASKED, State.IN_HANDLING)


def test_what_was_typed_stays_when_an_amount_is_not_understood(office):
    dossier = office.taken_up(timezone.now())

    response = at_desk(office.officer, dossier, PAYMENT | {"pay_amount": "nhiều"})

    assert response.status_code == 409
    assert "Hãy ghi khoản phải nộp và số tiền lớn hơn 0." in text_of(response)
    assert 'value="Lệ phí trước bạ"' in response.content.decode()


def test_an_opinion_goes_out_and_comes_back(office):
    dossier = office.taken_up(timezone.now())
    by = {"answer_by-day": "5", "answer_by-month": "1", "answer_by-year": "2099"}

    at_desk(
        office.officer, dossier, {"act": "ask-opinion", "agency": "Công an xã", "question": "Nơi ở?"} | by
    )
    page = at_desk(office.officer, dossier)
    at_desk(office.officer, dossier, {"act": "record-opinion", "opinion": "Có cư trú"})

    assert "Ghi ý kiến trả lời" in text_of(page)
    assert dossier.waits.get().content["answer"] == "Có cư trú"


def test_an_apology_is_proposed_and_signed(office):
    dossier = office.taken_up(timezone.now())
    new = make_later(dossier)

    at_desk(office.officer, dossier, {"act": "propose-extension", "late_reason": "Đông hồ sơ"} | new)
    page = at_desk(office.signer, dossier)
    at_desk(office.signer, dossier, {"act": "sign-extension"})

    assert "Văn bản xin lỗi và ngày hẹn mới chờ bạn ký" in text_of(page)
    assert Dossier.objects.get().due_at > dossier.due_at


def make_later(dossier):
    on = dossier.due_at.astimezone(VIETNAM).date() + timedelta(days=7)
    on = calendar_for(dossier.deciding_unit_id, around=on).next_working(on)
    return {"new_due_on-day": on.day, "new_due_on-month": on.month, "new_due_on-year": on.year}


def test_the_head_stops_and_an_officer_sees_no_such_form(office):
    dossier = office.taken_up(timezone.now())

    unseen = at_desk(office.officer, dossier)
    at_desk(office.head, dossier, {"act": "stop", "stop_reason": "Tranh chấp", "stop_citation": "Điều 5"})

    assert "Dừng giải quyết" not in text_of(unseen)
    assert state_of(dossier) == State.STOPPED


def test_a_clerk_takes_in_papers_and_a_withdrawal(office):
    dossier = office.filed()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.clerk, items=["Bản rõ"], reason="Mờ", at=timezone.now()
    )

    at_counter(office.clerk, dossier, {"act": "take-in", "brought": "Giấy chứng sinh\nHộ chiếu"})
    back = state_of(dossier)
    at_counter(office.clerk, dossier, {"act": "withdraw", "withdraw_reason": ""})

    assert [line.title for line in dossier.papers.order_by("pk")][1:] == ["Giấy chứng sinh", "Hộ chiếu"]
    assert (back, state_of(dossier)) == (State.FILED, State.WITHDRAWN)


def test_a_clerk_ticks_what_was_asked_and_is_brought(office):
    dossier = office.filed()
    at_counter(
        office.clerk,
        dossier,
        {"act": "ask", "items": "Bản rõ\nHộ chiếu", "question": "content", "reason": "Mờ"},
    )

    at_counter(office.clerk, dossier, {"act": "take-in", "took-2": "yes", "took-3": "yes"})

    brought = dossier.papers.exclude(item=None).get()
    assert (brought.item, brought.title, brought.originals) == (2, "Hộ chiếu", 1)


def test_an_error_is_reported_by_its_owner_corrected_and_signed(office):
    dossier = office.signed()
    mine = signed_in(office.citizen)
    url = reverse("portal:report_error", args=[dossier.code])

    empty = mine.post(url, {"error": " "})
    mine.post(url, {"error": "Sai chữ đệm"})
    page = at_desk(office.officer, dossier)
    fields = {f"r-{key}": "Đúng" for key in office.result_fields()}
    at_desk(
        office.officer,
        dossier,
        {"act": "propose-correction", "decision": "grant", "note": "Sửa chữ đệm"} | fields,
    )
    at_desk(office.signer, dossier, {"act": "sign-correction"})

    assert empty.status_code == 422
    assert "Sai chữ đệm" in text_of(page)
    assert Dossier.objects.get(proposal__fields__content="Đúng").result is not None


def test_an_owner_adjusts_what_was_filed(office):
    dossier = office.accepted()
    mine = signed_in(office.citizen)
    url = reverse("portal:adjust", args=[dossier.code])

    page = mine.get(url)
    mine.post(url, {"shown": page.context["shown"], "content": "Khai sinh cho con thứ hai", "note": ""})

    assert "Đăng ký khai sinh cho con" in page.content.decode()
    assert Dossier.objects.get().answers["content"] == "Khai sinh cho con thứ hai"


def test_what_it_was_filed_under_is_told_to_both(office):
    dossier = office.accepted()

    officers = text_of(at_desk(office.officer, dossier))
    owners = text_of(signed_in(office.citizen).get(reverse("portal:dossier", args=[dossier.code])))

    for page in (officers, owners):
        assert "1.001193, bản số 1" in page
        assert "Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP" in page
    assert "Theo quy định của ngày bạn nộp, thứ Hai, 09/03/2026" in owners


def test_a_request_granted_in_part_says_why(office):
    dossier = office.taken_up(timezone.now())
    fields = {f"r-{key}": "Có" for key in office.result_fields()}

    refused = at_desk(office.officer, dossier, {"act": "propose", "decision": "grant-partly"} | fields)
    at_desk(
        office.officer,
        dossier,
        {
            "act": "propose",
            "decision": "grant-partly",
            "refusal_reason": "Chỉ đủ điều kiện một phần",
            "citation": "Điều 5",
        }
        | fields,
    )

    assert refused.status_code == 409
    assert Dossier.objects.filter(proposal__decision="grant-partly").exists()


NO_DAY = {"new_due_on-day": "", "new_due_on-month": "", "new_due_on-year": ""}


def links_to(response) -> list[str]:
    """Return the boxes that the summary above the form leads to."""
    return re.findall(r'<a href="#f-([^"]+)">', response.content.decode())


@pytest.mark.parametrize(
    ("who", "posted", "boxes"),
    [
        ("officer", {"act": "propose-extension", "late_reason": "", **NO_DAY}, ["late_reason", "new_due_on"]),
        (
            "officer",
            {"act": "propose-extension", "late_reason": "Mưa lũ", **NO_DAY, "new_due_on-day": "45"},
            ["new_due_on"],
        ),
        ("officer", {"act": "ask-for-payment", "pay_what": "", "pay_amount": ""}, ["pay_what", "pay_amount"]),
        ("officer", {"act": "ask-for-payment", "pay_what": "Phí", "pay_amount": "ít"}, ["pay_amount"]),
        ("officer", {"act": "ask", "items": "", "reason": ""}, ["items", "reason"]),
        ("officer", {"act": "ask", "items": "Bản rõ", "reason": ""}, ["reason"]),
        ("head", {"act": "stop", "stop_reason": "", "stop_citation": ""}, ["stop_reason", "stop_citation"]),
    ],
)
def test_what_is_missing_is_named_at_once_and_led_to(office, who, posted, boxes):
    dossier = office.taken_up(timezone.now())

    response = at_desk(getattr(office, who), dossier, posted)

    page = response.content.decode()
    assert links_to(response) == boxes
    for box in boxes:
        assert f'id="f-{box}-error"' in page
    assert "dict_items" not in page


def test_a_form_with_something_to_mend_stands_open_with_what_was_typed(office):
    dossier = office.taken_up(timezone.now())

    response = at_desk(
        office.officer, dossier, {"act": "propose-extension", "late_reason": "Mưa lũ", **NO_DAY}
    )

    opened = re.findall(r"<details class=\"more\" open>.*?</details>", response.content.decode(), re.S)
    assert len(opened) == 1
    assert "Mưa lũ</textarea>" in opened[0]
    assert "Hãy ghi ngày, ví dụ 27 11 2026." in opened[0]


def test_what_the_law_forbids_now_is_no_form_but_a_reason(office):
    dossier = office.taken_up(timezone.now() - timedelta(days=30))

    page = at_desk(office.officer, dossier)

    assert "Xin lỗi và hẹn lại phải chậm nhất" in text_of(page)
    assert 'value="propose-extension"' not in page.content.decode()
    assert "Chỉ được yêu cầu bổ sung trong 3 ngày làm việc" in text_of(page)
    assert 'value="ask"' not in page.content.decode()


@pytest.mark.parametrize("place", ["desk", "counter"])
def test_a_supplement_asked_for_once_is_not_offered_again(office, place):
    at, ask = timezone.now(), {"act": "ask", "items": "Bản rõ", "reason": "Mờ"}
    dossier = office.taken_up(at) if place == "desk" else office.filed(at)
    who, open_page = (office.officer, at_desk) if place == "desk" else (office.clerk, at_counter)
    open_page(who, dossier, ask)
    at_counter(office.clerk, dossier, {"act": "take-in", "brought": "Bản rõ"})
    if place == "desk":
        at_counter(office.clerk, dossier, {"act": "accept"})
        at_desk(office.officer, dossier, {"act": "take-up"})

    page = open_page(who, dossier)

    assert "pháp luật chỉ cho yêu cầu 1 lần" in text_of(page)
    assert 'value="ask"' not in page.content.decode()


def test_a_supplement_of_nothing_is_not_taken_in(office):
    dossier = office.filed(timezone.now())
    at_counter(office.clerk, dossier, {"act": "ask", "items": "Bản rõ", "reason": "Mờ"})

    response = at_counter(office.clerk, dossier, {"act": "take-in", "brought": " "})

    assert links_to(response) == ["brought"]
    assert state_of(dossier) == State.SUPPLEMENT_ASKED


def test_the_signer_finds_the_one_thing_to_sign_first(office):
    dossier = office.taken_up(timezone.now())
    at_desk(
        office.officer,
        dossier,
        {"act": "propose-extension", "late_reason": "Đông hồ sơ"} | make_later(dossier),
    )

    page = at_desk(office.signer, dossier)

    said = page.content.decode()
    assert re.findall(r'name="act"\s+value="([a-z-]+)"', said)[0] == "sign-extension"
    assert 'aria-disabled="true"' not in said
    assert said.index("Việc của bạn") < said.index("sign-extension") < said.index("Việc khác")

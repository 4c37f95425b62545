import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.journal.models import Act
from tests.factories import office as another_office
from tests.web.api.conftest import Api, key_of, refused

pytestmark = pytest.mark.django_db


def state_of(code):
    return Dossier.objects.get(code=code).state


def test_from_filing_to_result(as_, citizen, office):
    code = citizen.file(office).json()["code"]
    story = [
        ("clerk", "accept", None),
        ("officer", "take-up", {}),
        ("officer", "propose", {"decision": "grant", "fields": office.result_fields()}),
        ("head", "send-back", {"reason": "Ghi rõ hơn"}),
        ("officer", "propose", {"decision": "grant", "fields": office.result_fields(), "note": "Đã sửa"}),
        ("head", "agree", {"note": "Đồng ý"}),
        ("signer", "sign", None),
        ("clerk", "hand-over", {"to": "Siu Blơk"}),
    ]

    answers = [as_(who).act(code, act, body) for who, act, body in story]

    assert [answer.status_code for answer in answers] == [200] * len(story), answers[-1].content
    assert answers[-1].json()["state"] == {"number": 10, "name": "Đã trả kết quả"}
    verbs = (
        Act.objects.filter(subject__startswith="dossier:").order_by("number").values_list("verb", flat=True)
    )
    assert list(verbs) == ["dossier.file", *(f"dossier.{act}" for _, act, _ in story)]


def test_accepting_says_when_it_is_due(as_, citizen, office):
    code = citizen.file(office).json()["code"]

    answer = as_("clerk").act(code, "accept")

    assert answer.json()["due_at"] is not None
    assert answer.json()["turn"]["key"] == "officer"


def test_the_clerk_keeps_what_they_found_on_each_paper(as_, citizen, office):
    code = citizen.file(office).json()["code"]
    line = as_("clerk").get(f"/dossiers/{code}").json()["papers"][0]["line"]

    as_("clerk").act(code, "accept", {"checks": [{"line": line, "result": "good", "note": "Rõ"}]})

    kept = Dossier.objects.get(code=code).papers.get()
    assert (kept.check_result, kept.note) == ("good", "Rõ")


def test_a_supplement_is_asked_for_and_given(as_, citizen, office):
    code = citizen.file(office).json()["code"]
    asked = as_("clerk").act(code, "ask-for-supplement", {"items": ["Bản rõ hơn"], "reason": "Ảnh mờ"})
    paper = citizen.upload().json()["id"]

    given = citizen.act(
        code,
        "supplement",
        {"papers": [{"key": "giay-chung-sinh", "id": paper}], "answers": {"note": "Đã chụp lại"}},
    )

    assert asked.json()["state"]["number"] == State.SUPPLEMENT_ASKED
    assert asked.json()["supplement_due_at"] is not None
    assert given.json()["state"]["number"] == State.FILED
    assert Dossier.objects.get(code=code).papers.count() == 2


def test_a_paper_comes_for_the_thing_asked(as_, citizen, office):
    code = citizen.file(office).json()["code"]
    body = {"items": ["Sổ hộ khẩu"], "questions": ["content"], "reason": "Thiếu"}
    as_("clerk").act(code, "ask-for-supplement", body)
    paper = citizen.upload().json()["id"]

    citizen.act(
        code, "supplement", {"papers": [{"item": 1, "id": paper}], "answers": {"content": "Nội dung khác"}}
    )

    seen = as_("clerk").get(f"/dossiers/{code}").json()
    book, answer = seen["asked"]
    assert book["came"] == [seen["papers"][-1]["line"]]
    assert seen["papers"][-1]["title"] == "Sổ hộ khẩu"
    assert (answer["question"], answer["answered"]) == ("content", True)


def test_a_paper_for_what_was_not_asked_is_refused(as_, citizen, office):
    code = citizen.file(office).json()["code"]
    as_("clerk").act(code, "ask-for-supplement", {"items": ["Sổ hộ khẩu"], "reason": "Thiếu"})
    paper = citizen.upload().json()["id"]

    answer = citizen.act(code, "supplement", {"papers": [{"item": 2, "id": paper}]})

    refused(answer, 422, "dossier.no-such-item")


def test_the_desk_does_not_accept(as_, citizen, office):
    code = citizen.file(office).json()["code"]

    answer = as_("clerk").act(code, "refuse", {"reason": "Không thuộc thẩm quyền", "guidance": "Nộp ở xã"})

    assert answer.json()["state"]["number"] == State.NOT_ACCEPTED


def test_the_applicant_withdraws(citizen, office):
    code = citizen.file(office).json()["code"]

    assert citizen.act(code, "withdraw").json()["state"]["number"] == State.WITHDRAWN


def test_a_refusal_is_proposed_with_its_reason(as_, office):
    code = office.taken_up().code

    refused(as_("officer").act(code, "propose", {"decision": "refuse"}), 422, "dossier.say-why")
    answer = as_("officer").act(
        code, "propose", {"decision": "refuse", "reason": "Không đủ điều kiện", "citation": "Điều 5"}
    )

    assert answer.json()["stage"] == "review"


def test_a_result_without_its_fields(as_, office):
    code = office.taken_up().code

    answer = as_("officer").act(code, "propose", {"decision": "grant"})

    refused(answer, 422, "dossier.result-fields-missing")


# Who may not

STAFF_ACTS = {
    "accept": {},
    "ask-for-supplement": {"items": ["x"], "reason": "y"},
    "refuse": {"reason": "x", "guidance": "y"},
    "take-up": {},
    "propose": {"decision": "grant"},
    "agree": {},
    "send-back": {"reason": "x"},
    "sign": {},
    "hand-over": {},
    "ask-for-payment": {"what": "Lệ phí", "amount": 8000},
    "record-payment": {"receipt": "01", "amount": 8000},
    "ask-opinion": {"agency": "Công an xã", "question": "Nơi ở?", "by": "2099-01-05"},
    "record-opinion": {"answer": "x"},
    "propose-extension": {"reason": "x", "new_due_on": "2099-01-05"},
    "sign-extension": {},
    "stop": {"reason": "x", "citation": "y"},
    "decline-correction": {"reason": "x"},
    "propose-correction": {"note": "x"},
    "sign-correction": {},
}
CITIZEN_ACTS: dict[str, dict[str, str]] = {"adjust": {}}
EITHERS_ACTS = {
    "supplement": {"answers": {"content": "Nội dung khác"}},
    "withdraw": {},
    "report-error": {"error": "Sai tên"},
}


@pytest.mark.parametrize("act", STAFF_ACTS)
def test_the_offices_acts_are_not_the_applicants(citizen, office, act):
    code = office.filed().code

    refused(citizen.act(code, act, STAFF_ACTS[act]), 403, "api.for-staff-only")


@pytest.mark.parametrize("act", CITIZEN_ACTS)
def test_the_applicants_acts_are_not_the_offices(as_, office, act):
    code = office.filed().code

    refused(as_("clerk").act(code, act, CITIZEN_ACTS[act]), 403, "api.for-citizens-only")


@pytest.mark.parametrize("act", STAFF_ACTS)
def test_another_office_finds_nothing(office, act):
    stranger = another_office("H21.118", number="064190005678").clerk
    code = office.filed().code

    refused(Api(key_of(stranger.actor.user_id)).act(code, act, STAFF_ACTS[act]), 404, "dossier.not-found")


@pytest.mark.parametrize("act", CITIZEN_ACTS)
def test_another_citizen_finds_nothing(office, act):
    stranger = another_office("H21.118", number="064190005678").citizen
    code = office.filed().code

    refused(Api(key_of(stranger.actor.user_id)).act(code, act, CITIZEN_ACTS[act]), 404, "dossier.not-found")


def test_a_colleague_with_another_duty(as_, office):
    code = office.agreed().code

    refused(as_("officer").act(code, "sign"), 403, "dossier.not-your-duty")


@pytest.mark.parametrize(
    ("who", "act"), [("officer", "take-up"), ("officer", "propose"), ("head", "agree"), ("signer", "sign")]
)
def test_not_before_its_time(as_, office, who, act):
    code = office.filed().code

    refused(as_(who).act(code, act, STAFF_ACTS[act]), 409, "dossier.move-not-allowed")


def test_what_was_asked_for_once_is_not_asked_again(as_, citizen, office):
    code = office.filed().code
    as_("clerk").act(code, "ask-for-supplement", STAFF_ACTS["ask-for-supplement"])
    citizen.act(code, "supplement", {})

    again = as_("clerk").act(code, "ask-for-supplement", STAFF_ACTS["ask-for-supplement"])

    refused(again, 409, "dossier.supplement-already-asked")


def test_asking_for_nothing(as_, office):
    code = office.filed().code

    answer = as_("clerk").act(code, "ask-for-supplement", {"items": [" "], "reason": "x"})

    refused(answer, 422, "dossier.nothing-asked")


@pytest.mark.parametrize("act", ["refuse", "send-back", "propose", "ask-for-supplement"])
def test_a_body_that_lacks_what_it_must_say(as_, office, act):
    refused(as_("clerk").act(office.filed().code, act, {}), 422, "api.request-invalid")


def test_an_act_that_is_not_there(as_, office):
    refused(as_("clerk").act(office.filed().code, "delete"), 404, "api.not-found")


@pytest.mark.parametrize("act", EITHERS_ACTS)
def test_what_the_applicant_does_the_desk_does_for_them_and_nobody_else(as_, office, act):
    code = office.filed().code

    answer = as_("officer").act(code, act, EITHERS_ACTS[act])

    assert answer.json()["code"] in {"dossier.move-not-allowed", "dossier.not-your-duty"}


def test_a_clerk_withdraws_for_the_applicant(as_, office):
    code = office.filed().code

    answer = as_("clerk").act(code, "withdraw", {"reason": "Người nộp đến quầy xin rút"})

    assert answer.json()["state"]["number"] == State.WITHDRAWN


def test_money_is_asked_for_and_recorded(as_, office):
    code = office.taken_up().code

    asked = as_("officer").act(code, "ask-for-payment", {"what": "Lệ phí trước bạ", "amount": 500_000})
    paid = as_("clerk").act(code, "record-payment", {"receipt": "0012345", "amount": 500_000})

    assert (asked.json()["state"]["number"], asked.json()["due_at"]) == (State.PAYMENT_ASKED, None)
    assert paid.json()["state"]["number"] == State.IN_HANDLING


def test_a_result_is_corrected(as_, citizen, office):
    code = office.signed().code
    citizen.act(code, "report-error", {"error": "Sai năm sinh"})

    as_("officer").act(code, "propose-correction", {"fields": {}, "note": "Sửa năm sinh"})
    answer = as_("signer").act(code, "sign-correction")

    assert answer.json()["state"]["number"] == State.FINISHED
    assert Dossier.objects.get(code=code).corrections.get().corrected is not None

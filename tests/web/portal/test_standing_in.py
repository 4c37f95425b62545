"""Who stands in for the owner of a draft reaches that draft and nothing else, while it holds."""

import base64
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import HelpConsent, User
from motcua.accounts.operations import make_token
from motcua.dossiers import operations as dossiers
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.errors import ConsentNotForThis
from motcua.dossiers.models import Dossier, Draft
from motcua.journal.actor import SYSTEM
from motcua.orgs import operations as orgs
from tests import factories as make
from tests import sign_in, standing_in
from tests.web.portal.conftest import Journey, png, signed_in

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=25)
PAGES = ("draft", "draft_papers", "draft_review", "draft_confirmations", "draft_form", "draft_discard")


@pytest.fixture
def village():
    return standing_in.village()


@pytest.fixture
def helper(village):
    return signed_in(village.helper.person_id)


def draft_of_client(village):
    """The client's own draft with a paper, begun without anybody's help."""
    own = citizen_of(village.client)
    draft = dossiers.start_draft(
        version=village.office.version, citizen=own, unit=village.office.unit, at=make.MONDAY
    )
    paper = dossiers.attach_to_draft(
        draft_id=draft.pk, citizen=own, key="giay-chung-sinh", title="Giấy chứng sinh",
        content=io.BytesIO(make.PNG), file_name="a.png", at=make.MONDAY,
    )  # fmt: skip
    return draft, paper


def addresses(draft, paper):
    yield from (reverse(f"portal:{name}", args=[draft.pk]) for name in PAGES)
    yield reverse("portal:draft_section", args=[draft.pk, "request"])
    yield reverse("portal:draft_paper", args=[draft.pk, paper.pk])
    yield reverse("portal:draft_preview", args=[draft.pk, paper.pk])


def test_a_helper_without_consent_opens_nothing(village, helper):
    draft, paper = draft_of_client(village)
    village.asked()

    met = {url: helper.get(url).status_code for url in addresses(draft, paper)}

    assert set(met.values()) == {404}, met


def test_consent_to_one_draft_opens_no_other_of_the_same_client(village, helper):
    draft, paper = draft_of_client(village)
    village.begun(village.consented())

    met = {url: helper.get(url).status_code for url in addresses(draft, paper)}

    assert set(met.values()) == {404}, met


def test_a_helper_sees_no_client_in_lists_searches_dossiers_or_vault(village, helper):
    dossier = make_dossier_of_client(village)
    village.begun(village.consented())

    lists = [
        helper.get(reverse(f"portal:{name}")).content.decode() for name in ("my_dossiers", "vault", "notices")
    ]
    page = helper.get(reverse("portal:dossier", args=[dossier.code]))

    assert not any("Rơ Mah Phiên" in text or dossier.code in text for text in lists)
    assert page.status_code == 404
    assert not Dossier.objects.visible_to(village.helper).exists()


def fill(village, browser, draft):
    journey = Journey(browser, village.office)
    journey.fill(draft)
    journey.upload(draft, png())


def make_dossier_of_client(village):
    own = citizen_of(village.client)
    owner = f"person:{village.client.pk}"
    request = village.office.request(applicant=village.client, papers=[village.office.handed(owner)])
    return dossiers.file(request=request, filer=own, at=make.MONDAY)


def test_the_api_knows_no_helpers(village, client):
    dossier = make_dossier_of_client(village)
    village.begun(village.consented())
    user = User.objects.get(pk=village.helper.actor.user_id)
    scopes = ["dossiers:read"]
    plain, _token = make_token(
        user=user, name="k", scopes=scopes, expires_at=None, actor=SYSTEM, at=make.MONDAY
    )

    key = {"Authorization": f"Bearer {plain}"}
    one = client.get(f"/api/v1/dossiers/{dossier.code}", headers=key)
    listed = client.get("/api/v1/dossiers", headers=key)

    assert one.status_code == 404
    assert dossier.code not in listed.content.decode()


def test_with_consent_the_whole_filing_is_done_and_both_are_named(village, helper):
    consent = village.consented()
    start = reverse("portal:start", args=[village.office.version.code])
    begun = helper.post(start, {"applicant": f"c{consent.pk}", "unit": village.office.unit.pk})
    draft = Draft.objects.get(consent=consent)
    fill(village, helper, draft)

    filed = helper.post(reverse("portal:draft_review", args=[draft.pk]), {"promise": "yes"})

    dossier = Dossier.objects.get(draft=draft)
    assert begun.url == reverse("portal:draft", args=[draft.pk])
    assert filed.url == reverse("portal:helping_one", args=[consent.pk])
    assert (dossier.person, dossier.filer) == (village.client, village.client)
    assert dossier.hand["name"] == "Puih Thơm"
    assert "Tổ công nghệ số cộng đồng" in dossier.hand["title"]
    assert list(dossier.papers.values_list("paper__owner", flat=True)) == [f"person:{village.client.pk}"]


def test_after_filing_the_helper_sees_only_that_it_was_filed(village, helper):
    draft, consent, dossier = filed_by_helper(village, helper)

    page = helper.get(reverse("portal:helping_one", args=[consent.pk])).content.decode()
    draft_page = helper.get(reverse("portal:draft_review", args=[draft.pk]))
    dossier_page = helper.get(reverse("portal:dossier", args=[dossier.code]))

    assert dossier.code in page
    assert draft_page.url == reverse("portal:helping_one", args=[consent.pk])
    assert dossier_page.status_code == 404


def filed_by_helper(village, helper):
    consent = village.consented()
    draft = village.begun(consent)
    fill(village, helper, draft)
    helper.post(reverse("portal:draft_review", args=[draft.pk]), {"promise": "yes"})
    draft.refresh_from_db()
    assert draft.dossier is not None
    return draft, consent, draft.dossier


def test_client_and_officer_read_on_the_dossier_who_helped(village, helper):
    _draft, _consent, dossier = filed_by_helper(village, helper)

    own = signed_in(village.client.pk).get(reverse("portal:dossier", args=[dossier.code]))
    receipt = signed_in(village.client.pk).get(reverse("portal:filed", args=[dossier.code]))
    desk = sign_in.signed_in(village.office.clerk).get(reverse("counter:dossier", args=[dossier.code]))

    for page in (own, receipt, desk):
        assert "Người giúp điền và nộp" in page.content.decode()
        assert "Puih Thơm" in page.content.decode()


def test_a_representative_does_not_see_what_else_is_the_principals(village, helper):
    village.mandate()
    dossier = make_dossier_of_client(village)
    draft, paper = draft_of_client(village)

    met = {url: helper.get(url).status_code for url in addresses(draft, paper)}

    assert set(met.values()) == {404}, met
    assert helper.get(reverse("portal:dossier", args=[dossier.code])).status_code == 404


def test_everything_the_helper_did_is_on_the_clients_page(village, helper):
    _draft, consent, dossier = filed_by_helper(village, helper)

    url = reverse("portal:helped_one", args=[consent.pk])
    page = signed_in(village.client.pk).get(url).content.decode()

    for said in (
        "Puih Thơm",
        "Xin sự đồng ý",
        "Được đồng ý",
        "Đã ghi: trang khai",
        "Đã ghi: giấy tờ",
        dossier.code,
    ):
        assert said in page


def test_what_the_helper_only_looked_at_is_on_the_clients_page_too(village, helper):
    consent = village.consented()
    draft = village.begun(consent)
    helper.get(reverse("portal:draft_papers", args=[draft.pk]))

    url = reverse("portal:helped_one", args=[consent.pk])
    page = signed_in(village.client.pk).get(url).content.decode()

    assert "Đã xem: giấy tờ kèm theo" in page


@pytest.mark.parametrize("end", ["client", "helper", "accreditation"])
def test_once_taken_back_the_draft_is_closed_at_once(village, helper, end):
    consent = village.consented()
    draft = village.begun(consent)
    if end == "accreditation":
        orgs.revoke_accreditation(
            admin=village.more["admin"], accreditation_id=village.accreditation.pk, because="Nhận tiền",
            at=make.MONDAY,
        )  # fmt: skip
    else:
        who = citizen_of(village.client) if end == "client" else village.helper
        assisting.end_help(consent_id=consent.pk, citizen=who, at=make.MONDAY)

    section = reverse("portal:draft_section", args=[draft.pk, "request"])
    met = [helper.get(section).status_code, helper.post(section, {"content": "x"}).status_code]

    assert met == [404, 404]
    assert helper.get(reverse("portal:helping_one", args=[consent.pk])).status_code == 404


def test_a_day_later_the_consent_is_over_by_itself(village):
    consent = village.consented()
    draft = village.begun(consent)

    with time_machine.travel(LATER, tick=True):
        browser = signed_in(village.helper.person_id)
        met = browser.get(reverse("portal:draft_papers", args=[draft.pk])).status_code

    assert met == 404


def test_another_helper_does_not_reach_the_draft(village):
    draft = village.begun(village.consented())
    other = make.person("Kpă Hờ", "064188003457")

    met = signed_in(other.pk).get(reverse("portal:draft_papers", args=[draft.pk])).status_code

    assert met == 404


def test_a_consent_is_for_one_procedure_and_one_filing(village, helper):
    _draft, consent, _dossier = filed_by_helper(village, helper)

    with pytest.raises(ConsentNotForThis):
        village.begun(consent)


def test_the_client_takes_consent_back_on_their_page(village, helper):
    consent = village.consented()
    draft = village.begun(consent)

    signed_in(village.client.pk).post(reverse("portal:helped_one", args=[consent.pk]))

    assert helper.get(reverse("portal:draft_papers", args=[draft.pk])).status_code == 404


def test_the_code_goes_to_the_clients_known_telephone_and_opens_only_when_right(village, helper, settings):
    settings.MOTCUA_SMS = "tests.standing_in.Telephones"
    ask = {"name": "Rơ Mah Phiên", "number": standing_in.CLIENT_NUMBER, "phone": "0999999999"}
    asked = helper.post(
        reverse("portal:helping_ask"), {**ask, "procedure": village.office.version.code, "way": "code"}
    )
    wrong = "000000" if standing_in.last_code() != "000000" else "111111"
    refused = helper.post(asked.url, {"code": wrong, "act": "give"})
    helper.post(asked.url, {"code": standing_in.last_code(), "act": "give"})

    consent = HelpConsent.objects.get()
    assert standing_in.SENT[-1].to == "0912345678"
    assert refused.status_code == 422
    assert consent.given_at is not None
    assert standing_in.last_code() not in str(vars(consent))


def test_a_drawn_signature_is_kept_as_the_clients_with_its_hash(village, helper):
    asked = village.asked()
    drawn = "data:image/png;base64," + base64.b64encode(make.PNG).decode()

    helper.post(reverse("portal:helping_one", args=[asked.pk]), {"signature": drawn, "act": "give"})

    asked.refresh_from_db()
    shown = signed_in(village.client.pk).get(reverse("portal:help_evidence", args=[asked.pk]))
    assert asked.given_at is not None
    assert len(asked.evidence_digest) == 64
    assert b"".join(shown).startswith(b"\x89PNG")


def test_whoever_is_not_accredited_asks_nobody(village):
    browser = signed_in(village.office.citizen.person_id)

    met = browser.get(reverse("portal:helping_ask"))

    assert met.status_code == 403


def mandate_draft(village, helper, mandate):
    start = reverse("portal:start", args=[village.office.version.code])
    helper.post(start, {"applicant": f"m{mandate.pk}", "unit": village.office.unit.pk})
    return Draft.objects.get(mandate=mandate)


def filed_by_mandate(village, helper, mandate):
    draft = mandate_draft(village, helper, mandate)
    fill(village, helper, draft)
    helper.post(reverse("portal:draft_review", args=[draft.pk]), {"promise": "yes"})
    draft.refresh_from_db()
    assert draft.dossier is not None
    return draft.dossier


def test_a_representative_files_in_the_principals_name_and_follows_it(village, helper):
    dossier = filed_by_mandate(village, helper, village.mandate())

    page = helper.get(reverse("portal:dossier", args=[dossier.code]))

    assert (dossier.applicant_name, dossier.hand["name"]) == ("Rơ Mah Phiên", "Puih Thơm")
    assert page.status_code == 200
    assert dossier.code in helper.get(reverse("portal:my_dossiers")).content.decode()


def ended(village, mandate):
    assisting.end(mandate_id=mandate.pk, citizen=citizen_of(village.client), at=make.MONDAY)
    return make.MONDAY


def expired(village, mandate):
    return make.MONDAY + timedelta(days=2)


@pytest.mark.parametrize("over", [ended, expired])
def test_after_the_mandate_nothing_of_the_principal_opens(village, helper, over):
    mandate = village.mandate(until=date(2026, 3, 10))
    dossier = filed_by_mandate(village, helper, mandate)
    paper = dossier.papers.get()

    with time_machine.travel(over(village, mandate), tick=True):
        browser = signed_in(village.helper.person_id)
        urls = [
            reverse("portal:dossier", args=[dossier.code]),
            reverse("portal:paper", args=[dossier.code, paper.pk]),
            reverse("portal:form", args=[dossier.code]),
            reverse("portal:withdraw", args=[dossier.code]),
        ]
        met = {url: browser.get(url).status_code for url in urls}
        listed = browser.get(reverse("portal:my_dossiers")).content.decode()

    assert set(met.values()) == {404}, met
    assert dossier.code not in listed


def test_a_draft_begun_under_a_mandate_closes_with_it(village, helper):
    mandate = village.mandate()
    draft = mandate_draft(village, helper, mandate)
    ended(village, mandate)

    met = helper.get(reverse("portal:draft_papers", args=[draft.pk])).status_code

    assert met == 404


def test_a_mandate_for_another_procedure_begins_nothing(village, helper):
    mandate = village.mandate(procedures=("9.999999",))

    start = reverse("portal:start", args=[village.office.version.code])
    met = helper.post(start, {"applicant": f"m{mandate.pk}", "unit": village.office.unit.pk})

    assert met.status_code == 422
    assert not Draft.objects.exists()


def test_a_mandate_without_following_shows_no_dossier(village, helper):
    mandate = assisting.give(
        principal=citizen_of(village.client),
        representative=standing_in.Somebody(standing_in.HELPER_NUMBER, "Puih Thơm"),
        scope=standing_in.Scope(acts=["file"]),
        at=make.MONDAY,
    )
    dossier = filed_by_mandate(village, helper, mandate)

    assert helper.get(reverse("portal:dossier", args=[dossier.code])).status_code == 404
    page = helper.get(reverse("portal:mandate", args=[mandate.pk])).content.decode()
    assert re.search(rf"(?<!href=.){dossier.code}", page)


def test_the_principal_gives_and_ends_a_mandate_in_the_portal(village):
    browser: Any = signed_in(village.client.pk)
    typed = {"name": "Puih Thơm", "number": standing_in.HELPER_NUMBER, "acts": ["file", "follow"]}

    given = browser.post(reverse("portal:mandate_give"), typed)
    browser.post(given.url)

    page = browser.get(given.url).content.decode()
    assert "Đã chấm dứt" in page
    assert "Rơ Mah Phiên" in page


def test_a_claim_lets_nothing_be_done_before_a_clerk_accepts_it(village, helper):
    child = {"name": "Puih An", "number": "064220009876", "birth": "02/03/2020", "kind": "parent"}
    proof = {"proof": png(), "words": "Giấy khai sinh", "desk": village.office.unit.pk}
    claimed = helper.post(reverse("portal:mandate_claim"), {**child, **proof})
    start = reverse("portal:start", args=[village.office.version.code])
    mandate = standing_in.Mandate.objects.get()
    wish = {"applicant": f"m{mandate.pk}", "unit": village.office.unit.pk}
    before = helper.post(start, wish).status_code

    assisting.judge(
        mandate_id=mandate.pk, clerk=village.office.clerk, accepted=True, reason="", at=make.MONDAY
    )
    after = helper.post(start, wish).status_code

    mandate.refresh_from_db()
    assert claimed.url == reverse("portal:mandate", args=[mandate.pk])
    assert (before, after) == (422, 302)
    assert mandate.to_on == date(2038, 3, 2)

"""Filed at B, decided by A, collected at C, helped with at D: every permission along the way."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.dossiers.states import State
from motcua.journal.models import Reading
from tests import factories as make
from tests.web import anywhere
from tests.web.anywhere import Somewhere, met, province

pytestmark = pytest.mark.django_db

NOTHING = ""
B_SEES = "list search open paper receipt form export api"
DECIDER_SEES = "list search open paper receipt form api"
OWNER_SEES = "list open paper receipt form api"
ENDED = "search open paper result receipt form"
NOBODYS = dict.fromkeys(("stranger-officer", "post", "stranger", "helper", "public"), NOTHING)

# At each stage, what everybody gets of it. "supplement" and "hand over" were really done, then taken back.
TABLE = {
    "received at B": {
        "a": "watch",
        "b": B_SEES,
        "c": NOTHING,
        "d": NOTHING,
        "officer": DECIDER_SEES,
        "owner": OWNER_SEES,
    },
    "asked for more, helped at D": {
        "a": "watch",
        "b": f"{B_SEES} supplement",
        "c": NOTHING,
        "d": "help",
        "officer": DECIDER_SEES,
        "owner": f"{OWNER_SEES} supplement",
    },
    "signed, to be collected at C": {
        "a": NOTHING,
        "b": f"list {ENDED} export api",
        "c": "list collect print",
        "d": NOTHING,
        "officer": f"{ENDED} api",
        "owner": "list open paper result receipt form api",
    },
    "handed over at C": {
        "a": NOTHING,
        "b": f"{ENDED} export api",
        "c": NOTHING,
        "d": NOTHING,
        "officer": f"{ENDED} api",
        "owner": "list open paper result receipt form api",
    },
}


def wrong(here: Somewhere, stage: str) -> list[str]:
    """Return where somebody met something else than the table says."""
    row = TABLE[stage] | NOBODYS
    return [
        f"{stage}: {actor} met “{found}”, the table says “{expected}”"
        for actor, expected in row.items()
        if (found := met(here, actor)) != expected
    ]


def test_everyone_meets_what_the_table_says_while_a_commune_decides():
    here = province(by_department=False)
    anywhere.received(here)

    first = wrong(here, "received at B")
    anywhere.asked(here)
    anywhere.helped_at_d(here)
    second = wrong(here, "asked for more, helped at D")

    assert first + second == []


def test_everyone_meets_what_the_table_says_once_a_department_has_decided():
    here = province(by_department=True)
    anywhere.received(here)
    anywhere.to_collect_at_c(here)

    first = wrong(here, "signed, to be collected at C")
    anywhere.handed_over_at_c(here)
    second = wrong(here, "handed over at C")

    assert first + second == []


def test_the_applicant_brings_what_was_asked_to_a_desk_that_never_saw_the_dossier():
    here = province(by_department=False)
    anywhere.received(here)
    anywhere.asked(here)
    anywhere.helped_at_d(here)
    scan = SimpleUploadedFile("ban-ro.png", make.PNG, content_type="image/png")

    answer = here.browsers["d"].post(f"/quay/giup/{here.code}/", {"act": "take-in", "scan-1": scan})

    assert answer.status_code == 302
    assert here.dossier.state != State.SUPPLEMENT_ASKED
    assert here.dossier.papers.filter(title="Bản rõ", paper__isnull=False).exists()


def test_without_a_scan_nothing_is_taken_in_for_another_desk():
    here = province(by_department=False)
    anywhere.received(here)
    anywhere.asked(here)
    anywhere.helped_at_d(here)

    answer = here.browsers["d"].post(f"/quay/giup/{here.code}/", {"act": "take-in"})

    assert answer.status_code == 409
    assert "Hãy quét giấy tờ" in answer.content.decode()
    assert here.dossier.state == State.SUPPLEMENT_ASKED


def test_a_desk_changes_where_the_result_goes_for_whoever_stands_there():
    here = province(by_department=False)
    anywhere.received(here)
    anywhere.to_collect_at_c(here)
    anywhere.helped_at_d(here)

    here.browsers["d"].post(
        f"/quay/giup/{here.code}/", {"act": "deliver", "way": "desk", "desk": here.desks["d"].pk}
    )

    assert met(here, "c") == NOTHING
    assert met(here, "d") == "list collect print help"


def test_a_wrong_number_opens_nothing_and_leaves_a_trace_for_its_owner():
    here = province(by_department=False)
    dossier = anywhere.received(here)

    answer = here.browsers["d"].post(
        "/quay/giup/", {"code": here.code, "number": "064190009999", "reason": "Xem"}
    )

    assert answer.status_code == 422
    assert met(here, "d") == NOTHING
    assert Reading.objects.filter(subject=dossier.subject, what="tried", reader_name="Quầy D").exists()


def test_after_several_wrong_numbers_the_right_one_opens_nothing_for_an_hour():
    here = province(by_department=False)
    anywhere.received(here)
    for last in range(5):
        here.browsers["d"].post(
            "/quay/giup/", {"code": here.code, "number": f"06419000999{last}", "reason": "Xem"}
        )

    answer = here.browsers["d"].post(
        "/quay/giup/", {"code": here.code, "number": "064190001234", "reason": "Xem"}
    )

    assert "sai nhiều lần" in answer.content.decode()


def test_who_was_let_in_is_let_out_when_they_say_so_and_the_owner_reads_why_they_were():
    here = province(by_department=False)
    anywhere.received(here)
    anywhere.helped_at_d(here)

    here.browsers["d"].post(f"/quay/giup/{here.code}/xong/")

    assert met(here, "d") == NOTHING
    page = here.browsers["owner"].get(f"/ho-so/{here.code}/").content.decode()
    assert re.search(r"Quầy D.*Nộp bổ sung", page, re.S)

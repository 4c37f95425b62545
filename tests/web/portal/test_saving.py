"""Answer by answer: what is acknowledged is kept, windows do not undo each other, a repeat is done once."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Person
from motcua.dossiers.models import Draft

pytestmark = pytest.mark.django_db


def change(save: str, value: str, *seen: str, key: str = "content") -> dict[str, Any]:
    return {"save": save, "key": key, "names": key, "boxes": [[key, value]], "seen": list(seen) or [""]}


def send(client: Client, draft: Draft, *changes: dict[str, Any]) -> Any:
    url = f"/ban-nhap/{draft.pk}/luu/"
    body = {"changes": list(changes)}
    return client.post(url, body, content_type="application/json", headers={"X-Autosave": "1"})


def test_each_change_is_acknowledged_by_its_id(journey, mine):
    draft = journey.start()

    response = send(mine, draft, change("a1", "một"), change("a2", "hai", key="note"))

    draft.refresh_from_db()
    assert response.json()["kept"] == ["a1", "a2"]
    assert (draft.answers["content"], draft.answers["note"]) == ("một", "hai")
    assert draft.written == {"content": "a1", "note": "a2"}


def test_a_window_that_has_not_seen_the_other_ones_answer_is_told_and_writes_nothing_over(journey, mine):
    draft = journey.start()
    send(mine, draft, change("a1", "một"))

    response = send(mine, draft, change("b1", "hai"), change("b2", "ghi", key="note")).json()

    draft.refresh_from_db()
    assert response["kept"] == ["b2"]
    assert [(c["save"], c["theirs"], c["now"]) for c in response["conflicts"]] == [("b1", "một", "a1")]
    assert (draft.answers["content"], draft.answers["note"]) == ("một", "ghi")


def test_having_seen_it_the_window_may_write_over_it(journey, mine):
    draft = journey.start()
    send(mine, draft, change("a1", "một"))

    assert send(mine, draft, change("b1", "hai", "a1")).json()["kept"] == ["b1"]


def test_a_save_whose_answer_was_lost_is_no_other_windows(journey, mine):
    draft = journey.start()
    send(mine, draft, change("a1", "một"))  # the answer to this never arrived

    assert send(mine, draft, change("a2", "một hai", "", "a1")).json()["conflicts"] == []


def test_a_save_sent_twice_is_done_once(journey, mine):
    draft = journey.start()
    send(mine, draft, change("a1", "một"))
    send(mine, draft, change("b1", "hai", "a1"))

    response = send(mine, draft, change("a1", "một")).json()

    draft.refresh_from_db()
    assert (response["kept"], response["conflicts"]) == (["a1"], [])
    assert draft.answers["content"] == "hai"


def test_the_same_said_in_two_windows_is_no_conflict(journey, mine):
    draft = journey.start()
    send(mine, draft, change("a1", "một"))

    said = send(mine, draft, change("b1", " một ")).json()
    more = send(mine, draft, change("b2", "một hai", "", "b1", *said["known"])).json()

    assert said["conflicts"] == more["conflicts"] == []
    assert said["known"] == ["a1"]


def test_a_late_twin_of_a_save_that_was_said_anew_does_not_take_its_place(journey, mine):
    draft = journey.start()
    send(mine, draft, change("other", "khác"))
    send(mine, draft, change("first", "một"))  # told of the clash, and said anew as "again"
    send(mine, draft, change("again", "một", "other", "first"))

    late = send(mine, draft, change("first", "một")).json()

    draft.refresh_from_db()
    assert late["conflicts"] == []
    assert draft.written["content"] == "again"


def test_a_section_sent_by_button_knows_what_its_page_has_saved(journey, mine):
    draft = journey.start()
    form = journey.form_of(draft)
    send(mine, draft, change("a1", "một"))

    response = mine.post(journey.section(draft), {**form, "own": "a1", "content": "một hai", "act": "next"})

    draft.refresh_from_db()
    assert response.status_code == 302
    assert draft.answers["content"] == "một hai"


def test_what_was_filed_elsewhere_is_gone(journey, mine):
    draft = journey.start()
    Draft.objects.filter(pk=draft.pk).update(dossier=journey.office.filed())

    assert send(mine, draft, change("a1", "x")).status_code == 410


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("nobody", 401)])
def test_nobody_else_writes_in_it(journey, stranger, who, status):
    draft = journey.start()

    response = send(stranger if who == "stranger" else Client(), draft, change("a1", "x"))

    draft.refresh_from_db()
    assert response.status_code == status
    assert "content" not in draft.answers


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"changes": [{"save": "a"}]}', '{"changes": 3}'])
def test_what_is_no_change_is_refused(journey, mine, body):
    draft = journey.start()

    response = mine.post(f"/ban-nhap/{draft.pk}/luu/", body, content_type="application/json")

    assert response.status_code == 400


def test_the_page_tells_the_script_nothing_of_who_it_is(journey, mine):
    draft = journey.start()

    page = mine.get(journey.section(draft)).content.decode()

    mark = page.partition('data-person="')[2][:16]
    person = Person.objects.get(pk=journey.office.citizen.person_id)
    assert len(mark) == 16
    assert person.identity_number not in mark


def test_another_persons_page_carries_another_mark(journey, mine, stranger):
    def mark(client: Client) -> str:
        return client.get("/ho-so/").content.decode().partition('data-person="')[2][:16]

    assert mark(mine) != mark(stranger)

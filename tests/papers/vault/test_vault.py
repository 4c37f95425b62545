"""A vault is its owner's: papers kept once, used again by a tick, seen by others only with leave."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from motcua.journal.actor import Actor
from motcua.journal.queries import acts_of, broken_at
from motcua.papers.models import Paper
from motcua.papers.vault import errors, queries
from motcua.papers.vault import operations as vaults
from motcua.papers.vault.models import HeldPaper, Level, Standing
from motcua.papers.vault.operations import Description
from tests.papers.makers import picture, stored
from tests.papers.samples import AT

pytestmark = pytest.mark.django_db
OWNER, OTHER = "person:12", "person:13"
CLERK = Actor(user_id=7, name="Nguyễn Văn An", face="counter")
BIRTH = Description(
    paper_type="KQ.G15.000031",
    title="Giấy khai sinh",
    holder="064326990011",
    holder_name="Siu H'Lan",
    number="45/2026",
    issuer="Ủy ban nhân dân xã Ia Dom",
    issued_on=date(2026, 3, 2),
    facts={"person.full_name": "Siu H'Lan"},
)
DAYS = timedelta(days=1)


def keep(said=BIRTH, *, owner=OWNER, level=Level.DIGITISED, content=None):
    paper = stored(content=content or picture(), owner=owner)
    return vaults.keep(owner=owner, file=paper.file, said=said, level=level, actor=CLERK, at=AT)


def reuse(held, *, owners=(OWNER,), at=AT, subject="draft:1"):
    return vaults.reuse(
        held_id=held.pk,
        owners=owners,
        kind="giay-khai-sinh",
        purpose="Đăng ký thường trú",
        subject=subject,
        actor=CLERK,
        at=at,
    )


def share(held, *, owners=(OWNER,), purpose="Vay vốn", days=7):
    return vaults.share(held_id=held.pk, owners=owners, purpose=purpose, days=days, actor=CLERK, at=AT)


def test_a_paper_is_named_by_its_holder_type_and_number_in_the_row():
    first = keep()
    second = keep(content=picture(colour="red"))

    assert (first.code, second.code) == ("064326990011.KQ.G15.000031.01", "064326990011.KQ.G15.000031.02")
    assert [act.verb for act in acts_of(first.subject)] == ["held.kept"]


def test_the_same_content_is_held_once():
    assert keep() == keep()


def test_a_paper_of_somebody_without_number_needs_name_year_and_where_and_when_it_was_issued():
    nameless = replace(BIRTH, holder="", holder_born="", issued_at_place="")

    with pytest.raises(errors.HolderMissing):
        keep(nameless)
    whole = replace(nameless, holder_born="1956", issued_at_place="Xã Ia Dom")
    assert keep(whole).code == "person-12.KQ.G15.000031.01"


def test_a_term_that_ends_before_it_begins_is_refused():
    with pytest.raises(errors.TermBackwards):
        keep(replace(BIRTH, valid_from=date(2026, 3, 2), valid_until=date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("term", "on", "standing"),
    [
        ({}, date(2099, 1, 1), Standing.IN_FORCE),
        ({"valid_until": date(2026, 9, 2)}, date(2026, 9, 2), Standing.IN_FORCE),
        ({"valid_until": date(2026, 9, 2)}, date(2026, 9, 3), Standing.EXPIRED),
        ({"valid_from": date(2026, 9, 2)}, date(2026, 9, 1), Standing.NOT_YET),
    ],
)
def test_the_page_and_the_list_agree_on_what_stands(term, on, standing):
    held = keep(replace(BIRTH, **term))

    assert held.standing(on) == standing
    listed = queries.usable_for((OWNER,), [BIRTH.paper_type], on)
    assert bool(listed) == (standing == Standing.IN_FORCE)


def test_one_tick_uses_a_paper_again_without_a_second_file():
    held = keep()

    paper, again = reuse(held), reuse(held)

    assert paper == again
    assert (paper.file_id, paper.attached_to, paper.owner) == (held.file_id, "draft:1", OWNER)
    use = held.uses.get()
    assert (use.kind, use.purpose, use.subject, use.paper) == (
        "reused",
        "Đăng ký thường trú",
        "draft:1",
        paper,
    )


def test_an_expired_paper_is_not_used_again_and_says_why():
    held = keep(replace(BIRTH, valid_until=date(2020, 1, 1)))

    with pytest.raises(errors.NotUsable, match="hết hiệu lực"):
        reuse(held)


@pytest.mark.parametrize(
    "act",
    [
        lambda held: reuse(held, owners=(OTHER,)),
        lambda held: share(held, owners=(OTHER,)),
        lambda held: vaults.put_away(held_id=held.pk, owners=(OTHER,), actor=CLERK, at=AT),
    ],
)
def test_another_persons_vault_is_as_if_it_were_not_there(act):
    with pytest.raises(errors.HeldPaperNotFound):
        act(keep())
    assert not queries.vault_of(OTHER).exists()


def test_who_has_the_key_sees_the_paper_and_the_owner_sees_who_looked():
    held = keep()
    _made, key = share(held)

    assert vaults.open_share(key=key, by="Khách có liên kết, 203.0.113.7", at=AT + DAYS) == held
    assert [(use.kind, use.by, use.purpose) for use in held.uses.all()] == [
        ("shared", "Khách có liên kết, 203.0.113.7", "Vay vốn")
    ]


@pytest.mark.parametrize("later", [7 * DAYS, 30 * DAYS])
def test_a_key_opens_nothing_after_its_time(later):
    _made, key = share(keep())

    with pytest.raises(errors.ShareClosed):
        vaults.open_share(key=key, by="x", at=AT + later)


def test_leave_taken_back_closes_at_once_and_stays_closed():
    held = keep()
    made, key = share(held)

    for _ in range(2):
        vaults.end_share(share_id=made.pk, owners=(OWNER,), actor=CLERK, at=AT)

    with pytest.raises(errors.ShareClosed):
        vaults.open_share(key=key, by="x", at=AT)
    assert [act.verb for act in acts_of(held.subject)] == ["held.kept", "held.shared", "held.share-ended"]
    assert broken_at(held.subject) is None


def test_a_stranger_cannot_take_leave_back():
    made, _key = share(keep())

    with pytest.raises(errors.HeldPaperNotFound):
        vaults.end_share(share_id=made.pk, owners=(OTHER,), actor=CLERK, at=AT)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"purpose": "  "}, errors.PurposeMissing),
        ({"days": 0}, errors.ShareTooLong),
        ({"days": 31}, errors.ShareTooLong),
    ],
)
def test_leave_says_for_what_and_for_how_long(said, refusal):
    with pytest.raises(refusal):
        share(keep(), **said)


def test_only_ones_own_upload_can_be_put_away_and_its_keys_close():
    held = keep(level=Level.OWN)
    _made, key = share(held)

    vaults.put_away(held_id=held.pk, owners=(OWNER,), actor=CLERK, at=AT)

    assert not queries.vault_of(OWNER).exists()
    with pytest.raises(errors.ShareClosed):
        vaults.open_share(key=key, by="x", at=AT)
    with pytest.raises(errors.CannotPutAway):
        vaults.put_away(held_id=keep(content=picture(colour="blue")).pk, owners=(OWNER,), actor=CLERK, at=AT)


def test_what_was_used_stays_with_the_dossier_when_the_own_upload_goes():
    held = keep(level=Level.OWN)
    paper = reuse(held)

    vaults.put_away(held_id=held.pk, owners=(OWNER,), actor=CLERK, at=AT)

    assert Paper.objects.get(pk=paper.pk).file_id == held.file_id


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_give_two_numbers_or_keep_one():
    contents = [picture(colour="red"), picture(colour="blue")] * 2

    def work(content):
        try:
            return keep(content=content).serial
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        serials = list(pool.map(work, contents))

    assert sorted(set(serials)) == [1, 2]
    assert HeldPaper.objects.count() == 2


def test_father_and_mother_each_hold_a_paper_about_their_child():
    first, second = keep(), keep(owner=OTHER)

    assert {first.serial, second.serial} == {1, 2}
    assert first.code != second.code

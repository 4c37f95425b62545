import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError

from motcua.dossiers import operations as dossiers
from motcua.dossiers.blocks import NumberBlock
from motcua.dossiers.errors import (
    BlockNotFound,
    BlockReleased,
    BlockSizeNotAllowed,
    DayNotReservable,
    IdempotencyKeyReused,
    NotReceivedThen,
    NotYourDuty,
    NumberNotOfBlock,
    ReservedNumberUsed,
    SayWhichDevice,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.numbering import numbers_of, unaccounted_numbers, unused_numbers
from motcua.dossiers.operations.blocks import LARGEST, ReservedNumber
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = make.MONDAY.date()
NEXT_DAY = make.MONDAY + timedelta(days=1)
NOON = make.MONDAY + timedelta(hours=2)


@pytest.fixture
def office():
    return make.office()


def reserve(office, size=3, **more) -> NumberBlock:
    wanted = {"agency": office.unit, "desk": office.desk, "on": DAY, "device": "Máy quầy 2", **more}
    return dossiers.reserve_numbers(
        size=size, clerk=wanted.pop("clerk", office.clerk), at=wanted.pop("at", make.MONDAY), **wanted
    )


def receive(office, block, number, *, at=NEXT_DAY, received_at=NOON, key=None, **more) -> Dossier:
    return dossiers.receive_at_counter(
        request=office.request(papers=[office.handed(f"officer:{office.clerk.officer_id}")], **more),
        clerk=office.clerk,
        at=at,
        idempotency_key=key,
        reserved=ReservedNumber(block.pk, number, received_at),
    )


def test_a_block_takes_the_next_numbers_and_filing_goes_on_after_it(office):
    before = office.filed()

    block, after = reserve(office), office.filed()

    assert (before.number, block.first, block.last, after.number) == (1, 2, 4, 5)


def test_blocks_of_one_day_follow_each_other_and_each_day_has_its_own(office):
    blocks = [reserve(office), reserve(office), reserve(office, on=DAY + timedelta(days=1))]

    assert [(block.first, block.last) for block in blocks] == [(1, 3), (4, 6), (1, 3)]


def test_reserving_leaves_one_act_that_says_who_what_and_where(office):
    block = reserve(office)

    act = Act.objects.get(subject=block.subject)
    assert (act.verb, act.actor_name, act.data["device"]) == ("numbers.reserve", "Rơ Châm Hyao", "Máy quầy 2")
    assert (act.data["agency"], act.data["first"], act.data["last"]) == ("H21.117", 1, 3)


def test_the_same_request_twice_reserves_once(office):
    key = uuid.uuid4()

    blocks = [reserve(office, key=key), reserve(office, key=key)]

    assert [block.pk for block in blocks] == [key, key]
    assert NumberBlock.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"size": 0}, BlockSizeNotAllowed),
        ({"size": LARGEST + 1}, BlockSizeNotAllowed),
        ({"on": DAY - timedelta(days=1)}, DayNotReservable),
        ({"on": DAY + timedelta(days=8)}, DayNotReservable),
        ({"device": "  "}, SayWhichDevice),
    ],
)
def test_what_cannot_be_reserved_is_refused(office, change, refusal):
    with pytest.raises(refusal):
        reserve(office, **change)


def test_only_who_receives_for_the_desk_reserves_for_it(office):
    with pytest.raises(NotYourDuty):
        reserve(office, clerk=office.officer)


def test_a_dossier_received_offline_has_the_reserved_code_and_the_day_it_was_received(office):
    block = reserve(office)
    office.filed()

    dossier = receive(office, block, 2)

    assert dossier.code == "H21.117-260309-0002"
    assert (dossier.filed_at, dossier.accepted_at) == (NOON, NOON)
    assert dossier.due_at is not None
    assert dossier.due_at.astimezone(VIETNAM).date() == DAY + timedelta(days=3)


def test_its_act_is_of_now_and_says_when_it_was_received(office):
    block = reserve(office)

    dossier = receive(office, block, 2)

    act = Act.objects.get(subject=dossier.subject)
    assert act.at == NEXT_DAY
    assert (act.data["received_at"], act.data["block"]) == (NOON.isoformat(), str(block.pk))


def test_a_number_is_used_once(office):
    block = reserve(office)
    first = receive(office, block, 2)

    with pytest.raises(ReservedNumberUsed, match=first.code):
        receive(office, block, 2)


def test_what_the_network_repeats_is_received_once(office):
    block = reserve(office)

    codes = [receive(office, block, 2, key="máy-1").code for _ in range(2)]

    assert codes == ["H21.117-260309-0002"] * 2
    assert Dossier.objects.count() == 1


def test_what_the_network_repeats_after_the_release_is_still_the_same_dossier(office):
    block = reserve(office)
    first = receive(office, block, 2, key="máy-1")
    dossiers.release_numbers(block_id=block.pk, clerk=office.clerk, at=NEXT_DAY)

    again = receive(office, block, 2, key="máy-1")

    assert again.pk == first.pk


def test_a_repeated_key_with_another_number_is_refused(office):
    block = reserve(office)
    receive(office, block, 2, key="máy-1")

    with pytest.raises(IdempotencyKeyReused):
        receive(office, block, 2, key="máy-1", answers={"content": "Việc khác"})
    with pytest.raises(IdempotencyKeyReused):
        receive(office, block, 3, key="máy-1")


@pytest.mark.parametrize("number", [0, 4])
def test_a_number_outside_the_block_is_refused(office, number):
    block = reserve(office)

    with pytest.raises(NumberNotOfBlock):
        receive(office, block, number)


def test_a_number_of_another_day_is_refused(office):
    block = reserve(office)

    with pytest.raises(NumberNotOfBlock):
        receive(office, block, 1, received_at=NEXT_DAY)


def test_a_number_of_another_desk_is_refused(office):
    other = make.unit("H21.118.MC", UnitKind.DESK)
    block = reserve(office, desk=other, clerk=make.posting(other, Duty.RECEIVE))

    with pytest.raises(NumberNotOfBlock):
        receive(office, block, 1)


@pytest.mark.parametrize("received_at", [make.MONDAY - timedelta(minutes=1), NOON + timedelta(minutes=1)])
def test_nothing_is_received_before_the_block_or_after_now(office, received_at):
    block = reserve(office)

    with pytest.raises(NotReceivedThen):
        receive(office, block, 1, at=NOON, received_at=received_at)


def test_releasing_lists_what_was_not_used_and_closes_the_block(office):
    block = reserve(office)
    receive(office, block, 2)

    dossiers.release_numbers(block_id=block.pk, clerk=office.clerk, at=NEXT_DAY)

    assert Act.objects.get(subject=block.subject, verb="numbers.release").data["unused"] == [1, 3]
    assert broken_at(block.subject) is None
    with pytest.raises(BlockReleased):
        receive(office, block, 1)


def test_a_released_number_is_never_given_again(office):
    block = reserve(office)
    dossiers.release_numbers(block_id=block.pk, clerk=office.clerk, at=make.MONDAY)

    assert office.filed().number == 4


def test_a_block_is_released_once_and_by_its_own_desk(office):
    block = reserve(office)
    stranger = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE)

    with pytest.raises(BlockNotFound):
        dossiers.release_numbers(block_id=block.pk, clerk=stranger, at=make.MONDAY)
    dossiers.release_numbers(block_id=block.pk, clerk=office.clerk, at=make.MONDAY)
    with pytest.raises(BlockReleased):
        dossiers.release_numbers(block_id=block.pk, clerk=office.clerk, at=make.MONDAY)


def test_every_number_of_the_day_is_a_dossier_or_of_a_block(office):
    office.filed()
    block = reserve(office)
    receive(office, block, 3)
    office.filed()

    assert unaccounted_numbers(agency=office.unit, on=DAY) == []
    assert unused_numbers(block) == [2, 4]
    assert [(n.code[-4:], n.dossier is not None) for n in numbers_of(block)] == [
        ("0002", False),
        ("0003", True),
        ("0004", False),
    ]


def test_a_number_nobody_accounts_for_would_be_found(office):
    office.filed()
    Dossier.objects.filter(pk=office.filed().pk).update(number=4)

    assert unaccounted_numbers(agency=office.unit, on=DAY) == [2, 3]


def test_the_database_keeps_blocks_apart(office):
    block = reserve(office)
    block.pk, block.first, block.last = uuid.uuid4(), 3, 5

    with pytest.raises(IntegrityError, match="number_block_apart_from_others"):
        block.save(force_insert=True)

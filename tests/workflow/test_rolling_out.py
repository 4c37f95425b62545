"""A process is rolled out to many at once: seen before, tried by some, then by all, or taken back."""

import pytest

from motcua.dossiers.errors import SayWhy
from motcua.journal.models import Act
from motcua.orgs.errors import NotAdministrator
from motcua.workflow.bpmn import read
from motcua.workflow.differences import Change
from motcua.workflow.errors import AlreadyPublished, NeverInForce, NothingToRollOut, RollOutOver, TriedAlready
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import (
    begin_roll_out,
    finish_roll_out,
    keep_for_many,
    restore_version,
    roll_back,
    widen_roll_out,
)
from motcua.workflow.queries import taken_by_share, version_for
from motcua.workflow.rolling import Target, preview
from tests.factories import MONDAY, Office, office
from tests.workflow.makers import process
from tests.workflow.offices import CODE, ROW, administrator, course_of, draft, published
from tests.workflow.test_following import LATER

pytestmark = pytest.mark.django_db
CHANGED = ROW.replace("Trình dự thảo", "Dự thảo văn bản")


@pytest.fixture
def home() -> Office:
    return office()


@pytest.fixture
def admin():
    return administrator()


def tried(admin, units=(), share=0, inside=CHANGED):
    made = draft(inside, at=LATER)
    return begin_roll_out(title="Đợt 1", versions=[made.pk], by=admin, at=LATER, units=units, share=share)


def in_force() -> ProcessVersion:
    return ProcessVersion.objects.get(published_at__isnull=False, ended_at=None)


def begun_with(home: Office) -> int:
    return course_of(home.accepted(LATER)).version.number


def first(admin) -> ProcessVersion:
    from motcua.workflow.operations import publish_process

    return publish_process(version_id=draft(ROW).pk, by=admin, at=MONDAY)


def test_only_the_units_chosen_try_it(home, admin):
    first(admin)
    other = office("H21.118", "064190001299")

    tried(admin, units=[home.unit])

    assert (begun_with(home), begun_with(other)) == (2, 1)


def test_a_share_is_taken_by_code_always_alike():
    codes = [f"H21.117-260309-{number:04}" for number in range(1000)]

    taken = [code for code in codes if taken_by_share(code, 20)]

    assert 150 < len(taken) < 250
    assert set(taken) < {code for code in codes if taken_by_share(code, 50)}
    assert all(taken_by_share(code, 100) for code in codes)
    assert not any(taken_by_share(code, 0) for code in codes)


def test_it_is_widened_and_then_in_force_for_all(home, admin):
    first(admin)
    found = tried(admin)
    assert begun_with(home) == 1
    widen_roll_out(roll_out_id=found.pk, by=admin, at=LATER, share=100)
    assert begun_with(home) == 2

    finish_roll_out(roll_out_id=found.pk, by=admin, at=LATER)

    assert in_force().number == 2
    verbs = Act.objects.filter(subject=found.subject).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["roll-out.began", "roll-out.widened", "roll-out.finished"]
    with pytest.raises(RollOutOver):
        widen_roll_out(roll_out_id=found.pk, by=admin, at=LATER, share=5)


def test_what_is_only_tried_is_withdrawn(home, admin):
    first(admin)
    found = tried(admin, units=[home.unit])
    under_way = course_of(home.accepted(LATER))

    roll_back(roll_out_id=found.pk, by=admin, reason="Sai bước", at=LATER)

    under_way.refresh_from_db()
    assert (begun_with(home), under_way.version.number, in_force().number) == (1, 2, 1)
    assert draft(CHANGED.replace("Ký nháy", "Soát"), at=LATER).number == 3


def test_what_is_in_force_gives_way_to_what_was_before(home, admin):
    before = first(admin)
    found = finish_roll_out(roll_out_id=tried(admin).pk, by=admin, at=LATER)

    roll_back(roll_out_id=found.pk, by=admin, reason="Sai bước", at=LATER)

    assert (in_force().number, in_force().digest) == (3, before.digest)
    with pytest.raises(RollOutOver):
        roll_back(roll_out_id=found.pk, by=admin, reason="Sai bước", at=LATER)


def test_a_process_that_had_none_before_has_none_again(home, admin):
    found = finish_roll_out(roll_out_id=tried(admin).pk, by=admin, at=LATER)

    roll_back(roll_out_id=found.pk, by=admin, reason="Sai bước", at=LATER)

    assert version_for(CODE, home.unit.pk) is None


def test_an_older_version_is_put_in_force_again(home, admin):
    old = first(admin)
    finish_roll_out(roll_out_id=tried(admin).pk, by=admin, at=LATER)

    again = restore_version(version_id=old.pk, by=admin, reason="Dùng lại", at=LATER)

    assert (again.number, again.digest, in_force()) == (3, old.digest, again)
    with pytest.raises(NeverInForce):
        restore_version(version_id=again.pk, by=admin, reason="Dùng lại", at=LATER)
    with pytest.raises(SayWhy):
        restore_version(version_id=old.pk, by=admin, reason="", at=LATER)


def test_what_may_not_be_rolled_out_is_refused(home, admin):
    version = first(admin)
    with pytest.raises(AlreadyPublished):
        begin_roll_out(title="x", versions=[version.pk], by=admin, at=LATER)
    with pytest.raises(NothingToRollOut):
        begin_roll_out(title="x", versions=[], by=admin, at=LATER)
    with pytest.raises(NotAdministrator):
        begin_roll_out(title="x", versions=[draft(CHANGED).pk], by=home.head, at=LATER)
    tried(admin)
    more = draft(CHANGED.replace("Ký nháy", "Soát"), at=LATER)
    with pytest.raises(TriedAlready):
        begin_roll_out(title="x", versions=[more.pk], by=admin, at=LATER)


def test_one_process_for_many_is_seen_before_and_kept_where_it_differs(home, admin):
    published(ROW, of=home.unit)
    first(admin)
    home.accepted()
    definitions = read(process(CHANGED.replace('hours="12"', 'hours="99"')))
    targets = [Target(CODE), Target(CODE, home.unit), Target("9.999999")]

    seen = preview(definitions=definitions, main="p", targets=targets, at=LATER)

    assert [each.open_courses for each in seen] == [0, 1, 0]
    assert {each.kind for each in seen[0].differences} == {Change.CHANGED}
    assert {each.kind for each in seen[2].differences} == {Change.ADDED}
    assert [bool(each.faults) for each in seen] == [True, True, False]  # 99 hours are more than the term


def test_one_process_is_kept_for_many_where_it_differs(home, admin):
    first(admin)
    definitions = read(process(ROW))
    many = [Target(CODE), Target("9.999999")]

    kept = keep_for_many(definitions=definitions, main="p", targets=many, by=admin, at=LATER)

    assert [version.process.procedure for version in kept] == ["9.999999"]
    with pytest.raises(NotAdministrator):
        keep_for_many(
            definitions=definitions, main="p", targets=[Target(CODE, home.unit)], by=admin, at=LATER
        )

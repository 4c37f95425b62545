"""A process is kept as a draft, published by who administers the office, and never changed from then on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.journal.models import Act
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty
from motcua.orgs.queries import province
from motcua.workflow.errors import AlreadyPublished, ProcessFaulty, ProcessNotFound
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import import_tables, publish_process
from motcua.workflow.queries import known_digests, version_for
from motcua.workflow.staffing import staffed_in
from motcua.workflow.tables.reading import read_tables
from motcua.workflow.tables.report import Against, Fate, outcomes
from motcua.workflow.terms import legal_hours_of
from tests.factories import MONDAY, office, posting
from tests.workflow.makers import chain, step
from tests.workflow.offices import BEFORE, BY, CODE, ROW, administrator, draft, published
from tests.workflow.workbooks import USUAL, Rows, book, code, titled

pytestmark = pytest.mark.django_db


def test_a_draft_that_says_the_same_is_kept_once():
    first, second = draft(), draft()

    assert first == second
    assert Act.objects.filter(subject=first.process.subject).count() == 1


def test_a_draft_is_written_over_until_it_is_published():
    office()
    first = draft()
    second = draft(ROW.replace("Ký nháy", "Xem xét"))
    publish_process(version_id=second.pk, by=administrator(), at=MONDAY)
    third = draft()

    assert (first.pk, first.number) == (second.pk, 1)
    assert third.number == 2


def test_publishing_ends_the_version_before_and_is_journalled():
    office()
    first = published()
    second = draft(ROW.replace("Ký nháy", "Xem xét"))
    later = MONDAY + timedelta(days=1)

    publish_process(version_id=second.pk, by=posting(province(), Duty.ADMINISTER), at=later)

    first.refresh_from_db()
    assert first.ended_at == later
    assert [act.verb for act in Act.objects.filter(subject=first.process.subject).order_by("number")] == [
        "process.draft-kept",
        "process.published",
        "process.draft-kept",
        "process.published",
    ]


def test_only_who_administers_the_office_publishes():
    home = office()
    version = draft(of=home.unit)

    with pytest.raises(NotAdministrator):
        publish_process(version_id=version.pk, by=home.officer, at=MONDAY)
    with pytest.raises(NotAdministrator):
        publish_process(version_id=draft().pk, by=administrator(home.unit), at=MONDAY)


def test_a_published_version_is_not_published_again_and_none_is_refused():
    office()
    version = published()

    by = posting(province(), Duty.ADMINISTER)

    with pytest.raises(AlreadyPublished):
        publish_process(version_id=version.pk, by=by, at=MONDAY)
    with pytest.raises(ProcessNotFound):
        publish_process(version_id=0, by=by, at=MONDAY)


def test_a_process_beyond_the_term_of_the_law_is_refused_with_its_steps():
    home = office()  # a term of three working days
    too_long = step("a", "Thẩm định", role="handle", hours="25") + chain("s", "a", "e")

    with pytest.raises(ProcessFaulty, match=r"“Thẩm định” \(25\) cộng lại 25 giờ, vượt thời hạn 24 giờ"):
        publish_process(version_id=draft(too_long, home.unit).pk, by=administrator(home.unit), at=MONDAY)


def test_a_process_whose_post_nobody_holds_is_refused():
    home = office()
    inside = step("a", "Họp", post="Hội đồng", hours="1") + step("b", "Nộp", role="seal", hours="1")

    with pytest.raises(ProcessFaulty) as refused:
        publish_process(
            version_id=draft(inside + chain("s", "a", "b", "e"), home.unit).pk,
            by=administrator(home.unit),
            at=MONDAY,
        )

    assert "“Họp”" in str(refused.value)
    assert "“Nộp”" in str(refused.value)
    assert str(refused.value).count("không ai trong đơn vị giữ vị trí") == 2


def test_the_desk_of_a_commune_counts_as_its_own():
    home = office()
    staffed = staffed_in(home.unit, on=MONDAY.date())

    assert staffed("receive", "")
    assert staffed("", "tiếp nhận và trả kết quả")
    assert not staffed("seal", "")


def test_the_own_way_of_an_office_wins_over_that_of_all():
    home = office()
    for_all = published()
    assert version_for(CODE, home.unit.pk) == for_all

    own = published(of=home.unit)

    assert version_for(CODE, home.unit.pk) == own
    assert version_for("1.000000", home.unit.pk) is None


def test_the_database_holds_one_version_in_force_and_one_draft():
    office()
    version = published()
    copy = {"content": "x", "main": "p", "digest": "d", "made_by": "x", "made_at": MONDAY}

    for more in ({"published_at": MONDAY}, {"published_at": MONDAY, "ended_at": BEFORE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProcessVersion.objects.create(process=version.process, number=9, **copy, **more)


def test_the_term_is_that_of_the_law_in_working_hours():
    office()

    assert legal_hours_of(CODE) == Decimal(24)
    with pytest.raises(KeyError):
        legal_hours_of("1.000000")


def imported(changes: dict[int, Rows]) -> list[Fate]:
    """Import ten tables as they are, but for ``changes``, and say what became of each."""
    content = book({f"QT {n}": titled(n, changes.get(n, USUAL)) for n in range(1, 11)})
    found = outcomes(read_tables("qt.xlsx", content), Against(known_digests(None)))
    import_tables(outcomes=found, unit=None, source="qt.xlsx", by=BY, at=MONDAY)
    return [outcome.fate for outcome in found]


def test_a_sheet_that_was_repaired_changes_only_what_changed():
    broken = [*USUAL[:4], ("B5", "Trả kết quả", "", "4 giờ", "")]
    longer = [*USUAL[:4], ("B5", "Trả kết quả", "Công chức Bộ phận Một cửa", "1 ngày", "")]

    first = imported({3: broken})
    before = dict(ProcessVersion.objects.values_list("process__procedure", "digest"))
    second = imported({7: longer})
    after = dict(ProcessVersion.objects.values_list("process__procedure", "digest"))

    assert first.count(Fate.NEW) == 9
    assert second == [Fate.SAME] * 2 + [Fate.NEW] + [Fate.SAME] * 3 + [Fate.CHANGED] + [Fate.SAME] * 3
    assert {own for own in after if before.get(own) != after[own]} == {code(3), code(7)}
    assert imported({7: longer}) == [Fate.SAME] * 10

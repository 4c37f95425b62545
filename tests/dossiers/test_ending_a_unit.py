from datetime import date

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import UnitHasOpenDossiers
from motcua.orgs.models import Appointment, Duty, Succession
from motcua.orgs.postings import Posting
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def admin(office) -> Posting:
    """Administer the desk and its office; nobody holds a post there any more."""
    posting = make.posting(office.unit, Duty.ADMINISTER)
    Appointment.objects.update(to_on=NEW_YEAR)
    return posting


def test_a_desk_with_open_dossiers_is_not_ended(office, admin):
    office.filed()
    office.accepted()

    with pytest.raises(UnitHasOpenDossiers, match="còn 2 hồ sơ"):
        dossiers.end_unit(admin=admin, unit=office.desk, on=NEW_YEAR, at=make.MONDAY)

    office.desk.refresh_from_db()
    assert office.desk.to_on is None


def test_it_ends_when_another_answers_for_them(office, admin):
    office.filed()
    heir = make.unit("H21.118", parent=office.unit)

    dossiers.end_unit(
        admin=admin, unit=office.desk, on=NEW_YEAR, at=make.MONDAY, into=heir, citation="NQ 1/2026"
    )

    assert Succession.objects.get().new == heir


def test_a_result_nobody_fetched_yet_needs_someone_to_hand_it_over(office, admin):
    office.signed()

    with pytest.raises(UnitHasOpenDossiers, match="còn 1 hồ sơ"):
        dossiers.end_unit(admin=admin, unit=office.desk, on=NEW_YEAR, at=make.MONDAY)


def test_it_ends_when_everything_is_done(office, admin):
    dossier = office.signed()
    dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)

    ended = dossiers.end_unit(admin=admin, unit=office.desk, on=NEW_YEAR, at=make.MONDAY)

    assert ended.to_on == NEW_YEAR

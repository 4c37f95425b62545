from datetime import timedelta

import pytest

from motcua.accounts.models import Person
from motcua.catalogue.facts import ProcedureResult
from tests import factories as make
from tests.dossiers.once_only.births import BIRTH, HUSBAND, SIU, THUIN, Register


@pytest.fixture(autouse=True)
def register(settings):
    settings.MOTCUA_POPULATION = f"{Register.__module__}.Register"
    Register.people = {SIU.identity_number: SIU, HUSBAND: THUIN}
    Register.instead = Register.judged = None
    Register.asked, Register.told = [], []
    return Register


@pytest.fixture
def office():
    made = make.office(number=SIU.identity_number)
    made.version = make.publish(make.PROCEDURE.model_copy(update={"form": BIRTH.code}), form=BIRTH)
    Person.objects.update(
        birth_date="1985-09-02",
        gender="female",
        address=SIU.residence,
        phone="0905990022",
        ethnicity="Gia Rai",
        nationality="Việt Nam",
    )
    return made


@pytest.fixture
def registry(office):
    result = ProcedureResult(code="KQ.G15.000031", name="Giấy khai sinh", template="birth-certificate")
    office.version = make.publish(
        make.PROCEDURE.model_copy(update={"form": BIRTH.code, "results": (result,)}),
        form=BIRTH,
        at=make.MONDAY + timedelta(seconds=1),
    )
    return office

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import MoveNotAllowed
from motcua.journal.models import Act
from tests import factories as make


@pytest.mark.django_db(transaction=True)
def test_of_two_receipts_at_once_one_is_kept_and_the_other_told_why():
    office = make.office()
    code = office.taken_up().code
    dossiers.ask_for_payment(code=code, officer=office.officer, what="Phí", amount=100, at=make.MONDAY)
    together = Barrier(2)

    def pay(receipt):
        together.wait()
        try:
            dossiers.record_payment(
                code=code, officer=office.clerk, receipt=receipt, amount=100, at=make.MONDAY
            )
        except MoveNotAllowed as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(pay, ["01", "02"]))

    refused = (
        "Hồ sơ đang ở trạng thái “Đang giải quyết”, nên chưa thể thực hiện: Ghi nhận đã nộp tiền. "
        "Việc gần nhất: Ghi nhận đã nộp tiền, do Rơ Châm Hyao làm lúc 09:00, 09/03/2026."
    )
    assert answers == [refused, "kept"]
    assert Act.objects.filter(verb="dossier.record-payment").count() == 1

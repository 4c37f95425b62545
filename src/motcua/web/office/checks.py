"""Whether everything the site needs answers: each check asks once, never raises, and says what to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.models import Max, Min, Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from motcua.exchange.connection import Connection
from motcua.exchange.population import check as population
from motcua.exchange.sms import check as sms
from motcua.exchange.tsa import check as tsa
from motcua.exchange.vneid import check as vneid

QUIET = timedelta(minutes=2)
"""A worker that is alive says so more often."""
SLOW = timedelta(minutes=5)


def all_checks(now: datetime) -> list[Connection]:
    """Run every check, one after the other."""
    return [
        _timed(_("Cơ sở dữ liệu"), database),
        _timed(_("Hàng đợi việc nền"), lambda: queue(now)),
        vneid.check(),
        population.check(),
        tsa.check(),
        sms.check(),
        _timed(_("Ký số"), signer),
        _timed(_("Kho tệp"), storage),
    ]


def database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        (version,) = cursor.fetchone()
    return True, _("PostgreSQL %(version)s trả lời.") % {"version": version.split()[0]}


def queue(now: datetime) -> tuple[bool, str]:
    """Say how many jobs wait, how long the oldest has, and whether somebody works on them."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=now))
    waiting = ProcrastinateJob.objects.filter(due)
    count = waiting.count()
    first = ProcrastinateEvent.objects.filter(job__in=waiting, type="deferred").aggregate(at=Min("at"))["at"]
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    alive = ProcrastinateWorker.objects.aggregate(at=Max("last_heartbeat"))["at"]
    age = now - first if first else timedelta()
    said = {"count": count, "minutes": int(age.total_seconds() // 60), "failed": failed}
    detail = _("%(count)d việc đang chờ, lâu nhất %(minutes)d phút; %(failed)d việc hỏng.") % said
    if alive is None or now - alive > QUIET:
        return False, _("Chưa thấy tiến trình xử lý nền nào chạy. Chạy “motcua work”.") + f" {detail}"
    return age <= SLOW and not failed, detail


def signer() -> tuple[bool, str]:
    name = settings.MOTCUA_SIGNER.rpartition(".")[2]
    import_string(settings.MOTCUA_SIGNER)
    if name == "DemoSigner":
        return settings.DEMO, _("Chữ ký dùng thử: văn bản ký ra không có giá trị pháp lý.")
    if name == "Pkcs11Signer" and not settings.MOTCUA_PKCS11_MODULE:
        return False, _("Chưa khai báo MOTCUA_PKCS11_MODULE.")
    return True, _("Đã nối bộ ký %(name)s.") % {"name": name}


def storage() -> tuple[bool, str]:
    """Write, read and delete a small file."""
    name = default_storage.save("checks/probe.txt", ContentFile(b"ok"))
    try:
        with default_storage.open(name) as file:
            good = file.read() == b"ok"
    finally:
        default_storage.delete(name)
    return good, _("Ghi, đọc và xóa được tệp.") if good else _("Tệp đọc lại khác tệp đã ghi.")


def _timed(name: str, check: Callable[[], tuple[bool, str]]) -> Connection:
    start = time.monotonic()
    try:
        ok, detail = check()
    except (DatabaseError, OSError, ImportError) as error:
        ok, detail = False, _("Không trả lời: %(error)s.") % {"error": type(error).__name__}
    return Connection(name, ok=ok, detail=detail, seconds=time.monotonic() - start)

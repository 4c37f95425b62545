"""Telling people."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.notices.models import Notice
from motcua.notices.tasks import email as email_task


@transaction.atomic
def tell(
    *,
    recipient: str,
    title: str,
    body: str,
    dedupe: str,
    at: datetime,
    link: str = "",
    email: str = "",
) -> None:
    """Leave a notice; send it by e-mail where there are an address and a server. Telling twice tells once."""
    notice, created = Notice.objects.get_or_create(
        dedupe=dedupe,
        defaults={
            "recipient": recipient,
            "title": title,
            "body": body,
            "link": link,
            "email": email,
            "created_at": at,
        },
    )
    if created and email and settings.MOTCUA_SENDS_EMAIL:
        email_task.defer(notice_id=notice.pk)


def first_told(dedupe: str) -> datetime | None:
    """Return when the first notice was left whose ``dedupe`` begins so."""
    found = Notice.objects.filter(dedupe__startswith=dedupe).order_by("created_at")
    return found.values_list("created_at", flat=True).first()


def mark_read(*, recipient: str, at: datetime) -> None:
    """Note that ``recipient`` has seen everything so far."""
    Notice.objects.filter(recipient=recipient, read_at=None, created_at__lte=at).update(read_at=at)

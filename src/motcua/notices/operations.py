"""Telling people."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from motcua.notices.models import Notice, TextNotice
from motcua.notices.tasks import email as email_task
from motcua.notices.tasks import text as text_task

TEXTS_A_DAY = 6
"""To one number: whoever types the number of somebody else cannot flood it."""


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


@transaction.atomic
def text(*, phone: str, text: str, dedupe: str, at: datetime, until: datetime) -> bool:
    """
    Send a short message to who has no account, where a gateway is connected; telling twice tells once.

    Return False when nothing is sent: told before, no gateway, or the number had enough of them today.
    """
    lately = TextNotice.objects.filter(phone=phone, created_at__gt=at - timedelta(days=1))
    if not settings.MOTCUA_SMS_URL or lately.count() >= TEXTS_A_DAY:
        return False
    facts = {"phone": phone, "text": text, "created_at": at, "until_at": until}
    notice, created = TextNotice.objects.get_or_create(dedupe=dedupe, defaults=facts)
    if created:
        text_task.defer(notice_id=notice.pk)
    return created


def first_told(dedupe: str) -> datetime | None:
    """Return when the first notice was left whose ``dedupe`` begins so."""
    found = Notice.objects.filter(dedupe__startswith=dedupe).order_by("created_at")
    return found.values_list("created_at", flat=True).first()


def mark_read(*, recipient: str, at: datetime) -> None:
    """Note that ``recipient`` has seen everything so far."""
    Notice.objects.filter(recipient=recipient, read_at=None, created_at__lte=at).update(read_at=at)

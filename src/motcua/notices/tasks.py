"""Sending what is queued."""

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.notices.text_messages import Message, text_messages

WITHIN = 10.0


@app.task(name="notices.email", queue="notices", retry=5)
def email(notice_id: int) -> None:
    """Send a notice by e-mail, once."""
    from motcua.notices.models import Notice

    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice_id)
        if notice.emailed_at or not notice.email:
            return
        send_mail(notice.title, notice.body, None, [notice.email])
        notice.emailed_at = timezone.now()
        notice.save(update_fields=["emailed_at"])


class TextNotSent(Exception):
    """The gateway did not take it: the task is tried again."""


@app.task(name="notices.text", queue="notices", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def text(notice_id: int) -> None:
    """
    Hand a short message to the gateway, once it takes it, and while the message is worth something.

    :raises TextNotSent: so that it is tried again.
    """
    from motcua.notices.models import TextNotice

    notice = TextNotice.objects.get(pk=notice_id)
    if notice.sent_at or notice.until_at <= timezone.now():
        return
    message = Message(notice.phone, notice.text, f"notice-{notice.pk}")
    if why := text_messages().send(message, within=WITHIN):
        raise TextNotSent(why)
    TextNotice.objects.filter(pk=notice_id).update(sent_at=timezone.now())

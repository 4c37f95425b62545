"""Sending what is queued."""

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app


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

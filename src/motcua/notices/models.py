"""What people are told."""

from django.db import models


class Notice(models.Model):
    """
    One message to one person or member of staff.

    ``recipient`` is opaque: ``person:12`` or ``user:3``. ``dedupe`` makes telling twice harmless.
    """

    recipient = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    dedupe = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    emailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "-created_at"], name="notice_by_recipient")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.title}"


class TextNotice(models.Model):
    """
    One short message to the telephone of somebody without an account. ``dedupe`` as in ``Notice``.

    Worth nothing after ``until_at``: then it is not sent any more.
    """

    phone = models.CharField(max_length=20)
    text = models.CharField(max_length=600)
    dedupe = models.CharField(max_length=160, unique=True)
    created_at = models.DateTimeField()
    until_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["phone", "-created_at"], name="text_notice_by_phone")]

    def __str__(self) -> str:
        return self.dedupe

"""What was done, by whom, when: never changed, never removed (a trigger refuses both)."""

from django.db import models
from django.db.models import Q

ADMINISTRATION = (
    Q(verb__startswith="unit.")
    | Q(verb__startswith="calendar.")
    | Q(verb__startswith="user.")
    | Q(verb__startswith="procedure.")
    | Q(verb__startswith="catalogue.")
)
"""The acts of administrators, few among those on dossiers: an index of their own finds them."""


class Act(models.Model):
    """
    One thing done to one subject.

    ``subject`` is an opaque reference such as ``dossier:<uuid>``. ``hash`` covers the act and the hash of
    the act before it on the same subject, so that a changed or removed act shows.
    """

    subject = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True, help_text="User; empty for the system itself")
    actor_name = models.CharField(max_length=200)
    on_behalf = models.CharField(max_length=200, blank=True)
    face = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="act_number_once_per_subject"),
            models.CheckConstraint(
                name="act_first_has_no_previous",
                condition=models.Q(number=1, previous="") | (models.Q(number__gt=1) & ~models.Q(previous="")),
            ),
        ]
        indexes = [
            models.Index(fields=["actor_id", "-at"], name="act_by_actor"),
            models.Index(fields=["-id"], condition=ADMINISTRATION, name="act_of_administration"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} #{self.number} {self.verb}"


class Reading(models.Model):
    """A member of staff looked at somebody's data: kept for the person it concerns."""

    subject = models.CharField(max_length=60)
    at = models.DateTimeField()
    reader_id = models.BigIntegerField()
    reader_name = models.CharField(max_length=200)
    what = models.CharField(max_length=60)
    face = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-at"], name="reading_by_subject")]

    def __str__(self) -> str:
        return f"{self.reader_name} read {self.subject}"

"""What pages need to remember between requests, whichever process answers."""

from django.db import models


class Tally(models.Model):
    """How often somebody has asked something in the current window of time. Losing it does no harm."""

    key = models.CharField(max_length=120, primary_key=True)
    until = models.DateTimeField()
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.times}"

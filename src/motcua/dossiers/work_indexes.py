"""The indexes that work lists are read from."""

from django.db import models
from django.db.models import Q


def work_lists() -> list[models.Index]:
    """
    Return them: by unit and step, in the order of each list; what has ended by itself.

    What lists filter by stands beside, so that a page reads no row it does not show.
    """
    at_work = Q(step__gt=0)
    beside = ["version", "assigned_to", "accepted_at", "supplements"]
    dates = ("due_at", "filed_at", "step_due_at")
    return [
        *(
            models.Index(
                fields=["deciding_unit", "step", at, "id"],
                include=[*beside, *(other for other in dates if other != at)],
                condition=at_work,
                name=f"dossier_work_{at.removesuffix('_at')}",
            )
            for at in dates
        ),
        *(
            models.Index(
                fields=["receiving_unit", "step", at, "id"],
                condition=at_work,
                name=f"dossier_desk_{at.removesuffix('_at')}",
            )
            for at in ("due_at", "filed_at")
        ),
        *(
            models.Index(
                fields=[unit, "due_at", "id"], condition=Q(step=0), name=f"dossier_ended_{unit[:-5]}"
            )
            for unit in ("deciding_unit", "receiving_unit")
        ),
        models.Index(fields=["assigned_to", "due_at", "id"], condition=at_work, name="dossier_held"),
        models.Index(
            fields=["deciding_unit", "due_at", "id"],
            condition=Q(extension_waits=True) & at_work,
            name="dossier_extension_waits",
        ),
    ]


def of_asking_unit() -> models.Index:
    """Return the index of what a unit asked others."""
    return models.Index(
        fields=["asking_unit", "due_at", "id"],
        condition=Q(asking_unit__isnull=False),
        name="dossier_of_unit",
    )

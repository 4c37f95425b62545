"""The demo handles its frequent procedures by model processes, published before its first dossier came."""

from datetime import timedelta

from django.utils import timezone

from motcua.jobs.seed.casting import DAYS
from motcua.jobs.seed.staff import ADMIN
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Officer
from motcua.orgs.postings import posting_of
from motcua.workflow.models import Process
from motcua.workflow.shipped import publish_models

BEFORE = timedelta(days=DAYS + 7)


def ensure_processes() -> None:
    """Publish them once."""
    if Process.objects.exists():
        return
    at = timezone.now() - BEFORE
    by = posting_of(
        Officer.objects.get(user__username=ADMIN), on=timezone.now().astimezone(VIETNAM).date(), face="seed"
    )
    publish_models(by=by, at=at)

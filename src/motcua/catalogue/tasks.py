"""Background work on the catalogue: forms whose first day has come."""

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

log = structlog.get_logger(__name__)


@app.periodic(cron="*/10 * * * *")  # soon after midnight, and soon after a night in which nothing ran
@app.task(name="catalogue.forms_in_force", queue="sweeps", queueing_lock="catalogue.forms_in_force")
def forms_in_force(timestamp: int) -> None:
    """Give procedures the forms that come into force today."""
    from motcua.catalogue.forms import put_due_forms_in_force

    log.info("forms_put_in_force", forms=put_due_forms_in_force(at=timezone.now()))

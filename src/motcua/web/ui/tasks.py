"""Background work of the pages."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="*/20 * * * *")
@app.task(name="ui.forget_tallies", queue="sweeps", queueing_lock="ui.forget_tallies")
def forget_tallies(timestamp: int) -> None:
    """Remove the counters of those who have stopped asking, and with them the addresses."""
    from motcua.web.ui.tallies import forget

    forget(at=timezone.now())

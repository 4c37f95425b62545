"""Background work of the journal."""

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.task(name="journal.follow", queue="acts", retry=10)
def follow(act_id: int) -> None:
    """Tell everyone above who follows this act. Each follower must bear being called twice."""
    from motcua.journal.models import Act
    from motcua.journal.outbox import followers_of

    act = Act.objects.get(pk=act_id)
    for function in followers_of(act.verb):
        function(act)


@app.periodic(cron="* * * * *")
@app.task(name="journal.resume", queue="acts", queueing_lock="journal.resume", pass_context=True)
async def resume(context: JobContext, timestamp: int) -> None:
    """Take up again what a worker left half done when it was killed or its machine went dark."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)

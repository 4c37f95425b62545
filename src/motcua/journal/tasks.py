"""Background work of the journal."""

from procrastinate.contrib.django import app


@app.task(name="journal.follow", queue="acts", retry=10)
def follow(act_id: int) -> None:
    """Tell everyone above who follows this act. Each follower must bear being called twice."""
    from motcua.journal.models import Act
    from motcua.journal.outbox import followers_of

    act = Act.objects.get(pk=act_id)
    for function in followers_of(act.verb):
        function(act)

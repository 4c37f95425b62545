from django.db import migrations

MAKE = """
CREATE FUNCTION journal_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW(
        'acts', 'journal.follow', 0, NEW.subject, NULL, jsonb_build_object('act_id', NEW.id), NULL
    )::procrastinate_job_to_defer_v1]);
    RETURN NULL;
END $$;
CREATE TRIGGER act_followed AFTER INSERT ON journal_act
    FOR EACH ROW EXECUTE FUNCTION journal_follow();
"""
UNMAKE = "DROP TRIGGER act_followed ON journal_act; DROP FUNCTION journal_follow();"


class Migration(migrations.Migration):
    """
    Every act queues ``journal.tasks.follow`` in its own statement: none can be forgotten, and no trip is made.

    The lock is the act's subject: the acts of one dossier are told one after another.
    """

    dependencies = [("journal", "0002_append_only"), ("procrastinate", "0038_post_batch_defer_jobs")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]

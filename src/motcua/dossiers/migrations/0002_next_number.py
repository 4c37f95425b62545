from django.db import migrations

MAKE = """
CREATE FUNCTION dossiers_next_number(agency bigint, day date) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('dossier:' || agency || ':' || day, 0));
    RETURN (
        SELECT coalesce(max(number), 0) + 1
        FROM dossiers_dossier
        WHERE agency_id = agency AND filed_on = day
    );
END $$;
"""


class Migration(migrations.Migration):
    """
    The next number of an agency's day, in one round trip.

    The body's query has a newer snapshot than the lock it waited for, so no number is given twice.
    """

    dependencies = [("dossiers", "0001_drafts_dossiers_letters")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION dossiers_next_number(bigint, date);")]

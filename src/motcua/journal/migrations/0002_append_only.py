from django.db import migrations

FORBID = """
CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER act_append_only BEFORE UPDATE OR DELETE ON journal_act
    FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER reading_append_only BEFORE UPDATE OR DELETE ON journal_reading
    FOR EACH ROW EXECUTE FUNCTION journal_append_only();
"""
ALLOW = """
DROP TRIGGER act_append_only ON journal_act;
DROP TRIGGER reading_append_only ON journal_reading;
DROP FUNCTION journal_append_only();
"""


class Migration(migrations.Migration):
    """A past act can be neither changed nor removed, whoever is connected."""

    dependencies = [("journal", "0001_acts_and_readings")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]

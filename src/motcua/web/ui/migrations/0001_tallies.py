"""Counters of questions: without a write-ahead log, for a crash may forget them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
                ("times", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE ui_tally SET UNLOGGED, SET (fillfactor = 50)",  # room to count within the page
            migrations.RunSQL.noop,
        ),
    ]

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0002_officer_unit"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitClosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=200)),
                ("citation", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                (
                    "sessions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=11), blank=True, default=list, size=None
                    ),
                ),
                ("counts", models.DecimalField(decimal_places=1, max_digits=2)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(max_length=200)),
                ("citation", models.CharField(max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name="calendardecision",
            name="counts",
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=2, null=True),
        ),
        migrations.AddField(
            model_name="calendardecision",
            name="sessions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=11), blank=True, default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="calendardecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counts", None),
                    models.Q(("counts", 0), ("working", False)),
                    models.Q(("counts__range", (0, 1)), ("working", True)),
                    _connector="OR",
                ),
                name="calendar_decision_counts_a_day_at_most",
            ),
        ),
        migrations.AddField(
            model_name="unitclosure",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="orgs.unit"
            ),
        ),
        migrations.AddField(
            model_name="workinghours",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="orgs.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_at__gt", models.F("from_at"))),
                name="unit_closure_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.UniqueConstraint(
                fields=("unit", "weekday", "from_on"), name="working_hours_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"),
                name="working_hours_end_after_they_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__lte", 6)), name="working_hours_of_a_weekday"
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts__range", (0, 1))), name="working_hours_count_a_day_at_most"
            ),
        ),
    ]

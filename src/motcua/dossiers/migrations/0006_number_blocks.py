import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models
from django.db.models import F, Func, Q, Value

AFTER_BLOCKS = """
CREATE OR REPLACE FUNCTION dossiers_next_number(agency bigint, day date) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('dossier:' || agency || ':' || day, 0));
    RETURN 1 + greatest(
        (SELECT coalesce(max(number), 0) FROM dossiers_dossier WHERE agency_id = agency AND filed_on = day),
        (SELECT coalesce(max(last), 0) FROM dossiers_numberblock WHERE agency_id = agency AND "on" = day)
    );
END $$;
"""
WITHOUT_BLOCKS = """
CREATE OR REPLACE FUNCTION dossiers_next_number(agency bigint, day date) RETURNS integer
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
    """Blocks of numbers for counters without the network; the next number goes on after them."""

    dependencies = [
        ("dossiers", "0005_draft_proposals"),
        ("orgs", "0001_units_posts_officers"),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="NumberBlock",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("on", models.DateField()),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                ("device", models.CharField(max_length=80)),
                ("reserved_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="number_blocks",
                        to="orgs.unit",
                    ),
                ),
                (
                    "reserved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.officer"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "on", "-last"], name="number_block_of_day"),
                    models.Index(fields=["desk", "-on", "-reserved_at"], name="number_block_of_desk"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(first__gte=1, last__gte=F("first")), name="number_block_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=Q(released_at=None) | Q(released_at__gte=F("reserved_at")),
                        name="number_block_released_after_reserved",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        name="number_block_apart_from_others",
                        expressions=[
                            ("agency", "="),
                            ("on", "="),
                            (
                                Func(
                                    "first",
                                    "last",
                                    Value("[]"),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                    ),
                ],
            },
        ),
        migrations.RunSQL(AFTER_BLOCKS, WITHOUT_BLOCKS),
    ]

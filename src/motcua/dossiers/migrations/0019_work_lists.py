"""What is to be done next beside each dossier, and the indexes of work lists."""

import django.db.models.deletion
from django.db import migrations, models

WAITING = """
UPDATE dossiers_dossier AS dossier SET extension_waits = true FROM dossiers_extension AS extension
WHERE extension.dossier_id = dossier.id AND extension.signed_at IS NULL
"""
COUNT_AGAIN = """
UPDATE dossiers_timeliness AS kept SET next_at = now() FROM dossiers_dossier AS dossier
WHERE dossier.id = kept.dossier_id AND dossier.step BETWEEN 2 AND 6
"""


class Migration(migrations.Migration):
    """
    Work lists are read from indexes by unit and step; four indexes that others contain are gone.

    ``step_due_at`` of what is under way is filled by the next watch, which counts it again.
    """

    dependencies = [
        ("accounts", "0003_mandates_and_help_consents"),
        ("catalogue", "0002_internal_procedures"),
        ("dossiers", "0018_taken_out_of_turn"),
        ("orgs", "0008_who_asks"),
        ("papers", "0005_spoken_words"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_decide",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_receive",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_decide_all",
        ),
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_receive_all",
        ),
        migrations.AddField(
            model_name="dossier",
            name="extension_waits",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="dossier",
            name="step",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(models.Q(("stage__isnull", True), ("state", 1)), then=models.Value(1)),
                    models.When(models.Q(("stage__isnull", True), ("state", 2)), then=models.Value(2)),
                    models.When(models.Q(("stage__isnull", True), ("state", 5)), then=models.Value(7)),
                    models.When(models.Q(("stage__isnull", True), ("state", 6)), then=models.Value(8)),
                    models.When(models.Q(("stage__isnull", True), ("state", 9)), then=models.Value(9)),
                    models.When(models.Q(("state", 9), ("stage", "examine")), then=models.Value(10)),
                    models.When(
                        models.Q(("state", 9), ("signing_duty", "seal"), ("stage", "sign")),
                        then=models.Value(12),
                    ),
                    models.When(models.Q(("state", 9), ("stage", "sign")), then=models.Value(11)),
                    models.When(
                        models.Q(("stage", "examine"), ("assigned_to__isnull", True)), then=models.Value(2)
                    ),
                    models.When(models.Q(("stage", "examine")), then=models.Value(3)),
                    models.When(models.Q(("stage", "review")), then=models.Value(4)),
                    models.When(models.Q(("signing_duty", "seal"), ("stage", "sign")), then=models.Value(6)),
                    models.When(models.Q(("stage", "sign")), then=models.Value(5)),
                    default=models.Value(0),
                ),
                output_field=models.PositiveSmallIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="step_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="agency",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="assigned_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="orgs.officer",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="business",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="accounts.business",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="accounts.person",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step__gt", 0)),
                fields=["deciding_unit", "step", "due_at", "id"],
                include=("version", "assigned_to", "accepted_at", "supplements", "filed_at", "step_due_at"),
                name="dossier_work_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step__gt", 0)),
                fields=["deciding_unit", "step", "filed_at", "id"],
                include=("version", "assigned_to", "accepted_at", "supplements", "due_at", "step_due_at"),
                name="dossier_work_filed",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step__gt", 0)),
                fields=["deciding_unit", "step", "step_due_at", "id"],
                include=("version", "assigned_to", "accepted_at", "supplements", "due_at", "filed_at"),
                name="dossier_work_step_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step__gt", 0)),
                fields=["receiving_unit", "step", "due_at", "id"],
                name="dossier_desk_due",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step__gt", 0)),
                fields=["receiving_unit", "step", "filed_at", "id"],
                name="dossier_desk_filed",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step", 0)),
                fields=["deciding_unit", "due_at", "id"],
                name="dossier_ended_deciding",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step", 0)),
                fields=["receiving_unit", "due_at", "id"],
                name="dossier_ended_receiving",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("step__gt", 0)),
                fields=["assigned_to", "due_at", "id"],
                name="dossier_held",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("extension_waits", True), ("step__gt", 0)),
                fields=["deciding_unit", "due_at", "id"],
                name="dossier_extension_waits",
            ),
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT_AGAIN, migrations.RunSQL.noop),
    ]

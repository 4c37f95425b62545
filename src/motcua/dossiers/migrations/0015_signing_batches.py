import uuid

import django.db.models.deletion
from django.db import migrations, models

# Letters of before that wait for the head's signature: those of the agency, not of its desk, unsigned.
UNSIGNED = """
UPDATE dossiers_letter AS letter SET awaits_head = true
FROM dossiers_dossier AS dossier
WHERE dossier.id = letter.dossier_id
  AND (letter.content->>'part' = 'true'
       OR (letter.kind IN ('apology', 'stopping', 'refusal') AND letter.unit_id <> dossier.receiving_unit_id))
  AND NOT EXISTS (SELECT 1 FROM papers_issuedpaper AS paper WHERE paper.subject = 'letter:' || letter.id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0014_who_stood_in"),
        ("orgs", "0005_who_seals"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentOpened",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SigningBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SigningItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=1000)),
                ("tracking_url", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ ký"),
                            ("signed", "Đã ký"),
                            ("refused", "Chưa ký được"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("said", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="letter",
            name="awaits_head",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("awaits_head", True)), fields=["unit"], name="letter_awaits_head"
            ),
        ),
        migrations.AddField(
            model_name="documentopened",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="orgs.officer"
            ),
        ),
        migrations.AddField(
            model_name="signingbatch",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.officer"
            ),
        ),
        migrations.AddField(
            model_name="signingitem",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="dossiers.signingbatch"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentopened",
            constraint=models.UniqueConstraint(
                fields=("officer", "ref", "version"), name="document_opened_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingitem",
            constraint=models.UniqueConstraint(
                fields=("batch", "ref"), name="signing_item_once_in_its_batch"
            ),
        ),
        migrations.AddConstraint(
            model_name="signingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("said", ""), ("state", "waiting")),
                    models.Q(("done_at__isnull", False), ("said", ""), ("state", "signed")),
                    models.Q(
                        ("done_at__isnull", False),
                        ("state", "refused"),
                        models.Q(("said", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signing_item_says_why_it_was_refused",
            ),
        ),
        migrations.RunSQL(UNSIGNED, migrations.RunSQL.noop),
    ]

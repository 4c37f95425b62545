import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0003_uploads_in_parts_and_scans"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuedpaper",
            name="proof_until",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.CreateModel(
            name="Archive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamped_at", models.DateTimeField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive",
                        to="papers.storedfile",
                    ),
                ),
                (
                    "issued",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archives",
                        to="papers.issuedpaper",
                    ),
                ),
            ],
            options={
                "ordering": ["stamped_at"],
            },
        ),
        migrations.CreateModel(
            name="UnfinishedPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("subject", models.CharField(max_length=200)),
                ("facts", models.JSONField()),
                ("signatures", models.JSONField()),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.TextField(blank=True, default="")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unfinished",
                        to="papers.storedfile",
                    ),
                ),
                (
                    "issued",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="was_unfinished",
                        to="papers.issuedpaper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("subject",),
                        name="unfinished_paper_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_because", ""), ("issued", None)),
                            models.Q(
                                ("ended_at__isnull", False), ("ended_because", ""), ("issued__isnull", False)
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("issued", None),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="unfinished_paper_ends_issued_or_with_a_reason",
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_drafts_by_field_and_confirmations"),
        ("once_only", "0001_what_is_known_before"),
        ("papers", "0003_uploads_in_parts_and_scans"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedAgain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=1000)),
                ("held", models.CharField(max_length=1000)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("outdated", "Bản đang giữ không còn đúng với hiện tại"),
                            ("unreadable", "Bản đang giữ không đọc được hoặc thiếu trang"),
                            ("contradicts", "Mâu thuẫn với giấy tờ khác trong hồ sơ"),
                            ("disputed", "Người nộp cho rằng dữ liệu đang giữ là sai"),
                            ("original", "Pháp luật buộc đối chiếu bản chính"),
                            ("other", "Lý do khác, ghi ở ô dưới"),
                        ],
                        max_length=11,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=300)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_again",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
        migrations.AddConstraint(
            model_name="askedagain",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", "other"), _negated=True) | models.Q(("note", ""), _negated=True),
                name="asked_again_for_other_reasons_says_which",
            ),
        ),
        migrations.AddField("dispute", "answer", models.TextField(blank=True)),
        migrations.AddField("dispute", "answered_at", models.DateTimeField(null=True)),
        migrations.AddField("dispute", "corrected", models.BooleanField(null=True)),
        migrations.AddField(
            "dispute",
            "paper",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="proves",
                to="papers.paper",
            ),
        ),
        migrations.AddIndex(
            "dispute",
            models.Index(fields=["sent_at"], condition=models.Q(answered_at=None), name="dispute_unanswered"),
        ),
        migrations.AddField("dossiersources", "asked_questions", models.PositiveSmallIntegerField(default=0)),
    ]

import django.db.models.deletion
from django.db import migrations, models

# What was asked before waits were kept: one for each letter, ended by the supplement that came next.
WAITS = """
INSERT INTO dossiers_wait
    (dossier_id, kind, phase, came_from, asked_at, until_at, ended_at, effect, rule, citation, content)
SELECT l.dossier_id, 'supplement',
    CASE WHEN EXISTS (
        SELECT FROM dossiers_letter r
        WHERE r.dossier_id = l.dossier_id AND r.kind = 'receipt' AND r.issued_at < l.issued_at
    ) THEN 'handling' ELSE 'reception' END,
    1, l.issued_at, d.supplement_due_at,
    CASE WHEN d.state = 5 AND l.issued_at = (
        SELECT max(issued_at) FROM dossiers_letter WHERE dossier_id = d.id AND kind = 'supplement-request'
    ) THEN NULL ELSE coalesce((
        SELECT min(a.at) FROM journal_act a
        WHERE a.subject = 'dossier:' || d.id AND a.verb = 'dossier.supplement' AND a.at >= l.issued_at
    ), d.ended_at, l.issued_at) END,
    'anew', 'supplement.before-waits', 'Điều 19 khoản 5 Nghị định 118/2025/NĐ-CP',
    jsonb_build_object('items', l.content -> 'items', 'reason', l.content -> 'reason')
FROM dossiers_letter l JOIN dossiers_dossier d ON d.id = l.dossier_id
WHERE l.kind = 'supplement-request'
"""


class Migration(migrations.Migration):
    """Ten states; waits under dated rules, one extension, corrections; what a dossier was filed under."""

    dependencies = [
        ("accounts", "0002_temporary_passwords"),
        ("catalogue", "0001_procedure_versions"),
        ("dossiers", "0006_number_blocks"),
        ("journal", "0004_acts_of_administration"),
        ("orgs", "0002_officer_unit"),
        ("papers", "0001_files_and_issued_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("error", models.TextField()),
                ("reported_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("proposal", models.JSONField(null=True)),
                ("declined_because", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("old_due_at", models.DateTimeField()),
                ("new_due_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Wait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supplement", "Bổ sung hồ sơ"),
                            ("payment", "Thực hiện nghĩa vụ tài chính"),
                            ("opinion", "Ý kiến của cơ quan khác"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[("reception", "Tiếp nhận"), ("handling", "Giải quyết")], max_length=10
                    ),
                ),
                (
                    "came_from",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Mới nộp"),
                            (2, "Đã tiếp nhận"),
                            (3, "Không được tiếp nhận"),
                            (4, "Đang giải quyết"),
                            (5, "Chờ bổ sung"),
                            (6, "Chờ thực hiện nghĩa vụ tài chính"),
                            (7, "Đã rút"),
                            (8, "Dừng giải quyết"),
                            (9, "Đã có kết quả"),
                            (10, "Đã trả kết quả"),
                        ]
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "reported_at",
                    models.DateTimeField(help_text="Lateness was told to the head of the desk", null=True),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("anew", "Thời hạn tính lại từ đầu khi đã đủ"),
                            ("suspended", "Thời hạn tạm dừng trong lúc chờ"),
                            ("goes-on", "Thời hạn vẫn tính tiếp"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rule", models.CharField(max_length=80)),
                ("citation", models.CharField(max_length=300)),
                ("content", models.JSONField(default=dict)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_stage_only_in_handling",
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_ended_has_a_date",
        ),
        migrations.AddField(
            model_name="dossier",
            name="snapshot",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="state",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "Mới nộp"),
                    (2, "Đã tiếp nhận"),
                    (3, "Không được tiếp nhận"),
                    (4, "Đang giải quyết"),
                    (5, "Chờ bổ sung"),
                    (6, "Chờ thực hiện nghĩa vụ tài chính"),
                    (7, "Đã rút"),
                    (8, "Dừng giải quyết"),
                    (9, "Đã có kết quả"),
                    (10, "Đã trả kết quả"),
                ],
                default=1,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
                    ("supplement-request", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
                    ("refusal", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
                    ("apology", "Văn bản xin lỗi và đề nghị gia hạn"),
                    ("stopping", "Thông báo dừng giải quyết hồ sơ"),
                    ("control-slip", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
                    ("register", "Sổ theo dõi hồ sơ"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", 1), ("stage", None)),
                    models.Q(("state", 2), ("stage", None)),
                    models.Q(("state", 3), ("stage", None)),
                    models.Q(("state", 4), ("stage", "examine")),
                    models.Q(("state", 4), ("stage", "review")),
                    models.Q(("state", 4), ("stage", "sign")),
                    models.Q(("state", 5), ("stage", None)),
                    models.Q(("state", 6), ("stage", None)),
                    models.Q(("state", 7), ("stage", None)),
                    models.Q(("state", 8), ("stage", None)),
                    models.Q(("state", 9), ("stage", None)),
                    models.Q(("state", 9), ("stage", "examine")),
                    models.Q(("state", 9), ("stage", "sign")),
                    models.Q(("state", 10), ("stage", None)),
                    _connector="OR",
                ),
                name="dossier_in_a_place_of_the_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state__in", frozenset([9, 10, 3, 8, 7]))),
                    models.Q(
                        models.Q(("state__in", frozenset([9, 10, 3, 8, 7])), _negated=True),
                        ("ended_at", None),
                    ),
                    _connector="OR",
                ),
                name="dossier_ended_has_a_date",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="corrected",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="papers.issuedpaper",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="wrong",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.issuedpaper"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="dossier",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="extension", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="wait",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="waits", to="dossiers.dossier"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("dossier",), name="correction_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrected", None), ("declined_because", ""), ("ended_at", None)),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(
                            ("corrected__isnull", False),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="XOR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="correction_ends_with_an_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="extension",
            index=models.Index(
                condition=models.Q(("signed_at", None)), fields=["dossier"], name="extension_to_sign"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("new_due_at__gt", models.F("old_due_at"))),
                name="extension_gives_a_later_date",
            ),
        ),
        migrations.AddIndex(
            model_name="wait",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["until_at"], name="wait_open_until"
            ),
        ),
        migrations.AddConstraint(
            model_name="wait",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), models.Q(("kind", "opinion"), _negated=True)),
                fields=("dossier",),
                name="wait_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="wait",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None), ("ended_at__gte", models.F("asked_at")), _connector="OR"
                ),
                name="wait_ends_after_it_began",
            ),
        ),
        migrations.RunSQL(WAITS, migrations.RunSQL.noop),
    ]

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0004_withdrawn_hours_and_closures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="duties",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("receive", "Tiếp nhận và trả kết quả"),
                        ("handle", "Thụ lý, thẩm tra"),
                        ("review", "Soát xét (lãnh đạo phòng)"),
                        ("sign", "Ký ban hành"),
                        ("seal", "Ký số của cơ quan (văn thư)"),
                        ("administer", "Quản trị"),
                    ],
                    max_length=12,
                ),
                size=None,
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_working_hours_and_closures")]

    operations = [
        migrations.AddField(
            model_name="workinghours",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unitclosure",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

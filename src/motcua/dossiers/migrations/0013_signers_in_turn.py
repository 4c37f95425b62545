import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_reminders_and_signatures")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="signing_duty",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
        migrations.AlterField(
            model_name="resultnumber",
            name="dossier",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="result_number",
                to="dossiers.dossier",
            ),
        ),
    ]

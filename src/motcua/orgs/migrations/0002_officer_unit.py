import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_units_posts_officers")]

    operations = [
        migrations.AddField(
            model_name="officer",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="officers",
                to="orgs.unit",
            ),
        ),
    ]

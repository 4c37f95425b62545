from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_followed")]

    operations = [
        migrations.AddIndex(
            model_name="act",
            index=models.Index(
                fields=["-id"],
                condition=Q(verb__startswith="unit.")
                | Q(verb__startswith="user.")
                | Q(verb__startswith="procedure.")
                | Q(verb__startswith="catalogue."),
                name="act_of_administration",
            ),
        ),
    ]

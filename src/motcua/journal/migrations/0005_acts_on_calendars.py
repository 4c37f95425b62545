from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """The index of the acts of administration holds also those on calendars."""

    dependencies = [("journal", "0004_acts_of_administration")]

    operations = [
        migrations.RemoveIndex(model_name="act", name="act_of_administration"),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(
                fields=["-id"],
                condition=Q(verb__startswith="unit.")
                | Q(verb__startswith="calendar.")
                | Q(verb__startswith="user.")
                | Q(verb__startswith="procedure.")
                | Q(verb__startswith="catalogue."),
                name="act_of_administration",
            ),
        ),
    ]

"""One dossier for each one-time key of a desk; names searched without tone marks."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_next_number")]

    operations = [
        UnaccentExtension(),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                fields=["receiving_unit", "idempotency_key"],
                condition=Q(filer=None),
                name="dossier_counter_key_once",
            ),
        ),
    ]

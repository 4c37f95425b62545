from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_businesses_tokens")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_is_temporary",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Given by somebody else: to be replaced before any work",
            ),
        ),
    ]

from django.apps import AppConfig


class OnceOnlyConfig(AppConfig):
    name = "motcua.dossiers.once_only"
    label = "once_only"
    default_auto_field = "django.db.models.BigAutoField"

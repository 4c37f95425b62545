from django.apps import AppConfig


class DigitisingConfig(AppConfig):
    name = "motcua.dossiers.digitising"
    label = "digitising"
    default_auto_field = "django.db.models.BigAutoField"

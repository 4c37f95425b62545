from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    name = "motcua.papers.signatures"
    label = "signatures"
    default_auto_field = "django.db.models.BigAutoField"

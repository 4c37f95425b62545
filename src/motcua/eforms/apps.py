from django.apps import AppConfig


class EformsConfig(AppConfig):
    name = "motcua.eforms"
    default_auto_field = "django.db.models.BigAutoField"

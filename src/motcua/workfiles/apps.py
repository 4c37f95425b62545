from django.apps import AppConfig


class WorkfilesConfig(AppConfig):
    name = "motcua.workfiles"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "motcua.papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.papers import checks  # noqa: F401

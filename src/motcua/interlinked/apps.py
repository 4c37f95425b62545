from django.apps import AppConfig


class InterlinkedConfig(AppConfig):
    name = "motcua.interlinked"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.interlinked import followers  # noqa: F401  registers itself with the outbox

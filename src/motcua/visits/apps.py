from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "motcua.visits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.visits import calendar_followers  # noqa: F401  registers itself with the outbox

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.dossiers import followers  # noqa: F401  registers itself with the outbox

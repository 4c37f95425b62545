from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.dossiers import (  # noqa: F401  register themselves with the outbox
            batch_tasks,
            calendar_followers,
            followers,
            watch_tasks,
        )
        from motcua.dossiers.holding import tasks  # noqa: F401

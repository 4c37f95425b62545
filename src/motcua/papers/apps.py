from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PapersConfig(AppConfig):
    name = "motcua.papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.papers import checks  # noqa: F401

        post_migrate.connect(_keep_shipped_templates, sender=self)


def _keep_shipped_templates(using: str, **_kwargs: object) -> None:
    """A release that words a template anew says so once, when its tables are made ready."""
    from django.db import connections
    from django.utils import timezone

    from motcua.papers.models import TemplateVersion
    from motcua.papers.templates import keep_shipped

    if TemplateVersion._meta.db_table in connections[using].introspection.table_names():
        keep_shipped(at=timezone.now())

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "motcua.workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.workflow import timers  # noqa: F401  registers itself with the queue
        from motcua.workflow.operations import following  # noqa: F401  and this with the journal

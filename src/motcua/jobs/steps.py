"""The steps of `motcua run` that are about the machine: schema, typeface, static files."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def migrate() -> None:
    """Bring the schema up to date; quick when it is."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def database_identity() -> str:
    """Return what tells this database from one made anew in the same place."""
    first = MigrationRecorder.Migration.objects.order_by("pk").first()
    return f"{first.applied.isoformat()}" if first else ""


def fonts() -> None:
    call_command("build_fonts", verbosity=0)


def static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)

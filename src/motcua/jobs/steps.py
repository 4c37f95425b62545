"""The steps of `motcua run` that are about the machine: schema, typeface, static files, other processes."""

import logging
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from motcua.dossiers.models import Dossier
from motcua.jobs.demo import StepError
from motcua.jobs.processes import dies_with_us
from motcua.kernel.settings import env_int

logger = logging.getLogger(__name__)


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


def drawing_tool() -> None:
    """Fetch what draws processes in the browser; without a network the pages of processes work by tables."""
    said = StringIO()
    try:
        call_command("build_drawing_tool", stdout=said)
        if said.getvalue().startswith("Fetched") and Path(settings.STATIC_ROOT).is_dir():
            static()  # what was gathered before it came is gathered again
    except CommandError:
        logger.warning(
            "Chưa tải được bpmn-js; quy trình vẫn xem và sửa được bằng bảng. / No bpmn-js: tables do."
        )


def static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def dossiers() -> None:
    """Have the trial's dossiers told; after a try that was interrupted, those still missing."""
    missing = env_int("MOTCUA_DEMO_DOSSIERS", 1000) - Dossier.objects.count()
    if missing > 0:
        _in_its_own_process("seed", f"--count={missing}")


def _in_its_own_process(*arguments: str) -> None:
    """
    Run a command of ours; end it, with whatever it has started, when we are interrupted.

    :raises StepError: when it fails.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "motcua.jobs", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=dies_with_us(signal.SIGKILL),
    ) as process:
        try:
            output, _nothing = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode != 0:
        raise StepError(f"motcua {' '.join(arguments)}:\n{output[-4000:]}")

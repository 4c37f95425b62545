from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.web.ui import drawing_tool


class Command(BaseCommand):
    help = "Fetch bpmn-js into MOTCUA_HOME/build/static/bpmn-js (before collectstatic)."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.HOME / "build" / "static" / drawing_tool.FOLDER
        try:
            built = drawing_tool.build(folder, settings.MOTCUA_NPM_REGISTRY)
        except drawing_tool.ToolUnavailableError as reason:
            raise CommandError(f"Not fetched: {reason}") from reason
        if options["verbosity"] > 0:
            self.stdout.write(f"{'Fetched' if built else 'Unchanged'}: {folder}")

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from motcua.web.ui import fonts


class Command(BaseCommand):
    help = "Cut the typeface for the web into MOTCUA_HOME/build/static/fonts (before collectstatic)."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.HOME / "build" / "static" / "fonts"
        built = fonts.build(folder)
        if options["verbosity"] > 0:
            self.stdout.write(f"{'Fonts cut' if built else 'Fonts unchanged'}: {folder}")

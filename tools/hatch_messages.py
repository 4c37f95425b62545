"""Compile the messages when the package is built or installed, so that no one needs gettext."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parents[1]))  # the builder runs this file by itself

from tools.compile_messages import compile_messages


class MessagesHook(BuildHookInterface):  # type: ignore[misc]
    """What hatchling calls, for a wheel and for an editable installation alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_messages(Path(self.root))

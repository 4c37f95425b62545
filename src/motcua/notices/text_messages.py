"""
Short messages to telephones (SMS): the port. The adapter is named in the settings.

Sent at once and outside any transaction: what is sent is a code for somebody present, kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Message:
    """``to`` is a national number; ``reference`` names this one message on both sides."""

    to: str
    text: str
    reference: str


class TextMessages(Protocol):
    def send(self, message: Message, *, within: float) -> str:
        """Hand the message over within so many seconds; return "" or why that could not be done."""
        ...


def text_messages() -> TextMessages:
    """Return the service that ``MOTCUA_SMS`` names."""
    return cast("TextMessages", import_string(settings.MOTCUA_SMS)())

"""Recorded words: plain sound in a WAV file, read to its end. No Django here."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

from motcua.papers.reading.refused import Refused

LONGEST = 180  # seconds
RATES = range(8_000, 48_001)
AT_ONCE = 64 * 1024  # frames


def is_sound(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WAVE"


def check(path: Path) -> None:
    """
    Read every frame.

    :raises Refused: if it is damaged, silent of any frame, or longer than anybody listens to.
    """
    try:
        with wave.open(str(path), "rb") as sound:
            frames, rate = sound.getnframes(), sound.getframerate()
            if not frames or rate not in RATES or sound.getnchannels() > 2:
                raise Refused("damaged")
            if frames > rate * LONGEST:
                raise Refused("heavy")
            read = 0
            while some := sound.readframes(AT_ONCE):
                read += len(some)
            if read != frames * sound.getsampwidth() * sound.getnchannels():
                raise Refused("damaged")
    except (wave.Error, EOFError, struct.error) as reason:
        raise Refused("damaged") from reason

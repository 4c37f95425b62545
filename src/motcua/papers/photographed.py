"""What is written in the square codes of a photo. The photo is read apart from us, and not kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

from motcua.papers.reading import client

_PIECE = 1 << 20


def codes_in(photo: IO[bytes], *, file_name: str) -> list[str]:
    """
    Return the texts of the QR codes in a picture.

    :raises Refusal: if it is no picture that can be read, with how to mend it.
    """
    with tempfile.NamedTemporaryFile(prefix="motcua-code-") as file:
        while piece := photo.read(_PIECE):
            file.write(piece)
        file.flush()
        answer = client.ask("codes", file_name=file_name, path=Path(file.name))
    return [str(text) for text in answer["texts"]]

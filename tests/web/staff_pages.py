"""What tests of the staff's pages share: browsers of the office's people, and what a page says."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from tests import factories as make


def text_of(response) -> str:
    """Return what a page says, without its tags."""
    bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(bare).split())


def content_of(response) -> bytes:
    """Return a file to its end, which also closes it."""
    return b"".join(response.streaming_content)


@contextmanager
def at_most(statements: int) -> Iterator[None]:
    """Fail, naming them, when the block needs more statements."""
    with CaptureQueriesContext(connection) as found:
        yield
    said = "\n".join(query["sql"][:160] for query in found.captured_queries)
    assert len(found) <= statements, f"{len(found)} statements:\n{said}"


def many_dossiers(office: make.Office, count: int, **more) -> None:
    """Put ``count`` dossiers on the office's tables at once."""
    more.setdefault("state", State.FILED)
    Dossier.objects.bulk_create(
        Dossier(
            code=f"{office.unit.code}-260309-{number:05d}",
            agency=office.unit,
            filed_on=make.MONDAY.date(),
            number=number,
            version=office.version,
            receiving_unit=office.desk,
            deciding_unit=office.unit,
            channel="online",
            person_id=office.citizen.person_id,
            filer_id=office.citizen.person_id,
            applicant={"kind": "person", "name": "Siu Blơk", "number": "064190001234"},
            answers={"content": "Đăng ký khai sinh cho con"},
            filed_at=make.MONDAY,
            **more,
        )
        for number in range(1, count + 1)
    )

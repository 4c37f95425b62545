"""Papers are handed in with a dossier: checked, bound and listed in one statement."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.dossiers.errors import PaperNotYours
from motcua.dossiers.models import Dossier, Wait


@dataclass(frozen=True)
class Handed:
    """
    One paper handed in. ``paper_id`` is empty for one that stays on paper at the counter.

    ``item`` is the number of the thing it came for, where a supplement was asked.
    """

    key: str
    title: str
    paper_id: uuid.UUID | None = None
    originals: int = 0
    copies: int = 0
    item: int | None = None


# The rows are held in one order for everybody, so that two requests with the same papers wait and do not
# lock each other out. The dossier itself may come after: its foreign key is looked at on commit.
_HAND_IN = """
WITH handed AS (
    SELECT * FROM unnest(%(keys)s::text[], %(titles)s::text[], %(papers)s::uuid[], %(originals)s::int[],
        %(copies)s::int[], %(items)s::int[])
        WITH ORDINALITY AS h(key, title, paper_id, originals, copies, item, place)
), free AS (
    SELECT id FROM papers_paper
    WHERE id = ANY(%(papers)s::uuid[]) AND owner = ANY(%(owners)s)
        AND NOT starts_with(attached_to, 'dossier:')
    ORDER BY id FOR UPDATE
), taken AS (
    UPDATE papers_paper SET attached_to = %(subject)s FROM free
    WHERE papers_paper.id = free.id RETURNING papers_paper.id, file_id
), lines AS (
    INSERT INTO dossiers_dossierpaper
        (dossier_id, key, title, paper_id, originals, copies, check_result, note, wait_id, item)
    SELECT %(dossier)s, key, title, paper_id, originals, copies, '', '', %(wait)s, item
    FROM handed ORDER BY place
)
SELECT id, file_id FROM taken
"""


@dataclass(frozen=True)
class HandingIn:
    """Papers on their way to a dossier: the statement was sent, its answer not yet read."""

    papers: Sequence[Handed]
    cursor: CursorWrapper

    def said(self) -> list[dict[str, str | int]]:
        """
        Return what the act says of each paper.

        :raises PaperNotYours: if a file is not one of the owners', or serves another dossier.
        """
        with self.cursor:
            sha256_of = dict(self.cursor.fetchall())
        for handed in self.papers:
            if handed.paper_id and handed.paper_id not in sha256_of:
                raise PaperNotYours(paper=handed.paper_id)
        return [
            {
                "key": handed.key,
                "title": handed.title,
                "sha256": sha256_of[handed.paper_id] if handed.paper_id else "",
                **({"item": handed.item} if handed.item else {}),
            }
            for handed in self.papers
        ]


def hand_in(
    papers: Sequence[Handed], *, to: Dossier, owners: Sequence[str], wait: Wait | None = None
) -> HandingIn:
    """
    Bind the files to the dossier and list its papers. Whether they could be is told by ``said``.

    ``wait`` is what they were asked by.

    :raises PaperNotYours: if a file is named twice.
    """
    wanted = Counter(handed.paper_id for handed in papers if handed.paper_id)
    for paper_id in (paper_id for paper_id, times in wanted.items() if times > 1):
        raise PaperNotYours(paper=paper_id)
    cursor = connection.cursor()
    cursor.execute(
        _HAND_IN,
        {
            "keys": [handed.key for handed in papers],
            "titles": [handed.title for handed in papers],
            "papers": [handed.paper_id for handed in papers],
            "originals": [handed.originals for handed in papers],
            "copies": [handed.copies for handed in papers],
            "items": [handed.item for handed in papers],
            "wait": wait.pk if wait else None,
            "owners": list(owners),
            "subject": to.subject,
            "dossier": to.pk,
        },
    )
    return HandingIn(papers, cursor)

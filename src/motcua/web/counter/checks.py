"""What the clerk marked on the papers, as it comes back in a POST, and what that asks of the applicant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.dossiers.models import DossierPaper
from motcua.dossiers.operations.checking import PaperCheck
from motcua.kernel.text import tidy

Check = DossierPaper.Check
LONGEST_NOTE = 500
ASKED_AGAIN = frozenset({Check.MISSING, Check.BAD})
MARKS = [(mark.value, mark.label) for mark in (Check.GOOD, Check.MISSING, Check.BAD)]


@dataclass(frozen=True)
class PaperShown:
    """One paper with its mark: the one kept, or the one just made."""

    line: DossierPaper
    result: str
    note: str

    @property
    def key(self) -> str:
        """The number of the line, as names of inputs carry it: no dots between thousands."""
        return str(self.line.pk)

    @property
    def ask(self) -> str:
        """What to ask for, in words; "" when nothing is."""
        if self.result not in ASKED_AGAIN:
            return ""
        return f"{self.line.title}: {self.note}" if self.note else f"{self.line.title} ({self.word})"

    @property
    def renewed(self) -> bool:
        """Whether another paper came in its place."""
        return self.result == Check.RENEWED

    @property
    def word(self) -> str:
        return str(Check(self.result).label).lower()


def read(papers: Iterable[DossierPaper], data: Mapping[str, str]) -> dict[int, PaperCheck]:
    """Return the marks made on these papers; one without a mark is left as it was."""
    found = {}
    for paper in papers:
        result = data.get(f"check-{paper.pk}", "")
        if result in Check.values and result:
            note = tidy(data.get(f"note-{paper.pk}", ""))[:LONGEST_NOTE]
            found[paper.pk] = PaperCheck(Check(result), note)
    return found


def shown(papers: Iterable[DossierPaper], data: Mapping[str, str]) -> list[PaperShown]:
    """Return the papers as the page shows them, what was typed first."""
    return [
        PaperShown(
            paper,
            data.get(f"check-{paper.pk}", paper.check_result),
            data.get(f"note-{paper.pk}", paper.note),
        )
        for paper in papers
    ]


def items(papers: Iterable[PaperShown], typed: str) -> list[str]:
    """
    Return what to ask for: what the clerk wrote, and each paper marked missing or bad.

    A line about a paper follows its mark: it goes when the paper is good after all.
    """
    marked = list(papers)
    titles = tuple(paper.line.title for paper in marked)
    own = [line for line in map(tidy, typed.splitlines()) if line and not line.startswith(titles)]
    return [*(paper.ask for paper in marked if paper.ask), *own]

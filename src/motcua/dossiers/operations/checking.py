"""What the clerk found on each paper of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.dossiers.models import Dossier, DossierPaper


@dataclass(frozen=True)
class PaperCheck:
    """What the clerk found about one paper of the dossier."""

    result: DossierPaper.Check
    note: str = ""


def keep_checks(dossier: Dossier, checks: Mapping[int, PaperCheck]) -> None:
    """Keep the checks; ``checks`` is keyed by the id of the dossier's paper."""
    if not checks:
        return
    papers = list(dossier.papers.filter(pk__in=checks))
    for paper in papers:
        paper.check_result = checks[paper.pk].result
        paper.note = checks[paper.pk].note
    DossierPaper.objects.bulk_update(papers, ["check_result", "note"])

"""What the project ships: the offices of Gia Lai and its catalogue."""

from django.utils import timezone

from motcua.catalogue import importing
from motcua.catalogue.operations import Imported, import_records
from motcua.catalogue.results import DATA as CATALOGUE
from motcua.journal.actor import SYSTEM
from motcua.orgs.operations import import_tree
from motcua.orgs.tree import DATA as OFFICES
from motcua.orgs.tree import read_tree


class ShippedDataIsWrong(Exception):
    """A file of ours cannot be read: a bug of the release."""


def import_offices() -> None:
    """Add the offices since 1 July 2025, then those before."""
    for name in ("gia-lai-2025.yaml", "gia-lai-before-2025-07.yaml"):
        import_tree(tree=read_tree(OFFICES / name), actor=SYSTEM, at=timezone.now())


def import_catalogue() -> Imported:
    """Publish the shipped procedures and forms that are new or changed."""
    readings = [
        reading
        for folder in (CATALOGUE / "forms", CATALOGUE)
        for file in sorted(folder.glob("*.yaml"))
        for reading in importing.read_records(file)
    ]
    problems = [str(problem) for reading in readings for problem in reading.problems]
    if problems:
        raise ShippedDataIsWrong("\n".join(problems))
    records = [reading.record for reading in readings if reading.record]
    return import_records(records=records, at=timezone.now())

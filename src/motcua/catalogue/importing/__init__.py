"""Reads files of procedures and forms, raw or clean, and reports how well. Pure: no ORM."""

from motcua.catalogue.importing.reading import Position, Problem, Reading
from motcua.catalogue.importing.report import Report
from motcua.catalogue.importing.sources import read_records

__all__ = ["Position", "Problem", "Reading", "Report", "read_records"]

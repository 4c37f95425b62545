"""Reads the raw crawl of the national database. Pure: no ORM, no clock, no files."""

from motcua.catalogue.crawl.ledger import Outcome, Reason, State
from motcua.catalogue.crawl.procedure import CrawlReading, looks_like_crawl, read_procedure

__all__ = ["CrawlReading", "Outcome", "Reason", "State", "looks_like_crawl", "read_procedure"]

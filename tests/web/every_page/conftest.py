"""One walk of everybody through every page, for all tests of this folder."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import override_settings

from motcua.web.ui import fonts
from tests.web.every_page.browser import CHROMIUM, Shelf, Window, chromium
from tests.web.every_page.crawl import Answer, Crawl, route_of
from tests.web.every_page.people import Visitor, as_in_the_trial, everybody


@dataclass
class Walks:
    """What all of them saw; ``linked``: addresses found from a home page, ``typed``: those that were not."""

    answers: list[Answer] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)
    typed: dict[str, str] = field(default_factory=dict)

    def add(self, visitor: Visitor) -> None:
        crawl = Crawl(visitor.name, visitor.client, visitor.within, visitor.enough)
        with override_settings(MOTCUA_STAFF_SECOND_FACTOR=visitor.second_factor):
            crawl.walk([visitor.start])
            self.linked |= crawl.reached
            crawl.walk(address for address, _ in visitor.unlinked)
        self.answers += crawl.found
        self.typed |= {route_of(address): why for address, why in visitor.unlinked}


@pytest.fixture(scope="session")
def walks(django_db_setup, django_db_blocker) -> Walks:
    """Rolled back at once: browsers look at what was answered, not at the database."""
    walks = Walks()
    with django_db_blocker.unblock(), as_in_the_trial(), transaction.atomic():
        for visitor in everybody():
            walks.add(visitor)
        transaction.set_rollback(True)
    return walks


@pytest.fixture(scope="session")
def font_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    fonts.build(folder)
    return folder


@pytest.fixture
def new_window(walks, font_folder):
    """Return a function that opens a window; ``script`` runs in every page before its own."""
    if CHROMIUM is None:
        pytest.skip("BROWSER TESTS SKIPPED: no chromium; apt-get install chromium")
    shelf = Shelf(font_folder)
    with chromium() as browser:
        yield lambda script="": Window(browser, shelf, script)
    shelf.close()

"""Situations at the portal: who is signed in, and what has been begun."""

from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.accounts.models import Person, User
from motcua.catalogue.facts import Applicant, LegalBasis, Step
from motcua.dossiers.models import Draft
from tests import factories as make


@pytest.fixture(autouse=True)
def _on_monday_morning():
    with time_machine.travel(make.MONDAY, tick=True):
        yield


@pytest.fixture
def office(db):
    return make.office()


def signed_in(person_id: int) -> Client:
    client = Client()
    user = Person.objects.select_related("user").get(pk=person_id).user
    assert user is not None
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def mine(office):
    """A browser in which the citizen is signed in."""
    return signed_in(office.citizen.person_id)


@pytest.fixture
def stranger(office):
    return signed_in(make.citizen("Hà", "064090009999").person_id)


@pytest.fixture
def staff(office):
    client = Client()
    client.force_login(
        User.objects.get(pk=office.officer.actor.user_id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@dataclass
class Journey:
    """A citizen at the portal, as a browser without JavaScript sees it."""

    client: Client
    office: make.Office

    def start(self, **data: Any) -> Draft:
        data.setdefault("applicant", "self")
        data.setdefault("unit", self.office.unit.pk)
        url = reverse("portal:start", args=[self.office.version.code])
        response = self.client.post(url, data)
        assert response.status_code == 302, response.content.decode()
        return Draft.objects.latest("started_at")

    def form_of(self, draft: Draft, section: str = "request") -> dict[str, str]:
        """Return the hidden fields of a section's page, as a browser would send them back."""
        page = self.client.get(self.section(draft, section))
        return {"shown": page.context["shown"], "seen": page.context["seen"]}

    def section(self, draft: Draft, section: str = "request") -> str:
        return reverse("portal:draft_section", args=[draft.pk, section])

    def papers(self, draft: Draft) -> str:
        return reverse("portal:draft_papers", args=[draft.pk])

    def review(self, draft: Draft) -> str:
        return reverse("portal:draft_review", args=[draft.pk])

    def fill(self, draft: Draft, **answers: str) -> Any:
        data = {"act": "next", "content": "Đăng ký khai sinh cho con", "note": "", **answers}
        return self.client.post(self.section(draft), {**self.form_of(draft), **data})

    def upload(self, draft: Draft, *files: Any, key: str = "giay-chung-sinh", act: str = "next") -> Any:
        return self.client.post(self.papers(draft), {f"paper-{key}": list(files), "act": act})

    def ready(self) -> Draft:
        draft = self.start()
        self.fill(draft)
        self.upload(draft, png())
        return draft


def png(name: str = "giấy chứng sinh.png", content: bytes = make.PNG) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content, content_type="image/png")


@pytest.fixture
def journey(mine, office):
    return Journey(mine, office)


FULL = make.PROCEDURE.model_copy(
    update={
        "who_may_file": (Applicant.CITIZEN,),
        "steps": (Step(text="Nộp hồ sơ"),),
        "legal_bases": (LegalBasis(number="60/2014/QH13", title="Luật Hộ tịch"),),
    }
)

"""A declaration of which another person has to confirm a part."""

import io
from dataclasses import dataclass

from django.test import Client

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import digest_to_confirm
from motcua.dossiers.models import Confirmation, Dossier, Draft
from motcua.dossiers.operations.saving import Change, seen_now
from motcua.eforms.definition import CoDeclarant, FormField, Section, Subject
from tests import factories as make

NUMBER = "064090001234"
SHARED = Section(
    key="shared",
    title="Về mẹ",
    fields=(
        FormField(key="mother", label="Tên mẹ", element="person.full_name", of="mother"),
        FormField(
            key="mother_number",
            label="Số định danh mẹ",
            element="person.identity_number",
            of="mother",
            required=False,
        ),
    ),
)
OWN = Section(
    key="own",
    title="Riêng",
    fields=(FormField(key="secret", label="Riêng tư"), FormField(key="rel", label="R")),
)
FORM = make.FORM.model_copy(
    update={
        "subjects": (Subject(key="mother", title="Người mẹ"),),
        "sections": (OWN, SHARED),
        "co_declarants": (
            CoDeclarant(
                key="mother",
                title="Mẹ của trẻ",
                of="mother",
                when="rel == 'father'",
                confirms=("shared",),
                statement="Tôi đồng ý.",
            ),
        ),
    }
)
ANSWERS = {"secret": "điều riêng", "rel": "father", "mother": "Ksor H Lan", "mother_number": NUMBER}


@dataclass
class Pair:
    office: make.Office
    draft: Draft
    other: Citizen

    def save(self, **answers: str) -> None:
        seen = seen_now(self.now(), answers)
        changes = [Change(f"t{key}{value}", key, value, seen[key]) for key, value in answers.items()]
        dossiers.save_fields(
            draft_id=self.draft.pk, citizen=self.office.citizen, changes=changes, at=make.MONDAY
        )

    def now(self) -> Draft:
        return Draft.objects.get(pk=self.draft.pk)

    def invite(self, **more: str) -> Confirmation:
        return dossiers.invite(
            draft_id=self.draft.pk, citizen=self.office.citizen, key="mother", at=make.MONDAY, **more
        )

    def confirm(self, asked: Confirmation, by: Citizen | None = None) -> Confirmation:
        digest = digest_to_confirm(self.now(), "mother")
        return dossiers.confirm(
            confirmation_id=asked.pk, citizen=by or self.other, digest=digest, at=make.MONDAY
        )

    def file(self) -> Dossier:
        return dossiers.submit_draft(draft_id=self.draft.pk, citizen=self.office.citizen, at=make.MONDAY)


def pair_of() -> Pair:
    """Return a declarant with a draft that another person has to confirm a part of."""
    office = make.office()
    office.version = make.publish(form=FORM)
    draft = dossiers.start_draft(
        version=office.version, citizen=office.citizen, unit=office.unit, answers=ANSWERS, at=make.MONDAY
    )
    dossiers.attach_to_draft(
        draft_id=draft.pk,
        citizen=office.citizen,
        key="giay-chung-sinh",
        title="Giấy chứng sinh",
        content=io.BytesIO(make.PNG),
        file_name="a.png",
        at=make.MONDAY,
    )
    return Pair(office, draft, make.citizen("Ksor H Lan", NUMBER))


def browser(citizen: Citizen) -> Client:
    client = Client()
    user = Person.objects.select_related("user").get(pk=citizen.person_id).user
    assert user is not None
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client

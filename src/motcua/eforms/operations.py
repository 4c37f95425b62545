"""Publishing forms."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from motcua.eforms.authoring import flaws
from motcua.eforms.definition import FormDefinition
from motcua.eforms.errors import FormFlawed
from motcua.eforms.models import FormVersion


def digest_of(form: FormDefinition) -> str:
    return sha256(form.model_dump_json(by_alias=True).encode()).hexdigest()


@transaction.atomic
def publish(*, form: FormDefinition, at: datetime) -> FormVersion:
    """
    Return the newest version of ``form``, made now if its content is new.

    :raises FormFlawed: with everything that is wrong in it, said to who writes it.
    """
    if found := flaws(form):
        raise FormFlawed(form=form.code, said=" ".join(map(str, found)), flaws=found)
    digest = digest_of(form)
    last = FormVersion.objects.filter(code=form.code).order_by("-number").first()
    if last and last.digest == digest:
        return last
    return FormVersion.objects.create(
        code=form.code,
        number=last.number + 1 if last else 1,
        title=form.title,
        content=form.model_dump(mode="json", by_alias=True),
        digest=digest,
        created_at=at,
    )

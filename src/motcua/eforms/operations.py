"""Publishing forms."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from motcua.eforms.definition import FormDefinition
from motcua.eforms.errors import BeforeTheOneToCome, FormFromThePast, ReasonMissing
from motcua.eforms.models import FormDraft, FormVersion
from motcua.eforms.policies import why_not_publish_draft, why_not_publish_form
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy


def digest_of(form: FormDefinition) -> str:
    return sha256(form.model_dump_json(by_alias=True).encode()).hexdigest()


@transaction.atomic
def publish(*, form: FormDefinition, at: datetime) -> FormVersion:
    """
    Return the newest version of ``form``, made now if its content is new.

    :raises FormFlawed: with everything that is wrong in it, said to who writes it.
    """
    if refusal := why_not_publish_form(form):
        raise refusal
    last = _last(form.code)
    if last and last.digest == digest_of(form):
        return last
    return _made(form, last, at)


@transaction.atomic
def publish_draft(*, draft: FormDraft, from_on: date, because: str, by: str, at: datetime) -> FormVersion:
    """
    Make a draft the next version of its form, in force from a day on. The caller holds the draft.

    :raises FormFlawed: with everything that is wrong in it.
    :raises ReasonMissing: if no ground is given.
    :raises FormFromThePast: if it is to hold for days already gone.
    :raises PublishedMeanwhile: if another version has come since the draft was begun.
    :raises BeforeTheOneToCome: if one published before it is to come later.
    :raises NothingChanged: if it does not differ from the version in force.
    """
    today, last = at.astimezone(VIETNAM).date(), _last(draft.code)
    if refusal := why_not_publish_draft(draft, on=today):
        raise refusal
    if not (ground := tidy(because)):
        raise ReasonMissing
    if from_on < today:
        raise FormFromThePast
    if last and last.from_on and from_on < last.from_on:
        raise BeforeTheOneToCome(number=last.number, on=f"{last.from_on:%d/%m/%Y}")
    version = _made(draft.definition, last, at, from_on=from_on, published_by=by, because=ground)
    draft.ended_at, draft.became = at, version
    draft.save(update_fields=["ended_at", "became"])
    return version


def _last(code: str) -> FormVersion | None:
    return FormVersion.objects.filter(code=code).order_by("-number").first()


def _made(
    form: FormDefinition,
    last: FormVersion | None,
    at: datetime,
    *,
    from_on: date | None = None,
    published_by: str = "",
    because: str = "",
) -> FormVersion:
    return FormVersion.objects.create(
        code=form.code,
        number=last.number + 1 if last else 1,
        title=form.title,
        content=form.model_dump(mode="json", by_alias=True),
        digest=digest_of(form),
        created_at=at,
        from_on=from_on,
        published_by=published_by,
        because=because,
    )

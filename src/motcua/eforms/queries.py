"""Reading forms, their drafts and samples."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from motcua.eforms.models import FormDraft, FormSample, FormVersion

_MOST = 2**31 - 1


def form_version(code: str, number: int) -> FormVersion | None:
    """Return one version of a form."""
    if not 0 < number <= _MOST or "\x00" in code:
        return None
    return FormVersion.objects.filter(code=code, number=number).first()


def forms_in_force(on: date) -> dict[str, FormVersion]:
    """Return the version of every form in force on a day: of those begun, the newest."""
    begun = FormVersion.objects.filter(Q(from_on=None) | Q(from_on__lte=on))
    return {form.code: form for form in begun.order_by("code", "-number").distinct("code")}


def form_in_force(code: str, on: date) -> FormVersion | None:
    begun = FormVersion.objects.filter(Q(from_on=None) | Q(from_on__lte=on), code=code)
    return begun.order_by("-number").first()


def versions_of(code: str) -> Sequence[FormVersion]:
    """Return every version of a form, the newest first."""
    return list(FormVersion.objects.filter(code=code).order_by("-number"))


def draft_of(code: str) -> FormDraft | None:
    """Return the version being written, if one is."""
    return FormDraft.objects.filter(code=code, ended_at=None).first()


def drafts() -> dict[str, FormDraft]:
    return {draft.code: draft for draft in FormDraft.objects.filter(ended_at=None)}


def samples_of(code: str) -> QuerySet[FormSample]:
    return FormSample.objects.filter(code=code).order_by("name")


def subject_of_form(code: str) -> str:
    """Return the subject of a form in the journal."""
    return f"form:{code}"

"""Why a form may not be published."""

from datetime import date

from motcua.eforms.authoring import flaws
from motcua.eforms.definition import FormDefinition
from motcua.eforms.errors import FormFlawed, NothingChanged, PublishedMeanwhile
from motcua.eforms.models import FormDraft, FormVersion
from motcua.eforms.queries import form_in_force
from motcua.kernel.errors import Refusal


def why_not_publish_form(form: FormDefinition) -> Refusal | None:
    """Return everything that is wrong in a form, said to who writes it."""
    if found := flaws(form):
        return FormFlawed(form=form.title, said=" ".join(map(str, found)), flaws=found)
    return None


def why_not_publish_draft(draft: FormDraft, *, on: date) -> Refusal | None:
    """Return why a draft is not the next version of its form."""
    if refusal := why_not_publish_form(draft.definition):
        return refusal
    last = FormVersion.objects.filter(code=draft.code).order_by("-number").first()
    if last and last.number != draft.based_on:
        return PublishedMeanwhile(number=last.number)
    now = form_in_force(draft.code, on)
    return NothingChanged() if now and now == last and now.definition == draft.definition else None

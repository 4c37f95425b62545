"""Writing the next version of a form: every edit is kept, and nobody's is written over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.eforms.authoring import Flaw, flaws
from motcua.eforms.definition import FormDefinition
from motcua.eforms.differences import between
from motcua.eforms.errors import (
    EditedMeanwhile,
    FormExists,
    NoDraft,
    NoSuchForm,
    NoSuchPlace,
    SampleNameMissing,
    ThingFlawed,
)
from motcua.eforms.models import FormDraft, FormEdit, FormSample, FormVersion
from motcua.eforms.queries import form_in_force, subject_of_form
from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting

Change = Callable[[FormDefinition], FormDefinition]


@transaction.atomic
def begin_draft(*, admin: Posting, code: str, at: datetime) -> FormDraft:
    """
    Begin the next version of a form as the one in force; where one is being written already, return that.

    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises NoSuchForm: if there is none.
    """
    if refusal := why_not_administer_province(admin):
        raise refusal
    if open_draft := _open(code):
        return open_draft
    newest = FormVersion.objects.filter(code=code).order_by("-number").first()
    found = form_in_force(code, at.astimezone(VIETNAM).date()) or newest
    if found is None or newest is None:
        raise NoSuchForm(form=code)
    return _begin(
        admin, found.definition, newest.number, _("Bắt đầu từ bản số %(n)s") % {"n": found.number}, at
    )


@transaction.atomic
def begin_form(*, admin: Posting, form: FormDefinition, at: datetime) -> FormDraft:
    """
    Begin a form there has never been.

    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises FormExists: if another has its code.
    """
    if refusal := why_not_administer_province(admin):
        raise refusal
    if FormVersion.objects.filter(code=form.code).exists() or _open(form.code):
        raise FormExists(form=form.code)
    return _begin(admin, form, 0, _("Bắt đầu biểu mẫu mới"), at)


@transaction.atomic
def edit_draft(
    *, admin: Posting, code: str, seen: int, change: Change, at: datetime, place: str = ""
) -> FormDraft:
    """
    Change the draft; without any difference nothing is kept.

    :param seen: the revision that the administrator was looking at.
    :param place: the key of what is written: new flaws there are refused, elsewhere they are shown.
    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises NoDraft: if none is being written.
    :raises EditedMeanwhile: if somebody has edited it since.
    :raises ThingFlawed: if what was written is wrong by itself.
    """
    draft = _locked(admin, code, seen)
    before = draft.definition
    after = FormDefinition.model_validate(change(before).model_dump(by_alias=True))
    if place and (found := new_flaws(before, after, place)):
        raise ThingFlawed(said=" ".join(flaw.message for flaw in found), flaws=found)
    with override("vi"):  # what is kept is Vietnamese, whoever edits
        said = [str(each) for each in between(before, after)]
    return _keep(draft, after, said, admin, at) if after != before else draft


@transaction.atomic
def return_to(*, admin: Posting, code: str, seen: int, revision: int, at: datetime) -> FormDraft:
    """
    Put the draft back to what it was after an earlier edit: another edit, nothing is lost.

    :raises NoSuchPlace: if there was no such edit. Otherwise as ``edit_draft``.
    """
    draft = _locked(admin, code, seen)
    earlier = draft.edits.filter(revision=revision).first()
    if earlier is None:
        raise NoSuchPlace
    if earlier.content == draft.content:
        return draft
    with override("vi"):
        said = [_("Trở lại như sau lần sửa %(n)s") % {"n": revision}]
    return _keep(draft, FormDefinition.model_validate(earlier.content), said, admin, at)


@transaction.atomic
def throw_away(*, admin: Posting, code: str, seen: int, at: datetime) -> None:
    """End a draft that will not be published; what was written stays in the database. As ``edit_draft``."""
    draft = _locked(admin, code, seen)
    draft.ended_at = at
    draft.save(update_fields=["ended_at"])
    _record("catalogue.form-draft-thrown-away", draft, admin, at)


@transaction.atomic
def keep_sample(
    *, admin: Posting, code: str, name: str, answers: Mapping[str, Any], at: datetime
) -> FormSample:
    """
    Keep sample answers under a name, over those of the same name.

    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises SampleNameMissing: without a name.
    """
    if refusal := why_not_administer_province(admin):
        raise refusal
    if not (called := tidy(name)[:120]):
        raise SampleNameMissing
    told = {"answers": dict(answers), "changed_by": admin.actor.name, "changed_at": at}
    sample, made = FormSample.objects.select_for_update().update_or_create(
        code=code, name=called, defaults=told
    )
    verb = "catalogue.form-sample-made" if made else "form.sample-changed"
    journal.record(verb, subject=subject_of_form(code), actor=admin.actor, at=at, form=code, sample=called)
    return sample


@transaction.atomic
def drop_sample(*, admin: Posting, code: str, pk: int, at: datetime) -> None:
    """:raises NotAdministrator: unless ``admin`` administers the province."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    sample = FormSample.objects.select_for_update().filter(code=code, pk=pk).first()
    if sample is None:
        return
    sample.delete()
    verb = "catalogue.form-sample-dropped"
    subject = subject_of_form(code)
    journal.record(verb, subject=subject, actor=admin.actor, at=at, form=code, sample=sample.name)


def new_flaws(before: FormDefinition, after: FormDefinition, place: str) -> list[Flaw]:
    """Return what is wrongly written at a place, and was not before: what is only missing may come later."""
    known = flaws(before)
    return [flaw for flaw in flaws(after) if flaw.part and flaw.place == place and flaw not in known]


def locked_draft(admin: Posting, code: str, seen: int) -> FormDraft:
    """Return the draft, held until the transaction ends, as it was seen. As ``edit_draft``."""
    return _locked(admin, code, seen)


def _open(code: str) -> FormDraft | None:
    return FormDraft.objects.select_for_update().filter(code=code, ended_at=None).first()


def _locked(admin: Posting, code: str, seen: int) -> FormDraft:
    if refusal := why_not_administer_province(admin):
        raise refusal
    draft = _open(code)
    if draft is None:
        raise NoDraft(form=code)
    if draft.revision != seen:
        last = draft.edits.order_by("-revision").first()
        raise EditedMeanwhile(who=draft.changed_by, what="; ".join(last.said[:3]) if last else "")
    return draft


def _begin(admin: Posting, form: FormDefinition, based_on: int, said: str, at: datetime) -> FormDraft:
    draft = FormDraft.objects.create(
        code=form.code,
        based_on=based_on,
        content=form.model_dump(mode="json", by_alias=True),
        changed_by=admin.actor.name,
        changed_at=at,
    )
    _note(draft, [said], admin, at)
    _record("catalogue.form-draft-begun", draft, admin, at, based_on=based_on, title=form.title)
    return draft


def _keep(draft: FormDraft, form: FormDefinition, said: list[str], admin: Posting, at: datetime) -> FormDraft:
    draft.content = form.model_dump(mode="json", by_alias=True)
    draft.__dict__.pop("definition", None)
    draft.revision += 1
    draft.changed_by, draft.changed_at = admin.actor.name, at
    draft.save(update_fields=["content", "revision", "changed_by", "changed_at"])
    _note(draft, said, admin, at)
    _record("catalogue.form-draft-edited", draft, admin, at, said=said[:20])
    return draft


def _note(draft: FormDraft, said: list[str], admin: Posting, at: datetime) -> None:
    FormEdit.objects.create(
        draft=draft, revision=draft.revision, content=draft.content, said=said, by=admin.actor.name, at=at
    )


def _record(verb: str, draft: FormDraft, admin: Posting, at: datetime, **told: Any) -> None:
    journal.record(
        verb,
        subject=subject_of_form(draft.code),
        actor=admin.actor,
        at=at,
        form=draft.code,
        revision=draft.revision,
        **told,
    )

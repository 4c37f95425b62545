"""Forms where procedures use them: which papers go with one, publishing the next version, its first day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.catalogue.facts import RequiredPaper
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import GENERAL_FORM, one_at_a_time, put_form_in_force
from motcua.catalogue.results import GENERAL, templates
from motcua.eforms.asking_again import asked_again
from motcua.eforms.authoring import Flaw, flaws
from motcua.eforms.burden import Asked
from motcua.eforms.definition import FormDefinition
from motcua.eforms.differences import Difference, between
from motcua.eforms.drafting import locked_draft
from motcua.eforms.errors import FormFlawed
from motcua.eforms.models import FormDraft, FormVersion
from motcua.eforms.operations import publish_draft
from motcua.eforms.policies import why_not_publish_draft
from motcua.eforms.queries import form_in_force, forms_in_force, subject_of_form
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import words
from motcua.orgs.postings import Posting

MOST_ALIKE = 20
"""Where more procedures use a form, their papers differ too much to be counted with it."""


def users_of(code: str) -> QuerySet[ProcedureVersion]:
    """Return the procedures in force that use a form."""
    named = ["", code] if code == GENERAL_FORM else [code]
    return ProcedureVersion.objects.filter(to_on=None, content__form__in=named).order_by("code")


def how_many_use() -> Mapping[str, int]:
    """Return of each form how many procedures in force use it."""
    counts: dict[str, int] = {}
    for name in ProcedureVersion.objects.filter(to_on=None).values_list("content__form", flat=True):
        counts[name or GENERAL_FORM] = counts.get(name or GENERAL_FORM, 0) + 1
    return counts


def papers_with(code: str) -> list[RequiredPaper]:
    """Return the papers the procedures that use a form ask for, each once; of a general form none."""
    users = list(users_of(code)[: MOST_ALIKE + 1])
    if len(users) > MOST_ALIKE:
        return []
    found = {paper.key or paper.name: paper for version in users for paper in version.facts.papers}
    return list(found.values())


def paper_names(code: str) -> dict[str, str]:
    """Return the names of those papers by the keys forms name them with."""
    return {paper.key: paper.name for paper in papers_with(code) if paper.key}


def papers_asked(form: FormDefinition) -> Asked | None:
    """Return how many papers go with a form: asked of everybody, and at most; None of a general form."""
    users = list(users_of(form.code)[: MOST_ALIKE + 1])
    if len(users) > MOST_ALIKE:
        return None
    said = {paper.paper: bool(paper.when) for paper in form.papers}
    ranges = [_range(version.facts.papers, said) for version in users] or [(0, len(said))]
    return Asked(max(least for least, _most in ranges), max(most for _least, most in ranges))


def _range(papers: Iterable[RequiredPaper], said: Mapping[str, bool]) -> tuple[int, int]:
    handed_in = [paper for paper in papers if not paper.present_only]
    seldom = [said.get(p.key, said.get(p.name, bool(p.when or p.case) or not p.required)) for p in handed_in]
    return seldom.count(False), len(handed_in)


def obstacles(form: FormDefinition) -> list[Flaw]:
    """Return everything for which a form is not published: flaws, and what it asks though it is known."""
    return [*flaws(form), *asked_again(form), *_papers_asked_again(form)]


def _papers_asked_again(form: FormDefinition) -> list[Flaw]:
    """Return the papers of the form that offices of the state made, and that the vault cannot give here."""
    known = {key: paper for paper in papers_with(form.code) for key in (paper.key, paper.name)}
    found = []
    for asked in form.papers:
        paper = known.get(asked.paper)
        name = paper.name if paper else asked.paper
        made = _result_named_in(name)
        if made and not asked.asked_because and not (paper and paper.types):
            said = _(
                "“%(paper)s” là kết quả do cơ quan nhà nước cấp (%(result)s), đã có trong kho giấy tờ. "
                "Hãy bỏ giấy này, gắn loại kết quả cho nó trong danh mục thủ tục, "
                "hoặc ghi vì sao vẫn phải nộp."
            ) % {"paper": name, "result": made}
            found.append(Flaw(asked.paper, said))
    return found


def _result_named_in(name: str) -> str:
    """Return the result a paper is, by the name it has in our catalogue of results."""
    asked = f" {' '.join(words(name))} "
    made = (template.title for template in templates().values() if template.template != GENERAL)
    return next((title for title in made if f" {' '.join(words(title))} " in asked), "")


def why_not_publish(draft: FormDraft, *, on: date) -> Refusal | None:
    """Return why a draft is not published as it stands."""
    if found := obstacles(draft.definition):
        return FormFlawed(form=draft.definition.title, said=" ".join(map(str, found)), flaws=found)
    return why_not_publish_draft(draft, on=on)


@transaction.atomic
def publish_form(
    *, admin: Posting, code: str, seen: int, from_on: date, because: str, at: datetime
) -> FormVersion:
    """
    Publish the draft of a form, and give it to the procedures that use it once its day has come.

    Drafts and dossiers keep the version of the procedure they were begun with, and so its form.

    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises NoDraft: if none is being written.
    :raises EditedMeanwhile: if it is not the revision that was looked at.
    :raises FormFlawed: for every obstacle. Otherwise as ``publish_draft``.
    """
    one_at_a_time()
    draft, today = locked_draft(admin, code, seen), at.astimezone(VIETNAM).date()
    if refusal := why_not_publish(draft, on=today):
        raise refusal
    before = form_in_force(code, today)
    version = publish_draft(draft=draft, from_on=from_on, because=because, by=admin.actor.name, at=at)
    given = bring_in(code, at=at)
    _record("catalogue.form-published", version, admin.actor, at, given, said=_said(before, version))
    return version


def differences(before: FormVersion | None, after: FormDefinition) -> list[Difference]:
    """Return how a form differs from a version; of a new one everything is new."""
    empty = FormDefinition(code=after.code, title="", sections=())
    return between(before.definition if before else empty, after, papers=paper_names(after.code))


def put_due_forms_in_force(*, at: datetime) -> int:
    """Give procedures the forms whose day has come; return how many forms. Run twice, it does it once."""
    today, done = at.astimezone(VIETNAM).date(), 0
    for code, version in forms_in_force(today).items():
        if version.from_on is None or not users_of(code).exclude(form=version).exists():
            continue
        with transaction.atomic():
            one_at_a_time()
            if given := bring_in(code, at=at):
                _record("catalogue.form-in-force", version, SYSTEM, at, given)
                done += 1
    return done


def bring_in(code: str, *, at: datetime) -> Sequence[str]:
    """Give the procedures that use a form its version in force; return their codes."""
    version = form_in_force(code, at.astimezone(VIETNAM).date())
    return put_form_in_force(users_of(code).exclude(form=version), version, at) if version else []


def _said(before: FormVersion | None, version: FormVersion) -> list[str]:
    with override("vi"):  # what is kept is Vietnamese, whoever publishes
        return [str(each) for each in differences(before, version.definition)]


def _record(
    verb: str, version: FormVersion, actor: Actor, at: datetime, given: Sequence[str], **told: Any
) -> None:
    journal.record(
        verb,
        subject=subject_of_form(version.code),
        actor=actor,
        at=at,
        form=version.code,
        name=version.title,
        number=version.number,
        from_on=version.from_on.isoformat() if version.from_on else "",
        because=version.because,
        procedures=len(given),
        **told,
    )

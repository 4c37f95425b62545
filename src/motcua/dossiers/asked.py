"""What was asked of an applicant, thing by thing, and what came for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from motcua.dossiers.errors import NoSuchItem, NoSuchQuestion
from motcua.dossiers.models import Dossier, DossierPaper, Wait
from motcua.dossiers.waits import Kind
from motcua.eforms import rules as eforms

ANSWER_ANEW = "Trả lời lại: {label}"


@dataclass(frozen=True)
class Item:
    """
    One thing asked: ``text`` is what the letter says. Either a paper, or the answer to ``question``.

    ``key`` and ``title`` are those of the paper wanted; ``line`` is the paper of the dossier it replaces.
    ``again``: what the state already holds of it, and why it is asked all the same.
    """

    text: str
    title: str
    key: str = ""
    line: int | None = None
    question: str = ""
    again: str = ""

    @property
    def told(self) -> str:
        """Return what the letter says."""
        return f"{self.text} ({self.again})" if self.again else self.text

    @property
    def guidance(self) -> str:
        """Return what the office wrote besides the name of the paper."""
        if self.question or not self.text.startswith(self.title):
            return ""
        return self.text.removeprefix(self.title).strip(" :()")


@dataclass(frozen=True)
class Asked:
    """One thing asked, with the papers that came for it, or the ``answer`` given anew, in words."""

    number: int
    item: Item
    before: DossierPaper | None
    came: list[DossierPaper]
    answered: bool
    answer: str

    @property
    def met(self) -> bool:
        return self.answered or bool(self.came)


def items_for(dossier: Dossier, texts: Iterable[str], questions: Iterable[str]) -> list[Item]:
    """
    Return what is asked: a line that begins with the name of a paper is about that paper.

    :raises NoSuchQuestion: if the form of the dossier does not ask one of ``questions``.
    """
    lines = {p.title: (p.key, p.pk) for p in dossier.papers.order_by("pk")}
    listed = {p.name: (p.key, None) for p in dossier.version.facts.papers if not p.present_only}
    known = {**listed, **lines}
    titles = sorted(known, key=len, reverse=True)
    found = []
    for text in texts:
        title = next((title for title in titles if text.startswith(title)), None)
        key, line = known[title] if title else ("", None)
        found.append(Item(text, title or text, key, line))
    labels = question_labels(dossier)
    for question in questions:
        if question not in labels:
            raise NoSuchQuestion(question=question)
        label = labels[question]
        found.append(Item(ANSWER_ANEW.format(label=label), label, question=question))
    return found


def question_labels(dossier: Dossier) -> dict[str, str]:
    """Return the questions of the dossier's form, as its answers bring them up."""
    form = dossier.version.form
    if form is None:
        return {}
    asked = eforms.check(form.definition, dossier.answers, on=dossier.filed_on).asked
    return {key: eforms.label_of(item) for key, item in form.definition.items.items() if key in asked}


def kept(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return the items as a wait keeps them."""
    return [asdict(item) for item in items]


def items_of(wait: Wait) -> list[Item]:
    """Return what a wait asks for. Those of before it was kept thing by thing have the words only."""
    found = wait.content.get("items", [])
    return [Item(**each) if isinstance(each, dict) else Item(each, each) for each in found]


def last_asked(dossier: Dossier) -> Wait | None:
    """Return the last supplement asked for, still awaited or not."""
    asked = [wait for wait in dossier.waits.all() if wait.kind == Kind.SUPPLEMENT]
    return max(asked, key=lambda wait: (wait.asked_at, wait.pk), default=None)


def things_asked(dossier: Dossier, papers: Sequence[DossierPaper]) -> list[Asked]:
    """Return what was last asked for, with what came of it among the ``papers`` of the dossier."""
    wait = last_asked(dossier)
    if wait is None:
        return []
    by_pk = {paper.pk: paper for paper in papers}
    changed = set(wait.content.get("changed", []))
    form = dossier.version.form
    words = eforms.shown(form.definition, dossier.answers) if form and changed else {}
    return [
        Asked(
            number,
            item,
            by_pk.get(item.line) if item.line else None,
            [paper for paper in papers if paper.wait_id == wait.pk and paper.item == number],
            item.question in changed,
            words.get(item.question, "") if item.question in changed else "",
        )
        for number, item in enumerate(items_of(wait), start=1)
    ]


def check_numbers(wait: Wait, named: Iterable[int | None]) -> None:
    """
    Check that what papers say they are for was asked, and asks for papers.

    :raises NoSuchItem: otherwise.
    """
    numbers = {number for number, item in enumerate(items_of(wait), start=1) if not item.question}
    for number in named:
        if number is not None and number not in numbers:
            raise NoSuchItem(number=number)

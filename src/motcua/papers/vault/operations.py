"""Everything that changes a vault or tells who used it. Whoever calls has asked the access rules above."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.text import tidy
from motcua.papers.models import IssuedPaper, Paper, StoredFile
from motcua.papers.vault import rules
from motcua.papers.vault.errors import (
    CannotPutAway,
    HeldPaperNotFound,
    HolderMissing,
    NotUsable,
    PurposeMissing,
    ShareClosed,
    ShareTooLong,
    TermBackwards,
)
from motcua.papers.vault.models import HeldPaper, Level, Share, Standing, Use


@dataclass(frozen=True)
class Description:
    """What is known of a paper when it is put into a vault (``HeldPaper`` says what each means)."""

    paper_type: str
    title: str
    holder: str = ""
    holder_name: str = ""
    holder_born: str = ""
    number: str = ""
    abstract: str = ""
    issuer: str = ""
    issued_on: date | None = None
    issued_at_place: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    scope: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def keep(
    *,
    owner: str,
    file: StoredFile,
    said: Description,
    level: Level,
    actor: Actor,
    at: datetime,
    issued: IssuedPaper | None = None,
    came_from: str = "",
) -> HeldPaper:
    """
    Put a paper into the vault of ``owner``. The same content of one type is kept once.

    Two at once wait for each other: serial numbers run without gaps for a holder and type, whoever has them.

    :raises HolderMissing: without identifier, and without name, year of birth, day and place of issue (Decree
        118/2025/NĐ-CP, Art. 19.2); what is issued here has its issue for that.
    :raises TermBackwards: if it ends before it begins.
    """
    if issued is None:
        _check_holder(said)
    if said.valid_from and said.valid_until and said.valid_until < said.valid_from:
        raise TermBackwards
    identity = said.holder or owner.replace(":", "-")
    _one_at_a_time(identity, said.paper_type)
    mine = HeldPaper.objects.filter(owner=owner, paper_type=said.paper_type, file=file)
    if already := mine.filter(put_away_at=None).first():
        return already
    serial = _last_serial(said, owner) + 1
    held = HeldPaper.objects.create(
        owner=owner,
        code=rules.code_of(holder=identity, paper_type=said.paper_type, serial=serial, on=localdate(at)),
        serial=serial,
        level=level,
        file=file,
        issued=issued,
        came_from=came_from,
        added_at=at,
        added_by=actor.name,
        **vars(said) | {"facts": dict(said.facts)},
    )
    journal.record(
        "held.kept",
        subject=held.subject,
        actor=actor,
        at=at,
        opens=True,
        owner=owner,
        code=held.code,
        level=level.value,
        sha256=file.sha256,
        came_from=came_from,
    )
    return held


@transaction.atomic
def look(*, held: HeldPaper, by: str, purpose: str, subject: str = "", by_owner: bool, at: datetime) -> Use:
    """Write down that somebody sees a paper; called before it is shown."""
    return Use.objects.create(
        held=held, kind=Use.Kind.LOOKED, at=at, by=by, by_owner=by_owner, purpose=purpose, subject=subject
    )


@transaction.atomic
def reuse(
    *,
    held_id: uuid.UUID,
    owners: tuple[str, ...],
    kind: str,
    purpose: str,
    subject: str,
    actor: Actor,
    at: datetime,
    by_owner: bool = True,
) -> Paper:
    """
    Use a paper of the vault where one is asked for: the same content as a new paper, attached to ``subject``.

    ``kind`` is the key of what is asked for. Ticked twice, it is one paper. ``by_owner`` is False at a desk.

    :raises HeldPaperNotFound: if none of ``owners`` holds it.
    :raises NotUsable: if it is out of force on the day.
    """
    held = _mine(held_id, owners)
    standing = held.standing(localdate(at))
    if standing != Standing.IN_FORCE:
        raise NotUsable(title=held.title, standing=str(standing.label).lower())
    again = Paper.objects.filter(
        attached_to=subject, kind=kind, file_id=held.file_id, owner=held.owner
    ).first()
    if again:
        return again
    paper = Paper.objects.create(
        owner=held.owner,
        kind=kind,
        title=held.title,
        file_name=file_name_of(held),
        file_id=held.file_id,
        uploaded_at=at,
        uploaded_by_id=actor.user_id,
        attached_to=subject,
    )
    Use.objects.create(
        held=held,
        kind=Use.Kind.REUSED,
        at=at,
        by=actor.name,
        by_owner=by_owner,
        purpose=purpose,
        subject=subject,
        paper=paper,
    )
    journal.record("held.reused", subject=held.subject, actor=actor, at=at, by=subject, purpose=purpose)
    return paper


@transaction.atomic
def share(
    *, held_id: uuid.UUID, owners: tuple[str, ...], purpose: str, days: int, actor: Actor, at: datetime
) -> tuple[Share, str]:
    """
    Let whoever has the key see one paper for ``days``; return the share and the key, which is not kept.

    :raises HeldPaperNotFound: if none of ``owners`` holds it.
    :raises PurposeMissing: without a purpose.
    :raises ShareTooLong: for no day, or more days than the rule of the day allows.
    """
    held = _mine(held_id, owners)
    longest = int(rules.value("share.longest_days", localdate(at)))
    if not tidy(purpose):
        raise PurposeMissing
    if not 1 <= days <= longest:
        raise ShareTooLong(days=longest)
    key = secrets.token_urlsafe(24)
    made = Share.objects.create(
        held=held, key_hash=_hash(key), purpose=tidy(purpose), made_at=at, until=at + timedelta(days=days)
    )
    until = made.until.isoformat()
    journal.record(
        "held.shared",
        subject=held.subject,
        actor=actor,
        at=at,
        share=made.pk,
        purpose=made.purpose,
        until=until,
    )
    return made, key


@transaction.atomic
def open_share(*, key: str, by: str, at: datetime) -> HeldPaper:
    """
    Return the paper that a key opens, and write down that it was seen.

    :raises ShareClosed: when the key opens nothing (any more).
    """
    found = Share.objects.select_related("held__issued", "held__file").filter(key_hash=_hash(key)).first()
    if found is None or not found.is_open(at) or found.held.put_away_at:
        raise ShareClosed
    Use.objects.create(held=found.held, kind=Use.Kind.SHARED, at=at, by=by, purpose=found.purpose)
    return found.held


@transaction.atomic
def end_share(*, share_id: int, owners: tuple[str, ...], actor: Actor, at: datetime) -> Share:
    """
    Take leave back; from now on the key opens nothing. Taken back twice, it stays as it was.

    :raises HeldPaperNotFound: if the paper is not held by ``owners``.
    """
    found = Share.objects.select_for_update(of=("self",)).filter(pk=share_id, held__owner__in=owners).first()
    if found is None:
        raise HeldPaperNotFound
    if found.ended_at is None:
        held = HeldPaper.objects.locked(found.held_id)
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        journal.record("held.share-ended", subject=held.subject, actor=actor, at=at, share=found.pk)
    return found


@transaction.atomic
def put_away(*, held_id: uuid.UUID, owners: tuple[str, ...], actor: Actor, at: datetime) -> HeldPaper:
    """
    Take an own upload out of the vault. What was handed in with a dossier stays with the dossier.

    :raises HeldPaperNotFound: if none of ``owners`` holds it.
    :raises CannotPutAway: if an office issued or digitised it.
    """
    held = _mine(held_id, owners)
    if held.level != Level.OWN:
        raise CannotPutAway(title=held.title)
    held.put_away_at = at
    held.save(update_fields=["put_away_at"])
    held.shares.filter(ended_at=None).update(ended_at=at)
    journal.record("held.put-away", subject=held.subject, actor=actor, at=at)
    return held


def _check_holder(said: Description) -> None:
    known = said.holder_name and said.holder_born and said.issued_on and said.issued_at_place
    if not said.holder and not known:
        raise HolderMissing


def _one_at_a_time(identity: str, paper_type: str) -> None:
    """Hold this row of serial numbers to the end of the transaction: there may be no paper yet to lock."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('motcua.held:' || %s || ':' || %s, 0))",
            [identity, paper_type],
        )


def _last_serial(said: Description, owner: str) -> int:
    """Return the last number given to papers of this type about this holder, whoever has them."""
    about = {"holder": said.holder} if said.holder else {"holder": "", "owner": owner}
    row = HeldPaper.objects.filter(paper_type=said.paper_type, **about)
    return int(row.aggregate(last=Max("serial"))["last"] or 0)


def _mine(held_id: uuid.UUID, owners: tuple[str, ...]) -> HeldPaper:
    try:
        held = HeldPaper.objects.locked(held_id)
    except HeldPaper.DoesNotExist:
        raise HeldPaperNotFound from None
    if held.owner not in owners or held.put_away_at:
        raise HeldPaperNotFound
    return held


def file_name_of(held: HeldPaper) -> str:
    """Return the name under which the file is given out."""
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
    return f"{held.code}.{ending[held.file.media_type]}"


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()

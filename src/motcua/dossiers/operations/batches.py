"""Many documents signed at one press, each by itself: what fails says why, and stops no other."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.dossiers.errors import (
    BatchOfAnother,
    ChangedSinceOpened,
    MoveNotAllowed,
    NothingChosen,
    NotOpenedYet,
    NotWaiting,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.result_signing import sign, sign_correction
from motcua.dossiers.operations.signing import sign_letter
from motcua.dossiers.signing_batches import DocumentOpened, SigningBatch, SigningItem
from motcua.dossiers.states import Move, State
from motcua.dossiers.to_sign import MOST, RESULT, document, waiting_for_signature, was_opened
from motcua.journal.models import Act
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting, posting_of

log = structlog.get_logger(__name__)
SIGNATURES = [f"dossier.{move.value}" for move in (Move.SIGN, Move.SIGN_IN_TURN, Move.SIGN_CORRECTION)]


@transaction.atomic
def note_opened(*, posting: Posting, ref: str, version: str, at: datetime) -> None:
    """Note that a signer was shown a document in this wording, if it waits for them in it."""
    found = document(posting, ref)
    if found and found.version == version:
        DocumentOpened.objects.get_or_create(
            officer_id=posting.officer_id, ref=ref, version=version, defaults={"opened_at": at}
        )


@transaction.atomic
def begin_batch(
    *,
    batch_id: uuid.UUID,
    signer: Posting,
    chosen: Collection[str],
    tracking_url: Callable[[str], str],
    at: datetime,
) -> tuple[SigningBatch, bool]:
    """
    Put down what a signer chose to sign. Return the batch, and whether it is new: pressed twice it is one.

    ``chosen`` are "<ref>@<version>", as the list showed them. What no longer waits says so at once.

    :raises NothingChosen: if nothing of it waits for them.
    :raises BatchOfAnother: if the batch is somebody else's.
    """
    batch, made = SigningBatch.objects.get_or_create(
        pk=batch_id, defaults={"officer_id": signer.officer_id, "made_at": at}
    )
    if batch.officer_id != signer.officer_id:
        raise BatchOfAnother
    if not made:
        return batch, False
    wanted = dict(each.rpartition("@")[::2] for each in list(chosen)[:MOST])
    items = list(_items(batch, wanted, signer, tracking_url))
    gone = wanted.keys() - {item.ref for item in items}
    items += _gone(batch, {ref: wanted[ref] for ref in gone}, signer, at)
    if not items:
        raise NothingChosen
    SigningItem.objects.bulk_create(items)
    return batch, True


def _items(
    batch: SigningBatch, wanted: Mapping[str, str], signer: Posting, tracking_url: Callable[[str], str]
) -> Iterator[SigningItem]:
    for each in waiting_for_signature(signer):
        if each.ref in wanted:
            yield SigningItem(
                batch=batch,
                ref=each.ref,
                version=wanted[each.ref],
                code=each.dossier.code,
                title=each.title,
                tracking_url=tracking_url(each.dossier.code),
            )


def _gone(
    batch: SigningBatch, wanted: Mapping[str, str], signer: Posting, at: datetime
) -> Iterator[SigningItem]:
    """Yield what was chosen from an old list and no longer waits: results of dossiers the signer may see."""
    parts = (ref.partition(":") for ref in wanted)
    keys = [key for kind, _colon, key in parts if kind == RESULT and _is_uuid(key)]
    with override("vi"):
        said = str(NotWaiting())
    for dossier in Dossier.objects.visible_to(signer).filter(pk__in=keys).select_related("version"):
        yield SigningItem(
            batch=batch,
            ref=dossier.subject,
            version=wanted[dossier.subject],
            code=dossier.code,
            title=dossier.version.name,
            state=SigningItem.State.REFUSED,
            said=said,
            done_at=at,
        )


def _is_uuid(key: str) -> bool:
    try:
        uuid.UUID(key)
    except ValueError:
        return False
    return True


def run_batch(*, batch_id: uuid.UUID, clock: Callable[[], datetime]) -> None:
    """
    Sign what waits of a batch, one document after the other, each in transactions of its own.

    Broken off and run again it goes on where it was: what was signed is not signed twice.
    """
    batch = SigningBatch.objects.select_related("officer__user").get(pk=batch_id)
    for item in batch.items.filter(state=SigningItem.State.WAITING):
        at = clock()
        signer = posting_of(batch.officer, on=at.astimezone(VIETNAM).date(), face="desk")
        with override("vi"):  # what is kept is not said in the language of whoever reads
            said = _tried(item, batch, signer, at)
        _note(item, said, at)


def _tried(item: SigningItem, batch: SigningBatch, signer: Posting, at: datetime) -> str:
    """Sign one document; return "" or why it was not signed."""
    try:
        _sign(item, signer, at)
    except Refusal as refusal:
        if isinstance(refusal, MoveNotAllowed | NotWaiting) and _signed_before(item, batch, signer):
            return ""
        return str(refusal)
    except Exception:
        log.exception("batch_item_failed", ref=item.ref)
        return _("Chưa ký được vì trục trặc ngoài dự kiến. Chưa có gì thay đổi; bạn mở hồ sơ rồi ký riêng.")
    return ""


def _sign(item: SigningItem, signer: Posting, at: datetime) -> None:
    found = document(signer, item.ref)
    if found is None:
        raise NotWaiting
    if found.version != item.version:
        raise ChangedSinceOpened
    if not was_opened(signer, item.ref, item.version):
        raise NotOpenedYet
    if found.letter:
        sign_letter(letter_id=found.letter.pk, signer=signer, tracking_url=item.tracking_url, at=at)
    elif found.dossier.state == State.FINISHED:
        sign_correction(code=item.code, signer=signer, at=at, seen=item.version)
    else:
        sign(code=item.code, signer=signer, at=at, tracking_url=item.tracking_url, seen=item.version)


def _signed_before(item: SigningItem, batch: SigningBatch, signer: Posting) -> bool:
    """Whether this signer signed it since the batch was made: the run that did broke off before saying so."""
    acts = Act.objects.filter(subject=item.ref, verb__in=[*SIGNATURES, "letter.signed"])
    return acts.filter(actor_id=signer.actor.user_id, at__gte=batch.made_at).exists()


@transaction.atomic
def _note(item: SigningItem, said: str, at: datetime) -> None:
    item.state = SigningItem.State.REFUSED if said else SigningItem.State.SIGNED
    item.said, item.done_at = said, at
    item.save(update_fields=["state", "said", "done_at"])

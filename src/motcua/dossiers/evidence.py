"""
Everything that is kept of one dossier, in one file that proves itself to whoever has only Python.

The office's pack has every act whole. The applicant's has their own acts whole; of what the office did among
itself it has the name, the moment and the hash, which the chain and the seal hold to.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.db import transaction

from motcua.dossiers import letters
from motcua.dossiers.co_declarants import Confirmed, confirmed_of
from motcua.dossiers.errors import NotYourDuty
from motcua.dossiers.managers import DECIDERS, Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.journal import operations as journal
from motcua.journal.models import Act
from motcua.journal.queries import acts_of
from motcua.journal.rules import ActFacts
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers import issuer_key
from motcua.papers.models import IssuedPaper
from motcua.papers.models import Scan as Scanned
from motcua.papers.queries import open_file

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
IN_MEMORY = 8_000_000  # bytes; a larger pack is put together on the disk
PIECE = 1 << 20
ENCLOSED = {"verify.py": "chương trình kiểm tra", "DOC-TRUOC.txt": "hướng dẫn"}


@dataclass
class Pack:
    """A ZIP on its way, with the list of what is in it."""

    zip: zipfile.ZipFile
    at: datetime
    listed: list[dict[str, object]] = field(default_factory=list)

    def put(self, path: str, content: bytes | IO[bytes], what: str) -> None:
        digest, size = sha256(), 0
        with self.zip.open(self._entry(path), "w") as entry:
            for piece in _pieces(content):
                digest.update(piece)
                size += len(piece)
                entry.write(piece)
        self.listed.append({"path": path, "sha256": digest.hexdigest(), "size": size, "what": what})

    def put_unlisted(self, path: str, content: bytes) -> None:
        self.zip.writestr(self._entry(path), content)

    def _entry(self, path: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self.at.astimezone(UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return entry


def why_not_give_evidence(viewer: Viewer, dossier: Dossier) -> Refusal | None:
    """Return why ``viewer`` is not given the pack of a dossier that they may see."""
    if not isinstance(viewer, Posting) or any(
        viewer.may(duty, dossier.deciding_unit_id) for duty in DECIDERS
    ):
        return None
    return NotYourDuty(duty=Duty.HANDLE.label, unit=dossier.deciding_unit.name)


@transaction.atomic
def give_evidence(*, viewer: Viewer, code: str, tracking_url: str, at: datetime) -> IO[bytes]:
    """
    Return the pack as a ZIP, and write down who took it.

    :raises DossierNotFound: if the dossier is not theirs to see.
    :raises NotYourDuty: if the dossier is decided by others.
    """
    dossier = Dossier.objects.locked(viewer, code)
    if refusal := why_not_give_evidence(viewer, dossier):
        raise refusal
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever asked closes it
    with zipfile.ZipFile(out, "w") as made:
        manifest = _fill(Pack(made, at), dossier, viewer, tracking_url)
    journal.record(
        "evidence.given",
        subject=f"evidence:{dossier.pk}",
        actor=viewer.actor,
        at=at,
        code=dossier.code,
        manifest=sha256(manifest).hexdigest(),
    )
    if isinstance(viewer, Posting):
        journal.record_reading(subject=dossier.subject, reader=viewer.actor, what="evidence", at=at)
    out.seek(0)
    return out


def _fill(pack: Pack, dossier: Dossier, viewer: Viewer, tracking_url: str) -> bytes:
    """Put everything in, the sealed list of it last; return the list."""
    whole = isinstance(viewer, Posting)
    acts = list(acts_of(dossier.subject))
    pack.put("dossier.json", _json(_described(dossier)), "hồ sơ")
    pack.put("acts.json", _json([_act(act, viewer, whole=whole) for act in acts]), "nhật ký")
    left_out = [*_put_papers(pack, dossier), *_put_confirmations(pack, dossier, viewer, whole=whole)]
    _put_letters(pack, dossier, tracking_url)
    for result in _results(dossier, whole=whole):
        what = f"{result.title}, số {result.number}"
        pack.put(f"ket-qua/{result.verify_code}.pdf", open_file(result), what)
    for name, what in ENCLOSED.items():
        pack.put(name, files("motcua.dossiers").joinpath("data", "evidence", name).read_bytes(), what)
    manifest = _json(
        {
            "format": "motcua-evidence/1",
            "dossier": dossier.code,
            "site": settings.BASE_URL,
            "made_at": pack.at.astimezone(UTC).isoformat(),
            "made_for": viewer.actor.name,
            "checkpoint": {"subject": dossier.subject, "number": len(acts), "hash": acts[-1].hash},
            "closed_acts": sum(not _open(act, viewer, whole=whole) for act in acts),
            "left_out": left_out,
            "files": pack.listed,
        }
    )
    pack.put_unlisted("manifest.json", manifest)
    pack.put_unlisted("manifest.jws", issuer_key.vouch(manifest, jwk=_bare_key()).encode("ascii"))
    return manifest


def _put_papers(pack: Pack, dossier: Dossier) -> list[str]:
    """Put in the files handed in; return what is named only, because malware was found in it."""
    left_out = []
    for line in dossier.papers.select_related("paper__file").order_by("pk"):
        if line.paper is None:  # handed in on paper only
            continue
        file = line.paper.file
        if file.scan == Scanned.INFECTED:
            left_out.append(f"{line.title} ({file.sha256}): {file.found}")
            continue
        pack.put(f"giay-to/{line.pk}.{ENDINGS[file.media_type]}", open_file(file), line.title)
    return left_out


def _put_confirmations(pack: Pack, dossier: Dossier, viewer: Viewer, *, whole: bool) -> list[str]:
    """Put in who else confirmed, when, how and with which words, and what was signed on paper."""
    confirmed = confirmed_of(dossier)
    if not confirmed:
        return []
    acts = acts_of(confirmed[0].given.draft.subject) if confirmed[0].given.draft else ()
    described = {
        "confirmations": [_confirmation(each) for each in confirmed],
        "acts": [_act(act, viewer, whole=whole) for act in acts],
    }
    pack.put("xac-nhan.json", _json(described), "xác nhận của người cùng khai")
    left_out = []
    for each in confirmed:
        if (paper := each.given.paper) is None:
            continue
        if paper.file.scan == Scanned.INFECTED:
            left_out.append(f"{each.asked.title} ({paper.file_id}): {paper.file.found}")
            continue
        name = f"xac-nhan/{each.given.pk}.{ENDINGS[paper.file.media_type]}"
        pack.put(name, open_file(paper), f"trang đã ký: {each.asked.title}")
    return left_out


def _confirmation(confirmed: Confirmed) -> dict[str, object]:
    given = confirmed.given
    return {
        "id": str(given.pk),
        "co_declarant": given.key,
        "title": confirmed.asked.title,
        "statement": confirmed.asked.statement,
        "sections": confirmed.asked.confirms,
        "name": given.who,
        "number": given.number,
        "how": given.how,
        "officer": given.officer.full_name if given.officer else "",
        "signed_page": given.paper.file_id if given.paper else "",
        "invited_at": given.invited_at,
        "confirmed_at": given.answered_at,
        "digest": given.digest,
    }


def _put_letters(pack: Pack, dossier: Dossier, tracking_url: str) -> None:
    for letter in dossier.letters.select_related("unit__parent").order_by("issued_at", "pk"):
        content = letters.content_of(letter, tracking_url=tracking_url)
        what = f"{letters.official_name(letter)}, số {letters.number_of(letter)}"
        pack.put(f"van-ban/{letter.pk}.pdf", content, what)


def _results(dossier: Dossier, *, whole: bool) -> Iterable[IssuedPaper]:
    if not whole and dossier.state not in {State.FINISHED, State.HANDED_OVER}:
        return []
    return IssuedPaper.objects.about(dossier.subject).select_related("file").order_by("issued_at", "pk")


def _open(act: Act, viewer: Viewer, *, whole: bool) -> bool:
    return whole or (act.actor_id is not None and act.actor_id == viewer.actor.user_id)


def _act(act: Act, viewer: Viewer, *, whole: bool) -> dict[str, object]:
    facts = {name: getattr(act, name) for name in ActFacts.__dataclass_fields__}
    facts["at"] = act.at.astimezone(UTC).isoformat()
    short = {name: facts[name] for name in ("number", "verb", "at", "actor_name", "previous")}
    return short | {"hash": act.hash} | ({"facts": facts} if _open(act, viewer, whole=whole) else {})


def _described(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "procedure": {"code": dossier.version.code, "number": dossier.version.number},
        "applicant": dossier.applicant,
        "answers": dossier.answers,
        "state": State(dossier.state).label,
        "receiving_unit": dossier.receiving_unit.name,
        "deciding_unit": dossier.deciding_unit.name,
        "filed_at": dossier.filed_at,
        "accepted_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "ended_at": dossier.ended_at,
        "filed_under": dossier.snapshot,
    }


def _bare_key() -> dict[str, str]:
    key = issuer_key.public_key()
    return {name: key[name] for name in ("kty", "crv", "x", "y")}


def _json(content: object) -> bytes:
    def plain(value: object) -> str:
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)

    return json.dumps(content, ensure_ascii=False, indent=1, default=plain).encode()


def _pieces(content: bytes | IO[bytes]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content:
        while piece := content.read(PIECE):
            yield piece

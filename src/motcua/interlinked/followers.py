"""What happens once an act is committed: parts go on, and the applicant is told of the whole."""

from __future__ import annotations

from motcua.dossiers.states import ENDED, MOVES, Move
from motcua.dossiers.telling import moment
from motcua.interlinked.bundles import named
from motcua.interlinked.models import Filing
from motcua.interlinked.operations import carry_on
from motcua.interlinked.queries import part_of, whole
from motcua.journal.models import Act
from motcua.journal.outbox import follower
from motcua.kernel.text import as_sentence, tidy
from motcua.notices import operations as notices

OUTCOMES = frozenset(move for move, steps in MOVES.items() if any(to.state in ENDED for _from, to in steps))
"""The moves that may end a dossier, with a result or without one."""


@follower("dossier.")
def go_on(act: Act) -> None:
    """Let the other parts go on, or stop, once one has ended."""
    if Move(act.verb.removeprefix("dossier.")) not in OUTCOMES:
        return
    part = part_of(act.subject.removeprefix("dossier:"))
    if part:
        carry_on(filing_id=part.filing_id, at=act.at)


@follower("dossier.sign-extension")
def tell_of_late_part(act: Act) -> None:
    """Say which part is late, and what that makes of the one day on which everything is there."""
    part = part_of(act.subject.removeprefix("dossier:"))
    if part is None:
        return
    filing = part.filing
    title = named(filing.bundle).part(part.key).title
    found = whole(filing, now=act.at)
    mine = next(line for line in found.lines if line.part.pk == part.pk)
    others = f"Chờ kết quả phần này còn có: {', '.join(mine.holds_up)}." if mine.holds_up else ""
    day = f"Ngày có đủ kết quả của cả hồ sơ: {moment(found.result_day)}." if found.result_day else ""
    _tell(
        act,
        filing,
        f"Phần “{title}” của hồ sơ liên thông {filing.code} trễ hẹn",
        f"{part.unit.name} xin lỗi và hẹn lại. {others} {day}",
    )


@follower("interlinked.")
def tell_the_applicant(act: Act) -> None:
    """Tell of the whole: that it came in, which part is held up, which is given up and what to do."""
    filing = Filing.objects.select_related("person", "version").get(
        pk=act.subject.removeprefix("interlinked:")
    )
    bundle, data = named(filing.bundle), act.data
    title = bundle.part(data["part"]).title if "part" in data else ""
    match act.verb.removeprefix("interlinked."):
        case "file":
            parts = "; ".join(part.title for part in bundle.parts)
            said = f"Một lần nộp, {len(bundle.parts)} phần: {parts}. Bạn theo dõi tất cả bằng một mã này."
            _tell(act, filing, f"Đã nhận hồ sơ liên thông {filing.code}", said)
        case "hold":
            said = f"{as_sentence(data['reason'])} {as_sentence(data['guidance'])}"
            _tell(act, filing, f"Phần “{title}” của hồ sơ {filing.code} chưa chuyển được", said)
        case "call-off":
            said = f"{as_sentence(data['reason'])} {as_sentence(data['guidance'])}"
            _tell(act, filing, f"Phần “{title}” của hồ sơ {filing.code} không làm tiếp", tidy(said))


def _tell(act: Act, filing: Filing, title: str, body: str) -> None:
    notices.tell(
        recipient=f"person:{filing.person_id}",
        title=title[:200],
        body=tidy(body),
        link=f"/ho-so-lien-thong/{filing.code}/",
        email=filing.person.email,
        dedupe=f"interlinked:{act.subject}:{act.number}",
        at=act.at,
    )

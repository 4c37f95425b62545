"""`motcua processes diff|roll-out|widen|roll-back|move`: one process for many procedures or offices."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.orgs.queries import unit_by_code
from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.errors import ProcessNotFound
from motcua.workflow.models import ProcessVersion, RollOut
from motcua.workflow.moving import Trial, try_move
from motcua.workflow.operations import (
    begin_roll_out,
    finish_roll_out,
    keep_for_many,
    move_courses,
    roll_back,
    widen_roll_out,
)
from motcua.workflow.rolling import Target, preview

Say = Callable[[str], int]
ALL = 100


def add_arguments(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    seen = actions.add_parser("diff", help="what one .bpmn file would change, for many procedures or offices")
    _add_targets(seen)
    out = actions.add_parser("roll-out", help="have it tried by some, or (--share 100) put in force for all")
    _add_targets(out)
    out.add_argument("--by", required=True, help="account of the administrator")
    out.add_argument("--title", default="", help="what the roll-out is called (else: the file's name)")
    out.add_argument(
        "--first", nargs="*", default=[], metavar="CODE", help="codes of offices that try it first"
    )
    out.add_argument("--share", type=int, default=0, help="of a hundred other new dossiers, how many try it")
    wider = actions.add_parser("widen", help="the next stage of a roll-out; --share 100 puts it in force")
    _add_roll_out(wider)
    wider.add_argument("--first", nargs="*", default=[], metavar="CODE", help="offices to add")
    wider.add_argument("--share", type=int, required=True)
    back = actions.add_parser("roll-back", help="withdraw what is tried; what was before stands again")
    _add_roll_out(back)
    back.add_argument("--reason", required=True)
    move = actions.add_parser("move", help="let dossiers under way go on by the version in force")
    move.add_argument("procedure")
    move.add_argument("--unit", default="", help="code of the office whose own process it is")
    move.add_argument(
        "--map", nargs="*", default=[], metavar="OLD=NEW", help="steps, where the guess is wrong"
    )
    move.add_argument("--by", help="account of the administrator; without it nothing is moved, only tried")


def _add_targets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=".bpmn with one process")
    parser.add_argument("--procedures", nargs="+", required=True, metavar="CODE")
    parser.add_argument(
        "--units", nargs="*", default=[], metavar="CODE", help="own processes of these offices"
    )


def _add_roll_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("roll_out", type=UUID, help="its number, as roll-out printed it")
    parser.add_argument("--by", required=True, help="account of the administrator")


def run(args: argparse.Namespace, by: Posting | None, say: Say) -> int:
    """Do one of the actions; ``by`` is None where nothing is to be changed."""
    if args.action == "diff":
        definitions = read(args.file.read_bytes())
        return _show(definitions, _targets(args), say)
    if args.action == "move":
        return _move(args, by, say)
    assert by is not None, "argparse asked for it"
    if args.action == "roll-out":
        return _roll_out(args, by, say)
    if args.action == "widen":
        return _widen(args, by, say)
    found = roll_back(roll_out_id=args.roll_out, by=by, reason=args.reason, at=timezone.now())
    say(f"Đã thu hồi đợt “{found.title}”.")
    return 0


def _targets(args: argparse.Namespace) -> list[Target]:
    units: Sequence[Unit | None] = _units(args.units) or (None,)
    return [Target(code, unit) for code in args.procedures for unit in units]


def _units(codes: Sequence[str]) -> list[Unit]:
    """:raises ProcessNotFound: for a code no office has: better nothing than half of it."""
    found = [unit_by_code(code, on=timezone.localdate()) for code in codes]
    if None in found:
        raise ProcessNotFound
    return [unit for unit in found if unit]


def _show(definitions: Definitions, targets: Sequence[Target], say: Say) -> int:
    main = definitions.processes[0].id
    faults = 0
    for each in preview(definitions=definitions, main=main, targets=targets, at=timezone.now()):
        whose = each.target.unit.code if each.target.unit else "mọi đơn vị"
        now = f"bản {each.current.number}" if each.current else "chưa có"
        say(f"{each.target.procedure} ({whose}): đang dùng {now}, {each.open_courses} hồ sơ đang chạy")
        for difference in each.differences:
            say(f"    {difference.said}")
        for fault in each.faults:
            faults += 1
            say(f"    ! {fault}")
    return 1 if faults else 0


def _roll_out(args: argparse.Namespace, by: Posting, say: Say) -> int:
    definitions, at = read(args.file.read_bytes()), timezone.now()
    kept = keep_for_many(
        definitions=definitions,
        main=definitions.processes[0].id,
        targets=_targets(args),
        by=by,
        at=at,
        source=args.file.name,
    )
    made = begin_roll_out(
        title=args.title or args.file.name,
        versions=[version.pk for version in kept],
        by=by,
        at=at,
        units=_units(args.first),
        share=args.share,
        source=args.file.name,
    )
    say(f"Đợt {made.pk}: {len(kept)} quy trình.")
    return _stage(made, args.share, by, say)


def _widen(args: argparse.Namespace, by: Posting, say: Say) -> int:
    made = widen_roll_out(
        roll_out_id=args.roll_out, by=by, at=timezone.now(), units=_units(args.first), share=args.share
    )
    return _stage(made, args.share, by, say)


def _stage(made: RollOut, share: int, by: Posting, say: Say) -> int:
    if share == ALL:
        finish_roll_out(roll_out_id=made.pk, by=by, at=timezone.now())
        say("Đã dùng chính thức cho mọi hồ sơ mới.")
    else:
        names = ", ".join(made.units.order_by("code").values_list("code", flat=True)) or "không đơn vị nào"
        say(f"Đang thử: {names}; {share}% hồ sơ mới của các đơn vị khác.")
    return 0


def _move(args: argparse.Namespace, by: Posting | None, say: Say) -> int:
    unit = _units([args.unit])[0] if args.unit else None
    version = ProcessVersion.objects.filter(
        process__procedure=args.procedure, process__unit=unit, published_at__isnull=False, ended_at=None
    ).first()
    if version is None:
        raise ProcessNotFound
    mapping = dict(pair.split("=", 1) for pair in args.map)
    if by is None:
        found: Sequence[Trial] = try_move(version=version, on=timezone.localdate(), mapping=mapping)
    else:
        found = move_courses(version_id=version.pk, mapping=mapping, by=by, at=timezone.now())
    for each in found:
        becomes = "; ".join(f"“{old}” → “{new}”" for old, new in each.becomes)
        say(f"{'!' if each.why_not else '~'} {each.code}: {each.why_not or becomes}")
    moved = sum(not each.why_not for each in found)
    say(f"{'Đã chuyển' if by else 'Sẽ chuyển được'} {moved} hồ sơ, giữ nguyên {len(found) - moved}.")
    return 0

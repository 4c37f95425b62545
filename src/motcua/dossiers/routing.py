"""Which units may decide a procedure, and why some are not filed here at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from motcua.catalogue.facts import Level, OnlineLevel
from motcua.catalogue.facts import Procedure as ProcedureFacts
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import legal
from motcua.dossiers.delivery.errors import NotReceivedElsewhere
from motcua.dossiers.errors import ProcedureNotFiledHere
from motcua.kernel.errors import Refusal
from motcua.kernel.text import fold, words
from motcua.orgs.models import COMMUNE_KINDS, Unit, UnitKind
from motcua.orgs.queries import communes, departments, is_desk_of, unit_by_code, units_on

COMMUNE = "commune"
_HERE = frozenset({Level.PROVINCE, Level.COMMUNE})
_KIND_OF_UNIT = frozenset({"uy", "ban", "nhan", "dan", "ubnd", "xa", "phuong", "dac", "khu"})


def why_not_file_here(version: ProcedureVersion) -> Refusal | None:
    """Return why no office of the province decides this procedure, or None."""
    facts = version.facts
    if facts.decided_by or _HERE & set(facts.levels):
        return None
    authority = facts.authority or facts.executing or _("cơ quan khác")
    return ProcedureNotFiledHere(
        reason=_("thủ tục do %(authority)s giải quyết, không phải cơ quan của tỉnh.")
        % {"authority": authority}
    )


def why_not_file_online(version: ProcedureVersion) -> Refusal | None:
    """Return why this procedure cannot be filed through the network, or None."""
    if refusal := why_not_file_here(version):
        return refusal
    if version.facts.online != OnlineLevel.NONE:
        return None
    why = version.facts.online_reason or _(
        "thủ tục chưa làm được qua mạng. Bạn nộp trực tiếp hoặc qua bưu chính."
    )
    return ProcedureNotFiledHere(reason=why)


def deciding_units(version: ProcedureVersion, on: date) -> list[Unit]:
    """
    Return the units that may decide a dossier of this procedure on ``on``.

    One commune of many, or the one unit the procedure names; where it names none, those of its levels:
    the departments its authority names (the province itself when it names none), and the communes.
    """
    facts = version.facts
    if facts.decided_by == COMMUNE:
        return communes(on)
    if facts.decided_by:
        unit = unit_by_code(facts.decided_by, on=on)
        return [unit] if unit else []
    found: list[Unit] = []
    if Level.PROVINCE in facts.levels:
        found += _named_departments(facts, on) or units_on(on).filter(kind=UnitKind.PROVINCE)
    if Level.COMMUNE in facts.levels:
        found += communes(on)
    return found


def deciding_unit(version: ProcedureVersion, unit_id: int | None, on: date) -> Unit:
    """
    Return the chosen unit.

    :raises ProcedureNotFiledHere: if that unit does not decide this procedure.
    """
    for unit in deciding_units(version, on):
        if unit.pk == unit_id:
            return unit
    raise ProcedureNotFiledHere(
        reason=_("cơ quan bạn chọn không giải quyết thủ tục này. Bạn chọn lại cơ quan.")
    )


def decides(version: ProcedureVersion, unit: Unit, on: date) -> bool:
    """Return whether ``unit`` may decide this procedure on ``on``. Only the province's own costs a query."""
    facts = version.facts
    if not unit.exists_on(on):
        return False
    if facts.decided_by:
        return _of_a_commune(facts, unit) if facts.decided_by == COMMUNE else unit.code == facts.decided_by
    if Level.COMMUNE in facts.levels and unit.kind in COMMUNE_KINDS:
        return True
    return Level.PROVINCE in facts.levels and unit in deciding_units(version, on)


def _of_a_commune(facts: ProcedureFacts, unit: Unit) -> bool:
    """What the police of a commune decides may be filed with the commune or with its police."""
    police = unit.kind == UnitKind.POLICE and fold(facts.authority).startswith("cong an cap xa")
    return police or unit.kind in COMMUNE_KINDS


def why_not_receive_at(version: ProcedureVersion, decider: Unit, desk: Unit, on: date) -> Refusal | None:
    """Return why ``desk`` does not receive over the counter for ``decider``; its own desk always does."""
    if is_desk_of(desk, decider, on=on):
        return None
    if not legal.value("reception.anywhere", on):
        return NotReceivedElsewhere(desk=desk.name, citation=legal.rule("reception.anywhere", on).citation)
    excluded = legal.rule("reception.not_everywhere", on)
    if version.code in excluded.value:
        return NotReceivedElsewhere(desk=desk.name, citation=excluded.citation)
    return None


def units_called(text: str, units: Iterable[Unit]) -> list[Unit]:
    """
    Return the units somebody may mean by ``text``: without tone marks, with or without "xã", "phường".

    An exact name wins alone; otherwise every unit whose name holds all the words.
    """
    wanted = [word for word in words(text) if word != "ubnd"]
    bare = _bare(wanted)
    known = [(unit, words(unit.name)) for unit in units]
    exact = [unit for unit, name in known if name == wanted]
    if not exact and bare:
        exact = [unit for unit, name in known if _bare(name) == bare and set(wanted) <= set(name)]
    if exact or not bare:
        return exact
    return [unit for unit, name in known if _holds(name, wanted)]


def unit_at(address: str, units: Iterable[Unit]) -> Unit | None:
    """Return the unit whose place is named in ``address``: the longest name wins, then the last named."""
    place = f" {' '.join(words(address))} "
    best: tuple[int, int] = (0, -1)
    found = None
    for unit in units:
        name = " ".join(w for w in words(unit.name) if w not in {"uy", "ban", "nhan", "dan"})
        where = place.rfind(f" {name} ") if name else -1
        if where >= 0 and (len(name), where) > best:
            best, found = (len(name), where), unit
    return found


def _named_departments(facts: ProcedureFacts, on: date) -> list[Unit]:
    said = fold(f"{facts.authority} {facts.executing}")
    return [unit for unit in departments(on) if fold(unit.name).partition(" tinh ")[0] in said]


def _bare(name: Sequence[str]) -> list[str]:
    return [word for word in name if word not in _KIND_OF_UNIT]


def _holds(name: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in wanted)

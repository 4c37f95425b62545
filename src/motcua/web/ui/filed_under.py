"""What a dossier was filed under, in words: for the officer a small table, for the applicant a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.facts import Stage
from motcua.dossiers import waits
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import term_said
from motcua.dossiers.snapshots import taken
from motcua.dossiers.waits import EFFECTS, Kind
from motcua.web.ui import formats

SHORT = 12
STAGES = {
    Stage.EXAMINE: gettext_lazy("thẩm tra"),
    Stage.REVIEW: gettext_lazy("soát xét"),
    Stage.SIGN: gettext_lazy("ký"),
}


def rows(dossier: Dossier) -> list[tuple[str, str]]:
    """Return label and words of each part of the snapshot."""
    return list(_rows(dossier))


def _rows(dossier: Dossier) -> Iterator[tuple[str, str]]:
    kept = dossier.snapshot or taken(dossier.version, unit=dossier.deciding_unit, at=dossier.filed_at)
    term = term_said(dossier)
    yield (
        _("Thủ tục"),
        _("%(code)s, bản số %(n)s") % {"code": kept["procedure"]["code"], "n": kept["procedure"]["number"]},
    )
    if form := kept["form"]:
        yield _("Tờ khai"), _("%(code)s, bản số %(n)s") % {"code": form["code"], "n": form["number"]}
    yield _("Thời hạn"), formats.term_words(term) if term else _("Pháp luật không ấn định")
    yield _("Phí, lệ phí"), _("Theo bản công bố trên, mã %(hash)s") % {"hash": kept["fees"][:SHORT]}
    yield _("Quy trình"), " → ".join(str(STAGES[Stage(stage)]) for stage in kept["process"])
    yield from _waiting(dossier)
    yield (
        _("Quy định của ngày %(on)s") % {"on": f"{day_of_filing(dossier):%d/%m/%Y}"},
        _("mã %(hash)s") % {"hash": kept["rules"]["digest"][:SHORT]},
    )
    yield (
        _("Lịch làm việc"),
        _("của %(unit)s, ngày lễ theo danh mục %(version)s")
        % {"unit": dossier.deciding_unit.name, "version": kept["calendar"]["holidays"]},
    )


def _waiting(dossier: Dossier) -> Iterator[tuple[str, str]]:
    rules = waits.rules_on(
        day_of_filing(dossier), procedure=dossier.version.code, field=dossier.version.field
    )
    for rule in rules:
        if rule.phase == waits.Phase.HANDLING:
            unsure = "" if rule.certain else _(" (còn phải xác nhận)")
            yield str(Kind(rule.kind).label), f"{EFFECTS[rule.effect]}. {rule.citation}{unsure}"

"""How a result comes to its applicant, and which desk hands it over (Decree 118/2025/NĐ-CP, Art. 22.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Channel
from motcua.orgs.models import Unit

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

ASKED_IN_FORMS = "receive_by"


class Way(TextChoices):
    ONLINE = "online", _("Trực tuyến")
    DESK = "desk", _("Tại bộ phận Một cửa")
    POST = "post", _("Qua bưu chính")


@dataclass(frozen=True)
class Delivery:
    """Where a result is to go, as a dossier keeps it: ``desk`` only where another hands it over."""

    way: Way
    desk: Unit | None = None
    address: str = ""

    def columns(self) -> dict[str, Any]:
        return {
            "delivery_way": self.way.value,
            "delivery_address": self.address,
            "collect_at": self.desk,
        }


def way_of(dossier: Dossier) -> Way:
    """Return what the applicant chose last: here, or in the form, or the way they filed."""
    usual = Way.ONLINE if dossier.channel == Channel.ONLINE.value else Way.DESK
    said = dossier.delivery_way or dossier.answers.get(ASKED_IN_FORMS, usual)
    return Way(said) if said in Way else usual


def handing_over_unit(dossier: Dossier) -> Unit:
    """Return the desk that hands the result over: the chosen one, otherwise the one that received."""
    return dossier.collect_at or dossier.receiving_unit


def ways_offered(dossier: Dossier) -> list[Way]:
    """Return the ways the form lets its applicant choose among; all of them where it does not ask."""
    form = dossier.version.form
    question = form.definition.items.get(ASKED_IN_FORMS) if form else None
    offered = {str(option.value) for option in getattr(question, "options", ())}
    return [way for way in Way if not offered or way.value in offered]


def place_words(dossier: Dossier) -> str:
    """Return where the result is to be had, as official papers say it: in Vietnamese."""
    match way_of(dossier):
        case Way.POST:
            return f"Bưu chính, gửi đến {dossier.delivery_address or dossier.applicant.get('address', '')}"
        case Way.ONLINE:
            return "Trực tuyến, trong tài khoản của người nộp"
    return handing_over_unit(dossier).name

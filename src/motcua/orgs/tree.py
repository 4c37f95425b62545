"""The tree of offices as files hold it (``data/*.yaml``)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from motcua.kernel.places import communes
from motcua.orgs.models import UnitKind

DATA = Path(__file__).parent / "data"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitFacts(Frozen):
    """One unit of the file; ``parent`` is the code of the unit above it."""

    code: str
    name: str
    kind: UnitKind = UnitKind.DEPARTMENT
    parent: str = "H21"
    place_code: str = ""
    address: str = ""
    official: bool = True


class Tree(Frozen):
    """A file: the units of one province for the days ``[from_on, to_on)``."""

    from_on: date
    to_on: date | None = None
    citation: str
    province: UnitFacts | None = None
    centre: UnitFacts | None = None
    departments: tuple[UnitFacts, ...] = ()
    others: tuple[UnitFacts, ...] = ()
    communes: dict[str, str] = {}
    commune_police: bool = False
    districts: tuple[UnitFacts, ...] = ()

    def units(self) -> Iterator[UnitFacts]:
        """Yield every unit, those above before those below, each with its desk."""
        if self.province:
            yield self.province.model_copy(update={"kind": UnitKind.PROVINCE, "parent": ""})
        heads = [*self._centre(), *self.departments, *self._others(), *self._communes()]
        for head in heads:
            yield head
            yield _desk(head)
        yield from self._police()
        for district in self.districts:
            yield district.model_copy(update={"kind": UnitKind.DISTRICT, "official": False})

    def _centre(self) -> Iterator[UnitFacts]:
        if self.centre:
            yield self.centre.model_copy(update={"kind": UnitKind.CENTRE, "official": False})

    def _others(self) -> Iterator[UnitFacts]:
        for other in self.others:
            yield other.model_copy(update={"official": False})

    def _communes(self) -> Iterator[UnitFacts]:
        for code, place in self.communes.items():
            name = communes()[place].name
            kind = UnitKind.WARD if name.startswith("Phường") else UnitKind.COMMUNE
            yield UnitFacts(
                code=code,
                name=f"Ủy ban nhân dân {name[0].lower()}{name[1:]}",
                kind=kind,
                place_code=place,
            )

    def _police(self) -> Iterator[UnitFacts]:
        """Each commune's police: its desk is the commune's."""
        for commune in self._communes() if self.commune_police else ():
            yield UnitFacts(
                code=f"{commune.code}.CA",
                name=commune.name.replace("Ủy ban nhân dân", "Công an"),
                kind=UnitKind.POLICE,
                parent=commune.code,
                place_code=commune.place_code,
                official=False,
            )


def _desk(head: UnitFacts) -> UnitFacts:
    if head.kind == UnitKind.CENTRE:
        name = "Quầy tiếp nhận chung"
    elif head.kind in {UnitKind.COMMUNE, UnitKind.WARD}:
        name = head.name.replace("Ủy ban nhân dân", "Trung tâm Phục vụ hành chính công")
    else:
        name = f"Bộ phận Một cửa {head.name}"
    return UnitFacts(code=f"{head.code}.MC", name=name, kind=UnitKind.DESK, parent=head.code, official=False)


def read_tree(path: Path) -> Tree:
    return Tree.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))

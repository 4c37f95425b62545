"""Who acts: handed by a face to every operation."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Actor:
    """A person at a face. ``user_id`` is None for the system; ``on_behalf`` is whom they act for."""

    user_id: int | None
    name: str
    on_behalf: str = ""
    face: str = ""
    address: str | None = None

    def acting_for(self, name: str) -> "Actor":
        return replace(self, on_behalf=name)


SYSTEM = Actor(user_id=None, name="Hệ thống Một Cửa", face="jobs")

"""What search keeps of a procedure. Pure."""

from dataclasses import dataclass

from motcua.catalogue.facts import Applicant, OnlineLevel, Procedure

PEOPLE = frozenset(
    {Applicant.CITIZEN.value, Applicant.OVERSEAS_VIETNAMESE.value, Applicant.HOUSEHOLD_BUSINESS.value}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure in force, as far as search needs it."""

    version: int
    code: str
    name: str
    field: str
    authority: str
    online: OnlineLevel
    short_name: str = ""
    also_called: tuple[str, ...] = ()
    summary: str = ""
    keywords: str = ""
    results: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    life_events: tuple[str, ...] = ()
    for_people: bool = False  # citizens or households may file it

    @property
    def title(self) -> str:
        return self.short_name or self.name


def entry_of(facts: Procedure, version: int) -> Entry:
    """Make the entry of a procedure that is not (yet) in the database."""
    return Entry(
        version=version,
        code=facts.code,
        name=facts.name,
        field=facts.field,
        authority=facts.authority,
        online=facts.online,
        short_name=facts.short_name,
        also_called=facts.also_called,
        summary=facts.summary,
        keywords=facts.keywords,
        results=tuple(result.name for result in facts.results),
        levels=frozenset(level.value for level in facts.levels),
        life_events=facts.life_events,
        for_people=not PEOPLE.isdisjoint(facts.who_may_file),
    )

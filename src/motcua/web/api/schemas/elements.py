"""The dictionary of data as the API shows it."""

from motcua.eforms.definition import FieldType, Option
from motcua.eforms.elements import Element, Kind
from motcua.web.api.schemas.text import Answer


class Source(Answer):
    """The register that holds the truth, and who keeps it."""

    key: str
    name: str
    holder: str


class ElementShown(Answer):
    """
    One thing the state asks. ``source`` is null where only the person asked knows.

    ``sensitivity`` ranks it under the law on personal data; ``certain`` is false where the article of
    ``citation`` was not read in the official text.
    """

    key: str
    kind: Kind
    name: str
    english: str
    type: FieldType
    format: str
    options: list[Option]
    source: Source | None
    sensitivity: str
    citation: str
    certain: bool

    @classmethod
    def of(cls, element: Element) -> "ElementShown":
        source = element.source
        return cls(
            key=element.key,
            kind=element.kind,
            name=element.name,
            english=element.english,
            type=element.type,
            format=element.format,
            options=list(element.options),
            source=Source(key=source.key, name=source.name, holder=source.holder) if source else None,
            sensitivity=element.sensitivity,
            citation=element.citation,
            certain=element.certain,
        )


class Elements(Answer):
    items: list[ElementShown]

"""Procedures as the API shows them."""

from datetime import date

from motcua.catalogue.facts import OnlineLevel, Procedure
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import Hit
from motcua.eforms.definition import FormDefinition
from motcua.web.api.schemas.text import Answer


class ProcedureLine(Answer):
    """One procedure in a list; ``title`` is its short name where it has one."""

    code: str
    title: str
    name: str
    summary: str
    field: str
    authority: str
    online: OnlineLevel
    link: str

    @classmethod
    def of(cls, hit: Hit) -> "ProcedureLine":
        return cls(
            code=hit.code,
            title=hit.title,
            name=hit.name,
            summary=hit.summary,
            field=hit.field,
            authority=hit.authority,
            online=hit.online,
            link=link_of(hit.code),
        )


class ProcedurePage(Answer):
    """
    One page of a list; ``next`` is the address of the following one, null on the last.

    ``did_you_mean`` is the query as it was probably meant, when the items are for that.
    """

    items: list[ProcedureLine]
    did_you_mean: str
    next: str | None


class ProcedureWhole(Answer):
    """
    A procedure as it is in force: its facts and the form to fill in.

    ``form.sections[].fields[].key`` are the keys of ``answers``, which are valid against ``form_schema``;
    ``facts.papers[].key`` those of ``papers``.
    """

    code: str
    version: int
    from_on: date
    facts: Procedure
    form: FormDefinition | None
    form_schema: str | None
    link: str

    @classmethod
    def of(cls, version: ProcedureVersion) -> "ProcedureWhole":
        return cls(
            code=version.code,
            version=version.number,
            from_on=version.from_on,
            facts=version.facts,
            form=version.form.definition if version.form else None,
            form_schema=schema_link(version.form.code, version.form.number) if version.form else None,
            link=link_of(version.code),
        )


def schema_link(form: str, number: int) -> str:
    return f"/api/v1/forms/{form}/{number}/schema"


def link_of(code: str) -> str:
    return f"/api/v1/procedures/{code}"

from datetime import date

import pytest
from pydantic import ValidationError

from motcua.dossiers import waits
from motcua.dossiers.snapshots import rule_set
from motcua.dossiers.waits import Kind, Period, Phase, WaitRule
from motcua.kernel.dated import NoRuleInForce
from motcua.kernel.legal_time import Effect, TermUnit

SUPPLEMENT = {
    "id": "x",
    "kind": "supplement",
    "phase": "handling",
    "effect": "anew",
    "from_on": date(2020, 1, 1),
    "citation": "Điều 1",
}


def rule(**more):
    return WaitRule.model_validate(SUPPLEMENT | more)


def found(*among, on=date(2026, 8, 3), procedure="1.000001", field="Hộ tịch"):
    return waits.rule_for(
        Kind.SUPPLEMENT, Phase.HANDLING, on=on, procedure=procedure, field=field, among=among
    )


def test_every_rule_has_its_article_and_a_name_of_its_own():
    rules = waits.rules()

    assert all("Điều" in rule.citation for rule in rules)
    assert len({rule.id for rule in rules}) == len(rules)


def test_a_rule_without_an_article_is_not_read():
    with pytest.raises(ValidationError, match="citation"):
        rule(citation=" ")


def test_a_rule_that_ends_before_it_begins_is_not_read():
    with pytest.raises(ValidationError, match="ends after it begins"):
        rule(to_on=date(2019, 1, 1))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("on", [date(2018, 6, 21), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 24)])
def test_one_general_rule_is_in_force_on_every_day(kind, on):
    general = [
        rule
        for rule in waits.rules()
        if rule.kind == kind and rule.holds(on) and not rule.field and not rule.procedures
    ]

    assert len({rule.phase for rule in general}) == len(general) == (1 if kind == Kind.OPINION else 2)


def test_a_procedures_rule_wins_over_its_fields_and_that_over_the_general():
    general, of_field = rule(id="all"), rule(id="field", field="Hộ tịch")
    of_procedure = rule(id="one", procedures=("1.000001",))

    assert found(general, of_procedure, of_field).id == "one"
    assert found(general, of_field, of_procedure, procedure="1.000002").id == "field"
    assert found(of_field, general, field="Đất đai").id == "all"


def test_before_the_first_rule_there_is_none():
    with pytest.raises(NoRuleInForce):
        found(rule(), on=date(2019, 12, 31))


def test_construction_waits_twenty_working_days_since_july_2026():
    after, before = (
        waits.rule_for(Kind.SUPPLEMENT, Phase.HANDLING, on=on, procedure="1.013239", field="Xây dựng")
        for on in (date(2026, 7, 1), date(2026, 6, 30))
    )

    assert after.wait == Period(amount=20, unit=TermUnit.WORKING_DAYS)
    assert (after.limit, after.effect) == (1, Effect.SUSPENDED)
    assert before.wait == Period(amount=15, unit=TermUnit.DAYS)


def test_a_snapshots_rules_change_with_the_law_and_not_between():
    first, same, later = (
        rule_set(on, procedure="1.001193", field="Hộ tịch")
        for on in (date(2025, 6, 1), date(2025, 6, 30), date(2025, 7, 1))
    )

    assert first == same
    assert first["digest"] != later["digest"]
    assert "supplement.handling.2025" in later["waits"]

import pytest

from motcua.jobs import demo
from motcua.jobs.demo import ONCE, Step

calls: list[str] = []


def schema() -> None:
    calls.append("schema")


def people() -> None:
    calls.append("people")


def static() -> None:
    calls.append("static")


@pytest.fixture(autouse=True)
def a_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "CHECKOUT", tmp_path)
    (tmp_path / "a.css").write_text("a")
    calls.clear()


STEPS = (
    Step("schema", f"{__name__}:schema"),
    Step("people", f"{__name__}:people", ONCE),
    Step("static", f"{__name__}:static", ("*.css",)),
)


def prepare(tmp_path, database: str = "one") -> list[str]:
    calls.clear()
    list(demo.prepare(tmp_path / "demo.json", lambda: database, STEPS))
    return list(calls)


def test_a_second_start_does_only_what_is_due(tmp_path):
    first = prepare(tmp_path)
    second = prepare(tmp_path)
    (tmp_path / "a.css").write_text("b")
    third = prepare(tmp_path)

    assert first == ["schema", "people", "static"]
    assert second == ["schema"]
    assert third == ["schema", "static"]


def test_a_new_database_starts_afresh(tmp_path):
    prepare(tmp_path)

    assert prepare(tmp_path, "another") == ["schema", "people", "static"]


def test_a_missing_step_is_an_error():
    with pytest.raises(AttributeError):
        Step("x", f"{__name__}:not_there").action()


@pytest.mark.parametrize("step", demo.STEPS, ids=lambda step: step.title)
def test_every_step_of_the_real_table_is_there(step):
    assert callable(step.action())


@pytest.mark.django_db
def test_the_logins_of_the_real_table_are_there():
    assert all(login.name for login in demo.logins())

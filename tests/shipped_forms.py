"""The forms that come with the system, for tests that hold for every form."""

from functools import cache

import pytest
import yaml

from motcua.catalogue.results import DATA
from motcua.eforms.definition import FormDefinition


@cache
def forms() -> tuple[FormDefinition, ...]:
    files = sorted((DATA / "forms").glob("*.yaml"))
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in files)
    return tuple(FormDefinition.model_validate(row) for rows in read for row in rows["forms"])


each_form = pytest.mark.parametrize("form", forms(), ids=lambda form: form.code)

import logging
import logging.config

import pytest

from motcua.project import logs


@pytest.mark.parametrize("shape", ["console", "json"])
def test_a_traceback_carries_no_values(shape):
    config = logs.configure(shape=shape, level="INFO")["formatters"]["line"]
    formatter = logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(config))
    secret = "0641" + "90001234"
    try:
        raise ValueError(len(secret))
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "x.py", 1, "hỏng", (), (type(error), error, error.__traceback__)
        )

    said = formatter.format(record)

    assert "ValueError" in said
    assert "test_a_traceback_carries_no_values" in said
    assert secret not in said

"""Forms as they were written before CEL: stored versions are never changed, so they are read for ever."""

import json
from collections.abc import Mapping
from typing import Any


def condition_as_cel(when: Any) -> Any:
    """
    Return the condition "the answer to ``field`` is one of ``values``" as CEL; CEL stays as it is.

    >>> condition_as_cel({"field": "way", "values": ["post"]}), condition_as_cel(None)
    ('way == "post"', '')
    """
    if when is None:
        return ""
    if not isinstance(when, Mapping) or set(when) != {"field", "values"}:
        return when
    values = [json.dumps(str(value), ensure_ascii=False) for value in when["values"]]
    if len(values) == 1:
        return f"{when['field']} == {values[0]}"
    return f"{when['field']} in [{', '.join(values)}]"

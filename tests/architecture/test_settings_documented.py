"""A province's administrator finds every setting in one table, and nothing there that is not read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'\benv_(?:str|bool|int|list|choice)\((?:\s|#.*)*"([A-Z0-9_]+)"')
TOLD = re.compile(r"^\| ([A-Z0-9_]+) \|", re.MULTILINE)


def test_the_table_of_settings_is_complete_and_has_nothing_else():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    table = (ROOT / "docs/how-to/production.md").read_text(encoding="utf-8")

    assert set(TOLD.findall(table)) == set(READ.findall(code))

"""Contents of the gallery, read from ``gallery.yaml``."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import yaml
from django import forms
from pydantic import BaseModel

from motcua.eforms.definition import FormField


class Row(BaseModel):
    """One line of a work list; an empty name stands for the longest."""

    code: str
    name: str
    person: str
    day: int
    days: int
    fee: int
    tone: str
    state: str

    @property
    def due_at(self) -> datetime:
        return november(self.day, hour=16, minute=30)


class Question(BaseModel):
    """A field with its answer and what is wrong with it, as ``questions.Question``."""

    field: FormField
    value: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return self.field.key

    @property
    def help(self) -> str:
        return self.field.help


class Contents(BaseModel):
    """The whole file."""

    longest: str
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]


class SignIn(forms.Form):
    """A form of Django's kind, as sign-in pages have."""

    username = forms.CharField(label="Tên đăng nhập", help_text="Tên do đơn vị cấp.")


def november(day: int, *, hour: int, minute: int) -> datetime:
    """Return an instant of November 2026, the hour being that of Việt Nam."""
    return datetime(2026, 11, day, hour - 7, minute, tzinfo=UTC)


@cache
def contents() -> Contents:
    """Return the contents of the file."""
    text = Path(__file__).with_name("gallery.yaml").read_text(encoding="utf-8")
    return Contents.model_validate(yaml.safe_load(text))


def citizen() -> dict[str, object]:
    """Return what the gallery and the citizen's sample page show."""
    shown = contents()
    return {
        "longest": shown.longest,
        "rows": shown.rows,
        "questions": shown.questions,
        "errors": [(q.field.key, q.error) for q in shown.questions if q.error],
        "refusal": "Hồ sơ này do xã Ia Dom giải quyết. Bạn có thể xem tiến độ bằng mã hồ sơ.",
        "due_at": november(27, hour=16, minute=30),
        "examined_at": november(24, hour=14, minute=5),
        "lodged_at": november(20, hour=9, minute=12),
        "django_form": SignIn({"username": "hbia"}),
        "nav": [
            {"url": "#", "label": "Tìm thủ tục", "current": True, "count": ""},
            {"url": "#", "label": "Tra cứu hồ sơ", "current": False, "count": ""},
            {"url": "#", "label": "Hồ sơ của tôi", "current": False, "count": 2},
        ],
    }


def staff() -> dict[str, object]:
    """Return what the officer's sample page shows."""
    return citizen() | {
        "office": "Bộ phận một cửa phường Pleiku",
        "account_name": "Rơ Châm Đeng",
        "sign_out_url": "#",
        "nav": [
            {"url": "#", "label": "Việc của tôi", "current": True, "count": 5},
            {"url": "#", "label": "Tiếp nhận", "current": False, "count": ""},
            {"url": "#", "label": "Tra cứu", "current": False, "count": ""},
        ],
    }

"""What every page may need to know about the site and the reader's chosen look."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from motcua.kernel.text import within

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
KINDS = {"Tỉnh ": "Province", "Thành phố ": "City"}
"""Of places with a people's committee of a province, in English."""


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates the site's names and the reader's look. ``the_province`` stands inside a sentence."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "province": settings.PROVINCE,
        "the_province": _in_a_sentence(settings.PROVINCE),
        "hotline": settings.HOTLINE,
        "demo": settings.DEMO,
        "theme": chosen if chosen in THEMES else "",
    }


def _in_a_sentence(province: str) -> str:
    """Return the name as a sentence of the page's language has it; in English its kind comes last."""
    if get_language() == "en":
        for kind, english in KINDS.items():
            if province.startswith(kind):
                return f"{province.removeprefix(kind)} {english}"
    return within(province)

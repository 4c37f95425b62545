"""What every page may need to know about the site and the reader's chosen look."""

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates ``province``, ``hotline``, ``demo`` and ``theme`` ("light", "dark" or "")."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "province": settings.PROVINCE,
        "hotline": settings.HOTLINE,
        "demo": settings.DEMO,
        "theme": chosen if chosen in THEMES else "",
    }

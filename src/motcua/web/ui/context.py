"""What every page may need to know about the site and the reader's chosen look."""

from django.conf import settings
from django.http import HttpRequest

from motcua.kernel.text import within

THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates the site's names and the reader's look. ``the_province`` stands inside a sentence."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "province": settings.PROVINCE,
        "the_province": within(settings.PROVINCE),
        "hotline": settings.HOTLINE,
        "demo": settings.DEMO,
        "theme": chosen if chosen in THEMES else "",
    }

"""Pages by key: the address of the next one carries the cursor under the name ``page``."""

from django.http import HttpRequest

PAGE = 50


def next_page(request: HttpRequest, after: str) -> str | None:
    """Return the address of the page after this one, or None on the last."""
    if not after:
        return None
    asked = request.GET.copy()
    asked["page"] = after
    return f"{request.path}?{asked.urlencode()}"

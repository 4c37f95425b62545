"""
What somebody had typed when their session was found to have ended.

The body of the POST waits on the server, in the new session, under the path it was sent to; signing in keeps
it, and the page shows it again. It is shown only at that path, whose page checks whose draft it is.
Files are not kept: the page says so.
"""

from time import time

from django.http import HttpRequest, QueryDict

KEY = "portal-stash"
MOST = 200_000  # characters
LASTS = 2 * 3600  # seconds
_NOT_KEPT = ("csrfmiddlewaretoken",)


def put(request: HttpRequest) -> bool:
    """Keep the body of this POST for its page; say whether it was kept."""
    typed = request.POST.copy()
    for name in _NOT_KEPT:
        typed.pop(name, None)
    body = typed.urlencode()
    if len(body) > MOST:
        return False
    had_files = any(name for name in request.FILES)
    request.session[KEY] = {"path": request.path, "body": body, "at": int(time()), "files": had_files}
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was typed for this page, once, or None."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if time() - kept["at"] > LASTS:
        return None
    typed = QueryDict(kept["body"], mutable=True)
    typed["stash-had-files"] = "yes" if kept["files"] else ""
    return typed

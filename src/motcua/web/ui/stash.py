"""
What somebody had typed when their session was found to have ended.

The body of the POST waits on the server, in the new session, under the path of its page; signing in keeps
it, and the page shows it again, once. Where the page itself does not say whose it is, ``owner`` does: the
body is then shown to that user only. Files are not kept: the page says so.
"""

from time import time

from django.http import HttpRequest, QueryDict

KEY = "stash"
HAD_FILES = "stash-had-files"
MOST = 200_000  # characters
LASTS = 2 * 3600  # seconds
_NOT_KEPT = ("csrfmiddlewaretoken",)


def put(request: HttpRequest, *, path: str = "", owner: int | None = None) -> bool:
    """Keep the body of this POST for the page at ``path``, or at its own; say whether it was kept."""
    typed = request.POST.copy()
    for name in _NOT_KEPT:
        typed.pop(name, None)
    body = typed.urlencode()
    if len(body) > MOST:
        return False
    request.session[KEY] = {
        "path": path or request.path,
        "body": body,
        "at": int(time()),
        "files": any(name for name in request.FILES),
        "owner": owner,
    }
    return True


def take(request: HttpRequest, *, owner: int | None = None) -> QueryDict | None:
    """Return what was typed for this page, once, or None. What another ``owner`` typed is forgotten."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if time() - kept["at"] > LASTS or kept["owner"] != owner:
        return None
    typed = QueryDict(kept["body"], mutable=True)
    typed[HAD_FILES] = "yes" if kept["files"] else ""
    return typed

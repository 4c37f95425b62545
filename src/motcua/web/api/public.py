"""What anybody may ask: how far a dossier is, whether a result is real."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from motcua.dossiers.queries import track
from motcua.papers.queries import find_issued, read_bytes
from motcua.papers.verification import verify
from motcua.web.api.errors import IssuedNotFound
from motcua.web.api.limits import Public
from motcua.web.api.responses import also
from motcua.web.api.schemas.dossiers import IssuedShown, TrackingShown
from motcua.web.api.schemas.text import Code

router = Router(throttle=Public())


@router.get("/track/{code}", response=also(TrackingShown, 404, 429), summary="Follow a dossier")
def track_dossier(request: HttpRequest, code: Code) -> TrackingShown:
    """Return how far a dossier is (Circular 01/2018/TT-VPCP, Art. 16.2d). No name, no procedure, no paper."""
    return TrackingShown.of(track(code))


@router.get("/verify/{verify_code}", response=also(IssuedShown, 404, 429), summary="Check a result")
def verify_result(request: HttpRequest, verify_code: Code) -> IssuedShown:
    """Return what the province issued under this code, and whether its signature holds today."""
    issued = find_issued(verify_code)
    if issued is None:
        raise IssuedNotFound
    return IssuedShown.of(issued, verify(read_bytes(issued), at=timezone.now()))

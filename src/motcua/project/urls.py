"""Every address of the site, by face."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.project.health import healthz
from motcua.web.desk.views.landing import landing
from motcua.web.desk.views.notices import notices

handler400 = "motcua.project.bad_request.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("", include("motcua.web.ui.sign_in.urls")),
    path("api/v1/", include("motcua.web.api.urls")),
    path("ui/", include("motcua.web.ui.urls")),
    path("can-bo/", landing, name="landing"),
    path("can-bo/thong-bao/", notices, name="staff_notices"),
    path("quay/", include("motcua.web.counter.urls")),
    path("sanh/", include("motcua.web.hall.urls")),
    path("xu-ly/", include("motcua.web.desk.urls")),
    path("quan-tri/", include("motcua.web.office.urls")),
    path("", include("motcua.web.portal.urls")),
]

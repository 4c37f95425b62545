"""The citizens' portal: every address, in Vietnamese."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from motcua.web.portal.views import (
    catalogue,
    changes,
    dossier,
    downloads,
    drafts,
    help,
    mine,
    papers,
    procedure,
    review,
    start,
    supplement,
    time,
    track,
    verify,
)

app_name = "portal"
urlpatterns = [
    path("", catalogue.home, name="home"),
    path("tim-kiem/", catalogue.search, name="search"),
    path("tim-kiem/goi-y/", catalogue.suggest, name="suggest"),
    path("linh-vuc/", catalogue.fields, name="fields"),
    path("co-quan/", catalogue.authorities, name="authorities"),
    path("su-kien/<slug:key>/", catalogue.life_event, name="life_event"),
    path("thu-tuc/<str:code>/", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:code>/nop/", start.start, name="start"),
    path("ban-nhap/<uuid:draft_id>/", drafts.resume, name="draft"),
    path("ban-nhap/<uuid:draft_id>/giay-to/", papers.papers, name="draft_papers"),
    path("ban-nhap/<uuid:draft_id>/giay-to/<uuid:paper_id>/", downloads.draft_paper, name="draft_paper"),
    path("ban-nhap/<uuid:draft_id>/xem-lai/", review.review, name="draft_review"),
    path("ban-nhap/<uuid:draft_id>/xoa/", mine.discard, name="draft_discard"),
    path("ban-nhap/<uuid:draft_id>/<slug:section_key>/", drafts.section, name="draft_section"),
    path("ho-so/", mine.my_dossiers, name="my_dossiers"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/da-nop/", dossier.filed, name="filed"),
    path("ho-so/<str:code>/bo-sung/", supplement.papers, name="supplement"),
    path("ho-so/<str:code>/bo-sung/gui/", supplement.send, name="supplement_send"),
    path("ho-so/<str:code>/dieu-chinh/", changes.adjust, name="adjust"),
    path("ho-so/<str:code>/bao-sai-sot/", changes.report_error, name="report_error"),
    path("ho-so/<str:code>/thoi-han/", time.time, name="time"),
    path("ho-so/<str:code>/rut/", dossier.withdraw, name="withdraw"),
    path("ho-so/<str:code>/phieu/<uuid:letter_id>.pdf", downloads.letter, name="letter"),
    path("ho-so/<str:code>/giay-to/<int:paper_id>/", downloads.paper, name="paper"),
    path("ho-so/<str:code>/ket-qua.pdf", downloads.result, name="result"),
    path("tra-cuu/", track.track, name="track"),
    path("kiem-tra/", verify.verify, name="verify"),
    re_path(r"^v/?$", RedirectView.as_view(pattern_name="portal:verify")),  # as printed on results
    re_path(r"^v/(?P<verify_code>[^/]{1,40})/?$", verify.by_code, name="verify_code"),
    path("thong-bao/", mine.notices, name="notices"),
    path("tro-giup/", help.help, name="help"),
]

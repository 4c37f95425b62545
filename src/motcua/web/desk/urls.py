"""The desk of those who decide: every address, in Vietnamese."""

from django.urls import path

from motcua.web.desk.access import for_deciders
from motcua.web.desk.views import (
    documents,
    dossier,
    files,
    incoming,
    internal,
    internal_filing,
    outgoing,
    preview,
    sealing,
    signing,
    worklist,
)
from motcua.web.ui import course_page, times

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("ky/", signing.to_sign, name="to_sign"),
    path("ky/<uuid:batch_id>/", signing.batch, name="batch"),
    path("so-hoa/", sealing.to_seal, name="to_seal"),
    path("so-hoa/<uuid:digitisation_id>/", sealing.digitised, name="seal"),
    path("so-hoa/<uuid:digitisation_id>/trang-<int:number>.webp", sealing.page, name="seal_page"),
    path("van-ban/", incoming.incoming_list, name="documents"),
    path("van-ban/den/moi/", incoming.register, name="incoming_new"),
    path("van-ban/den/<uuid:document_id>/", incoming.document, name="incoming"),
    path("van-ban/di/", outgoing.outgoing_list, name="outgoing_list"),
    path("van-ban/di/moi/", outgoing.begin, name="outgoing_new"),
    path("van-ban/di/<uuid:document_id>/", outgoing.document, name="outgoing"),
    path("van-ban/di/<uuid:document_id>/sua/", outgoing.edit, name="outgoing_edit"),
    path("van-ban/di/<uuid:document_id>/so-sanh/", outgoing.compare, name="outgoing_compare"),
    path("van-ban/tep/<uuid:paper_id>/", incoming.file, name="document_file"),
    path("van-ban/so/", documents.register, name="documents_register"),
    path("noi-bo/", internal.sent, name="internal"),
    path("noi-bo/gui/", internal.choose, name="internal_choose"),
    path("noi-bo/gui/<str:code>/", internal_filing.ask, name="internal_ask"),
    path("noi-bo/giay-to/<int:paper_id>/", internal.paper, name="internal_paper"),
    path("noi-bo/giay-to/<int:paper_id>/anh.webp", internal.preview, name="internal_paper_preview"),
    path("noi-bo/phieu/<uuid:letter_id>.pdf", internal.letter, name="internal_letter"),
    path("noi-bo/<str:code>/", internal.dossier, name="internal_dossier"),
    path("noi-bo/<str:code>/bo-sung/", internal_filing.supplement, name="internal_supplement"),
    path("noi-bo/<str:code>/rut/", internal.withdraw, name="internal_withdraw"),
    path("noi-bo/<str:code>/ket-qua.pdf", internal.result, name="internal_result"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/thoi-han/", for_deciders(times.page("desk")), name="time"),
    path("ho-so/<str:code>/quy-trinh/", for_deciders(course_page.page("desk")), name="course"),
    path("ho-so/<str:code>/nhap/", dossier.draft, name="draft"),
    path("ho-so/<str:code>/ket-qua.pdf", files.result, name="result"),
    path("ho-so/<str:code>/to-khai.pdf", files.form, name="form"),
    path("ho-so/<str:code>/chung-cu.zip", files.evidence, name="evidence"),
    path("ho-so/<str:code>/du-thao.pdf", preview.document, name="preview"),
    path("ho-so/<str:code>/du-thao-<int:page>.png", preview.picture, name="preview_page"),
    path("giay-to/<int:paper_id>/", files.paper, name="paper"),
    path("giay-to/<int:paper_id>/anh.webp", files.preview, name="paper_preview"),
    path("phieu/<uuid:letter_id>.pdf", files.letter, name="letter"),
    path("phieu/<uuid:letter_id>/ky/", files.sign_letter, name="sign_letter"),
    path("ho-so/<str:code>/phieu-kiem-soat.pdf", files.control_slip, name="control_slip"),
]

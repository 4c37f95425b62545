"""The counter: every address, in Vietnamese."""

from django.urls import path

from motcua.web.counter.access import for_clerks
from motcua.web.counter.views import (
    bulk,
    calling,
    card,
    confirming,
    digitising,
    dossier,
    files,
    mandates,
    numbers,
    receive,
    register,
    visits,
    worklist,
)
from motcua.web.ui import times

app_name = "counter"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/ket-qua.pdf", files.result, name="result"),
    path("ho-so/<str:code>/to-khai.pdf", files.form, name="form"),
    path("ho-so/<str:code>/thoi-han/", for_clerks(times.page("counter")), name="time"),
    path("so-theo-doi/", register.register, name="register"),
    path("nhan/", receive.find, name="find"),
    path("nhan/<str:code>/", receive.receive, name="receive"),
    path("xac-nhan/", confirming.find, name="confirmations"),
    path("xac-nhan/<uuid:confirmation_id>/", confirming.confirmation, name="confirmation"),
    path("xac-nhan/<uuid:confirmation_id>/ban-ky.pdf", confirming.page, name="confirmation_page"),
    path("the/", card.card, name="card"),
    path("goi-so/", calling.calling, name="calling"),
    path("lich-hen/", visits.bookings, name="bookings"),
    path("may-lay-so/", visits.kiosks, name="kiosks"),
    path("dai-dien/", mandates.claims, name="mandates"),
    path("dai-dien/<int:pk>/", mandates.claim, name="mandate"),
    path("dai-dien/<int:pk>/giay-to/", mandates.proof, name="mandate_proof"),
    path("so-danh-san/", numbers.numbers, name="numbers"),
    path("so-danh-san/<uuid:block_id>/", numbers.block, name="block"),
    path("giay-to/<int:paper_id>/", files.paper, name="paper"),
    path("giay-to/<int:paper_id>/anh.webp", files.preview, name="paper_preview"),
    path("phieu/<uuid:letter_id>.pdf", files.letter, name="letter"),
    path("phieu/<uuid:letter_id>/ky/", files.sign_letter, name="sign_letter"),
    path("ho-so/<str:code>/phieu-kiem-soat.pdf", files.control_slip, name="control_slip"),
    path("so-hoa/", digitising.queue, name="digitising"),
    path("so-hoa/moi/", digitising.new, name="digitise_new"),
    path("so-hoa/ho-so/<int:line_id>/", digitising.of_dossier, name="digitise_line"),
    path("so-hoa/hang-loat/", bulk.runs, name="bulk"),
    path("so-hoa/hang-loat/<uuid:run_id>/", bulk.run, name="bulk_run"),
    path("so-hoa/hang-loat/<uuid:run_id>/ket-qua.csv", bulk.faults_of, name="bulk_faults"),
    path("so-hoa/<uuid:digitisation_id>/", digitising.digitise, name="digitise"),
    path("so-hoa/<uuid:digitisation_id>/trang-<int:number>.webp", digitising.page, name="digitise_page"),
]

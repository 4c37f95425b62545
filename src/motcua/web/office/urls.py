"""The administration: every address, in Vietnamese."""

from django.urls import path

from motcua.web.office.views import (
    calendar,
    importing,
    journal,
    officers,
    overview,
    posts,
    procedures,
    templates,
    units,
)

app_name = "office"
urlpatterns = [
    path("", overview.home, name="home"),
    path("ket-noi/", overview.connections, name="connections"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/sua/", units.describe, name="describe_unit"),
    path("don-vi/<int:pk>/ket-thuc/", units.end, name="end_unit"),
    path("don-vi/<int:pk>/them-don-vi/", units.add, name="add_unit"),
    path("don-vi/<int:pk>/them-vi-tri/", posts.add, name="add_post"),
    path("don-vi/<int:pk>/them-can-bo/", officers.add, name="add_officer"),
    path("vi-tri/<int:pk>/nhiem-vu/", posts.duties, name="duties"),
    path("vi-tri/<int:pk>/bo-nhiem/", posts.appoint, name="appoint"),
    path("bo-nhiem/<int:pk>/ket-thuc/", posts.end, name="end_appointment"),
    path("can-bo/", officers.officers, name="officers"),
    path("can-bo/<int:pk>/", officers.officer, name="officer"),
    path("can-bo/<int:pk>/tai-khoan/", officers.close, name="account"),
    path("can-bo/<int:pk>/mat-khau/", officers.password, name="password"),
    path("can-bo/<int:pk>/lop-hai/", officers.second_factor, name="second_factor"),
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/quyet-dinh/", calendar.decide, name="decide_day"),
    path("lich/quyet-dinh/<int:pk>/bo/", calendar.withdraw, name="withdraw_day"),
    path("thu-tuc/", procedures.procedures, name="procedures"),
    path("thu-tuc/nhap/", importing.upload, name="import"),
    path("thu-tuc/nhap/<uuid:token>/", importing.review, name="import_review"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("thu-tuc/<str:code>/so-sanh/", procedures.compare, name="compare"),
    path("thu-tuc/<str:code>/sua/", procedures.edit, name="edit"),
    path("mau/", templates.overview, name="templates"),
    path("mau/<str:name>/", templates.template, name="template"),
    path("mau/<str:name>/thay/", templates.replace, name="replace_template"),
    path("mau/<str:name>/<int:number>.typ", templates.source, name="template_source"),
    path("mau/<str:name>/<int:number>.pdf", templates.preview, name="preview_template"),
    path("mau/<str:name>/<int:number>/dung-lai/", templates.restore, name="restore_template"),
    path("nhat-ky/", journal.acts, name="journal"),
    path("nhat-ky/<str:subject>/", journal.subject, name="subject"),
]

"""Processes: every address, in Vietnamese."""

from django.urls import path

from motcua.web.office.processes import drawing, editing, importing, publishing, register, rolling, versions

urlpatterns = [
    path("", register.processes, name="processes"),
    path("nhap/", importing.upload, name="process_import"),
    path("nhap/<uuid:token>/", importing.review, name="process_import_review"),
    path("nhap/<uuid:token>/loi.csv", importing.faults, name="process_import_faults"),
    path("trien-khai/", rolling.roll_outs, name="roll_outs"),
    path("trien-khai/moi/", rolling.begin, name="roll_out_new"),
    path("trien-khai/<uuid:token>/", rolling.roll_out, name="roll_out"),
    path("moi/", editing.new, name="process_new"),
    path("<int:pk>/", register.process, name="process"),
    path("<int:pk>/<int:number>.bpmn", register.source, name="process_source"),
    path("<int:pk>/cac-buoc/", editing.steps, name="process_steps"),
    path("<int:pk>/so-do/", drawing.draw, name="process_draw"),
    path("<int:pk>/so-sanh/", versions.compare, name="process_compare"),
    path("<int:pk>/chuyen-ho-so/", versions.move, name="process_move"),
    path("<int:pk>/dung-lai/<int:number>/", versions.restore, name="process_restore"),
    path("<int:pk>/cong-bo/", publishing.publish, name="process_publish"),
    path("<int:pk>/thoi-dung/", publishing.end, name="process_end"),
]

from django.urls import path
from django.views.i18n import set_language

from motcua.web.ui import uploading, views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("layout/citizen/", views.citizen_page, name="citizen_page"),
    path("layout/staff/", views.staff_page, name="staff_page"),
    path("errors/<str:name>/", views.error_page, name="error_page"),
    path("tep/", uploading.begin, name="uploads"),
    path("tep/<uuid:upload_id>/", uploading.upload, name="upload"),
    path("theme/", views.set_theme, name="theme"),
    path("language/", set_language, name="language"),
]

from django.urls import path
from django.views.i18n import set_language

from motcua.web.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("layout/citizen/", views.citizen_page, name="citizen_page"),
    path("layout/staff/", views.staff_page, name="staff_page"),
    path("errors/<str:name>/", views.error_page, name="error_page"),
    path("theme/", views.set_theme, name="theme"),
    path("language/", set_language, name="language"),
]

"""The hall of a desk: every address, in Vietnamese."""

from django.urls import path

from motcua.web.hall.views import kiosk, screen, ticket

app_name = "hall"
urlpatterns = [
    path("lay-so/<uuid:key>/", kiosk.kiosk, name="kiosk"),
    path("lay-so/<uuid:key>/hen/", kiosk.appointment, name="appointment"),
    path("lay-so/<uuid:key>/so/<uuid:ticket_id>/", kiosk.given, name="given"),
    path("so/<uuid:ticket_id>/", ticket.ticket, name="ticket"),
    path("so/<uuid:ticket_id>/phieu.pdf", ticket.slip, name="slip"),
    path("man-hinh/<int:desk_id>/", screen.screen, name="screen"),
]

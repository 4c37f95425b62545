from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "motcua.web.hall"
    label = "hall"

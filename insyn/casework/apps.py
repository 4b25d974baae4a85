from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "insyn.casework"
    verbose_name = "Uppföljning"

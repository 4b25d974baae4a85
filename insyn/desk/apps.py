from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "insyn.desk"
    verbose_name = "Startsida"

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "insyn.access"
    verbose_name = "Behörighet"

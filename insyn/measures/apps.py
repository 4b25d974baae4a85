from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "insyn.measures"
    verbose_name = "Signaler"

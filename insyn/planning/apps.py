from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "insyn.planning"
    verbose_name = "Planering"

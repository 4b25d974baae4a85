from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "insyn.reporting"
    verbose_name = "Rapportering"

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "insyn.contracts"
    verbose_name = "Avtal"

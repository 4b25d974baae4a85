from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "insyn.exchange"
    verbose_name = "Utbyte"

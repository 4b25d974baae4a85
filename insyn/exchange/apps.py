"""The register workbook in and out."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "insyn.exchange"
    verbose_name = "Utbyte"

    def ready(self) -> None:
        from insyn.base import menu

        editors = ("administrator", "strategist")
        menu.register("Läs in register", "exchange:start", section="Register", order=90, roles=editors)

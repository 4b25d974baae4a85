from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "insyn.contracts"
    verbose_name = "Avtal"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.contracts.queries import agreements
        from insyn.organisation import parts

        menu.register("Avtal", "contracts:contracts", section="Register", order=30)
        menu.register("Kravsamlingar", "contracts:requirement_sets", section="Register", order=40)
        menu.register("Sök bland krav", "contracts:requirements", section="Register", order=50)
        parts.tab("unit", "Avtal", "contracts:of_unit", order=20)
        parts.tab("provider", "Avtal", "contracts:of_provider", order=20)
        parts.before_closing("unit", agreements.contracts_still_open)
        parts.before_closing("provider", agreements.providers_contracts_still_open)

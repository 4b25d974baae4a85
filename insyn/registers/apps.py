from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "insyn.registers"
    verbose_name = "Register"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.organisation import parts
        from insyn.registers.models import EVENT_ROLES

        label = "Händelser"
        menu.register(label, "registers:events", section="Register", order=55, roles=EVENT_ROLES)
        parts.tab("unit", label, "registers:of_unit", order=40, roles=EVENT_ROLES)
        parts.tab("contract", label, "registers:of_contract", order=40, roles=EVENT_ROLES)

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
        clocks = "Frister som löper"
        menu.register(clocks, "registers:clocks", section="Register", order=56, roles=EVENT_ROLES)
        menu.register("Tillsyn", "registers:inspections", section="Register", order=57, roles=EVENT_ROLES)
        suspicions = "Misstänkta oegentligheter"
        menu.register(suspicions, "registers:referrals", section="Register", order=58, roles=EVENT_ROLES)
        menu.register("Kategorier", "registers:categories", section="Administration", order=60)
        menu.register("Koder i källsystem", "registers:codes", section="Administration", order=61, roles=EVENT_ROLES)
        loaders = ("administrator", "strategist", "officer")
        menu.register("Läs in händelser", "registers:import_start", section="Register", order=91, roles=loaders)
        figures = "Statistik"
        menu.register(figures, "registers:figures", section="Register", order=59, roles=EVENT_ROLES)
        for kind in ("unit", "provider", "assignment", "area", "board"):
            parts.tab(kind, figures, f"registers:figures_of_{kind}", order=45, roles=EVENT_ROLES)
        parts.tab("unit", "Tillsyn", "registers:inspections_of_unit", order=41, roles=EVENT_ROLES)
        menu.register(
            "Inkomna från allmänheten", "registers:incoming_list", section="Register", order=59, roles=EVENT_ROLES
        )
        parts.tab("unit", label, "registers:of_unit", order=40, roles=EVENT_ROLES)
        parts.tab("contract", label, "registers:of_contract", order=40, roles=EVENT_ROLES)
        parts.tab("contract", "Tillsyn", "registers:inspections_of_contract", order=41, roles=EVENT_ROLES)

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "insyn.planning"
    verbose_name = "Planering"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.organisation import parts
        from insyn.planning import agenda
        from insyn.planning.queries.feed import planned_entries
        from insyn.registers.models import EVENT_ROLES

        menu.register("Planer", "planning:plans", section="Plan", order=10)
        menu.register("Rotation", "planning:rotations", section="Plan", order=20)
        menu.register("Täckning", "planning:coverage", section="Plan", order=30)
        menu.register("Urval", "planning:draws", section="Plan", order=40)
        menu.register("Risk", "planning:risk", section="Plan", order=35, roles=EVENT_ROLES)
        parts.tab("unit", "Risk", "planning:unit_risk", order=37, roles=EVENT_ROLES)
        parts.tab("contract", "Risk", "planning:contract_risk", order=45, roles=EVENT_ROLES)
        parts.tab("unit", "Täckning", "planning:unit_coverage", order=35)
        agenda.register(planned_entries)

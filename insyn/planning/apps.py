from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "insyn.planning"
    verbose_name = "Planering"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.organisation import parts
        from insyn.planning import agenda
        from insyn.planning.queries.feed import planned_entries

        menu.register("Planer", "planning:plans", section="Plan", order=10)
        menu.register("Rotation", "planning:rotations", section="Plan", order=20)
        menu.register("Täckning", "planning:coverage", section="Plan", order=30)
        menu.register("Urval", "planning:draws", section="Plan", order=40)
        parts.tab("unit", "Täckning", "planning:unit_coverage", order=35)
        agenda.register(planned_entries)

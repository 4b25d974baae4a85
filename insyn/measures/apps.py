from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "insyn.measures"
    verbose_name = "Signaler"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.organisation import parts
        from insyn.registers.models import EVENT_ROLES

        menu.register("Signaler", "measures:signals", section="Uppföljning", order=5, roles=EVENT_ROLES)
        editors = ("administrator", "strategist")
        menu.register("Regler för signaler", "measures:rules", section="Administration", order=70, roles=editors)
        parts.tab("unit", "Signaler", "measures:of_unit", order=35, roles=EVENT_ROLES)

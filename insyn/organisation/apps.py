from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "insyn.organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, UNIT

        for order, kind in ((10, UNIT), (20, PROVIDER), (60, BOARD), (70, AREA), (80, ASSIGNMENT)):
            menu.register(kind.title, kind.listing, section="Register", order=order)
        editors = ("administrator", "strategist")
        menu.register(
            "Kvalitetsområden", "organisation:quality_areas", section="Administration", order=40, roles=editors
        )
        menu.register("Frister", "organisation:deadlines", section="Administration", order=50, roles=editors)

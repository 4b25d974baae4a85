from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "insyn.casework"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        from insyn.base import banners, doors, menu
        from insyn.casework import declared
        from insyn.casework.queries.agenda import case_entries
        from insyn.casework.queries.follow_ups import addresses_of
        from insyn.casework.queries.of_signals import joinings, openings
        from insyn.casework.views.urgent import waiting_notices
        from insyn.organisation import parts
        from insyn.planning import agenda

        menu.register("Uppföljningar", "casework:follow_ups", section="Uppföljning", order=10)
        menu.register("Iakttagelser", "casework:findings", section="Uppföljning", order=20)
        menu.register("Åtgärder", "casework:actions", section="Uppföljning", order=30)
        menu.register("Akuta underrättelser", "casework:urgent_notices", section="Uppföljning", order=40)
        menu.register("Vem får göra vad", "casework:powers", section="Uppföljning", order=90)
        parts.tab("unit", "Uppföljningar", "casework:of_unit", order=30)
        parts.tab("provider", "Uppföljningar", "casework:of_provider", order=30)
        parts.tab("contract", "Uppföljningar", "casework:of_contract", order=30)
        doors.register("follow_up", addresses_of)
        doors.register("signal_opening", openings)
        doors.register("signal_joining", joinings)
        banners.register(waiting_notices)
        agenda.register(case_entries)
        declared.tabs_and_steps()

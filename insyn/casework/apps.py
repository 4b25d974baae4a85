from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "insyn.casework"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        from insyn.base import menu
        from insyn.casework import declared

        menu.register("Uppföljningar", "casework:follow_ups", section="Uppföljning", order=10)
        menu.register("Iakttagelser", "casework:findings", section="Uppföljning", order=20)
        menu.register("Åtgärder", "casework:actions", section="Uppföljning", order=30)
        menu.register("Akuta underrättelser", "casework:urgent_notices", section="Uppföljning", order=40)
        menu.register("Vem får göra vad", "casework:powers", section="Uppföljning", order=90)
        declared.tabs_and_steps()

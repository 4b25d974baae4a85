from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "insyn.access"
    verbose_name = "Behörighet"

    def ready(self) -> None:
        from insyn.base import menu

        menu.register("Personer", "access:people", section="Administration", order=10, roles=("administrator",))

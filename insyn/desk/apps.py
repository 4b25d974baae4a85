from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "insyn.desk"
    verbose_name = "Startsida"

    def ready(self) -> None:
        from insyn.base import menu

        menu.register("Att göra", "desk:start", section="Mitt arbete", order=1)

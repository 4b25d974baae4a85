from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "insyn.publishing"
    verbose_name = "Publicering"

    def ready(self) -> None:
        from insyn.base import menu

        roles = ("officer", "strategist", "director", "secretary")
        menu.register("Publicering", "publishing_work:overview", section="Rapportering", order=40, roles=roles)

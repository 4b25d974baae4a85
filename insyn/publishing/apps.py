from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "insyn.publishing"
    verbose_name = "Publicering"

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "insyn.base"
    verbose_name = "Gemensamt"

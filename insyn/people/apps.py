from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "insyn.people"
    verbose_name = "Personer"

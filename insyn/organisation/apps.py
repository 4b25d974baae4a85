from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "insyn.organisation"
    verbose_name = "Organisation"

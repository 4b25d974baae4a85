from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "insyn.registers"
    verbose_name = "Register"

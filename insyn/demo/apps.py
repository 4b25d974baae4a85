from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "insyn.demo"
    verbose_name = "Demoår"

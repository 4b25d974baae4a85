from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "insyn.base"
    verbose_name = "Gemensamt"

    def ready(self) -> None:
        from insyn.base import checks, logs, role_check  # noqa: F401 - checks register themselves

        logs.configure()
        post_migrate.connect(grant_after_migrations, sender=self)


def grant_after_migrations(*, using: str, **_: object) -> None:
    from insyn.base.grants import apply_grants

    apply_grants(using)

"""Load the demo year into an empty installation, and say who can sign in."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from insyn.demo.actions import load_demo_year
from insyn.demo.catalogue.people import DOMAIN, MANAGERS, PASSWORD, STAFF
from insyn.people.models import Person


class Command(BaseCommand):
    requires_system_checks = []  # as in prepare
    help = "Load the demo year where there is nobody yet, whole or not at all, and list the demo's people."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Person.objects.exists():
            with transaction.atomic():
                load_demo_year(at=timezone.now())
        self.stdout.write("\n".join(_people()))


def _people() -> Iterator[str]:
    yield f"The demo's people, all with the password {PASSWORD}:"
    for key, (name, title, *_) in (STAFF | MANAGERS).items():
        yield f"  {f'{key}@{DOMAIN}':34} {name}, {title}"

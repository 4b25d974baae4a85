"""The stage on which everybody tries every address: set up once for a file of tests, and rolled back after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from tests.access.cast import everybody
from tests.access.routes import Named, Visitor
from tests.access.sample import named
from tests.world import World, build_world


@dataclass(frozen=True)
class Stage:
    """The cast by the matrix's columns, and what fills in the addresses."""

    world: World
    visitors: dict[str, Visitor]
    names: Named


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """Every visit is rolled back by itself, so the tests of a file share the stage."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        visitors = {column: Visitor(person) for column, person in everybody(world).items()}
        yield Stage(world, visitors, named(world))
        transaction.set_rollback(True)

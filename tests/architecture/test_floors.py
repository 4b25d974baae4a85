"""One may only look down the stairs: import-linter sees imports, this sees foreign keys that are named by strings."""

import configparser
from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps

from config.environment import PROJECT_DIR


class Relation(NamedTuple):
    name: str
    here: str
    there: str


def test_foreign_keys_lead_down() -> None:
    """Neither up nor to a neighbour on the same floor."""
    floors = _floors()
    assert [one.name for one in _relations() if one.here != one.there and floors[one.there] <= floors[one.here]] == []


def test_every_app_has_its_floor() -> None:
    assert {config.label for config in apps.get_app_configs() if config.name.startswith("insyn.")} <= set(_floors())


def test_the_models_have_relations_to_judge() -> None:
    assert len({(one.here, one.there) for one in _relations()}) > 10


def _floors() -> dict[str, int]:
    """The number of each app's floor, from the top, as .importlinter says it."""
    contract = configparser.ConfigParser()
    contract.read(PROJECT_DIR / ".importlinter")
    floors = contract["importlinter:contract:floors"]["layers"].strip().splitlines()
    return {app.strip(): number for number, floor in enumerate(floors) for app in floor.split("|")}


def _relations() -> Iterator[Relation]:
    for model in apps.get_models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if isinstance(target, type) and all(one.__module__.startswith("insyn.") for one in (model, target)):
                yield Relation(f"{model._meta.label}.{field.name}", model._meta.app_label, target._meta.app_label)

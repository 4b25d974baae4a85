"""Twice as many rows of everything: what a page asks once a row, it then asks twice.

Each row gets doubles: a sister that belongs to the same rows as it does (another finding in the same follow-up), and
one that belongs to their doubles (the same finding in another follow-up). Where there can be no sister, a
row comes into the same whole with doubles of the rest (another unit in the same follow-up). What can only be there
once stays alone.
"""

import datetime as dt
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Model

# Who somebody is and what belongs to whom stays as it is, so that the same people see the doubles. So do the lines of
# a frozen frame, which are recomputed from its text; there are several of them already.
ALONE = {
    *("people.Person", "organisation.Board", "access.RoleAssignment"),
    *("planning.DrawEntry", "planning.Displacement"),
}
NUMBERS = count(100)
DERIVED = (models.GeneratedField, models.AutoField)

type Doubles = dict[tuple[type[Model], int], Model]


def double_everything() -> dict[str, int]:
    """Doubles every row of ours; gives how many rows each model then has more."""
    doubles: Doubles = {}
    added: dict[str, int] = {}
    for model in _in_order():
        before = list(model._default_manager.order_by("pk"))
        made = {(model, row.pk): found for row in before if (found := _doubled(row, doubles))}
        added[model._meta.label] = sum(map(len, made.values()))
        doubles |= {place: found[-1] for place, found in made.items()}
    return added


def _in_order() -> Iterator[type[Model]]:
    """Models after those they point to, and the same order every time."""
    ours = {
        model._meta.label: model
        for model in apps.get_models()
        if model.__module__.startswith("insyn.") and not hasattr(model, "pgh_obj") and model._meta.label not in ALONE
    }
    order: TopologicalSorter[str] = TopologicalSorter()
    for label, model in sorted(ours.items()):
        order.add(label, *sorted({other._meta.label for _, other in _links(model)} & ours.keys() - {label}))
    return (ours[label] for label in order.static_order())


def _links(model: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    for field in model._meta.concrete_fields:
        if isinstance(field.related_model, type):
            yield field.attname, field.related_model


def _doubled(row: Model, doubles: Doubles) -> list[Model]:
    """The row's doubles; the last is the one that belongs most to others' doubles."""
    first, *_ = [*(name for name, _ in _links(type(row))), ""]
    anew = {
        name: doubles[other, getattr(row, name)].pk
        for name, other in _links(type(row))
        if (other, getattr(row, name)) in doubles
    }
    within = {name: pk for name, pk in anew.items() if name != first}
    sister = _copy(row, {})
    others = [anew] if sister else [within, anew]
    return [copy for copy in (sister, *(_copy(row, links) for links in others if links)) if copy]


def _copy(row: Model, links: dict[str, Any]) -> Model | None:
    """A copy with other links; None where there cannot be such a row."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not isinstance(f, DERIVED)}
    copy = type(row)(**kept | _other_names(row) | links)
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except DatabaseError:
        return None
    return copy


def _other_names(row: Model) -> dict[str, Any]:
    """New values for what names the row, alone or within what it belongs to."""
    unique = {field.name for field in row._meta.concrete_fields if field.unique}
    for constraint in row._meta.constraints:
        unique |= set(getattr(constraint, "fields", ()))
    named = [field for field in row._meta.concrete_fields if field.name in unique and not field.is_relation]
    return {field.attname: _another(field, getattr(row, field.attname)) for field in named if not field.primary_key}


def _another(field: Any, value: Any) -> Any:
    number = next(NUMBERS)
    match value:
        case bool() | None | "":
            return value
        case str() if not field.choices:
            return f"{value[: field.max_length - 5]}-{number}"
        case int():
            return value + number
        case UUID():
            return uuid4()
        case dt.date():
            return value + dt.timedelta(days=number)
    return value

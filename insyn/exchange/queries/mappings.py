"""Mappings by name: those that come with the product and those that somebody has saved."""

from typing import Any

from django.db.models import QuerySet

from insyn.base.imports.mapping import MappingUnfit
from insyn.base.models import ColumnMapping
from insyn.exchange.mappings import supplied


def mapping_names() -> list[str]:
    return sorted({*supplied(), *_saved().values_list("name", flat=True)})


def is_taken(name: str) -> bool:
    """Whether any mapping has the name, also one for files of events."""
    return name in supplied() or ColumnMapping.objects.filter(name=name).exists()


def _saved() -> "QuerySet[ColumnMapping]":
    return ColumnMapping.objects.filter(subject="register")


def targets_named(name: str) -> list[dict[str, Any]]:
    """The saved one before the supplied one; raises MappingUnfit."""
    saved = _saved().filter(name=name).first()
    if saved is not None:
        return list(saved.targets)
    try:
        return supplied()[name]
    except KeyError:
        known = ", ".join(mapping_names()) or "inga"
        raise MappingUnfit(f"Det finns ingen mappning som heter {name}. Det finns: {known}.") from None

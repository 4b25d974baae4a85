"""The rows that a list's filters choose among: read with one query, whatever the number of filters."""

from typing import Any

from django import forms
from django.db.models import CharField, QuerySet, Value

from insyn.base.swedish import swedish_key


def read_choices(form: forms.Form) -> None:
    """Give the choices among named rows their options in Swedish order; a field left alone would ask for its own."""
    fields: dict[str, Any] = {name: field for name, field in form.fields.items() if _is_by_name(field)}
    if not fields:
        return
    first, *rest = (_named(name, field.queryset) for name, field in fields.items())
    options: dict[str, list[tuple[str, str]]] = {name: [] for name in fields}
    for name, pk, label in first.union(*rest, all=True).order_by():
        options[name].append((str(pk), label))
    for name, field in fields.items():
        field.widget.choices = [("", field.empty_label), *sorted(options[name], key=_by_name)]


def _is_by_name(field: Any) -> bool:
    """Rows that are called and sorted by their name; others have an order, or words, of their own."""
    rows = field.queryset if type(field) is forms.ModelChoiceField else None
    return rows is not None and tuple(rows.model._meta.ordering) == ("name",)


def _named(field: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int, str]]:
    return rows.order_by().values_list(Value(field, CharField()), "pk", "name")


def _by_name(option: tuple[str, str]) -> str:
    return swedish_key(option[1])

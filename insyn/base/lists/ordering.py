"""What can be missing in a column: decides whether sorting must say where that goes."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Func, Model


def may_be_null(model: type[Model], expression: Any) -> bool:
    """Whether the expression can be without a value; true where it cannot be told."""
    if isinstance(expression, F):
        return _path_may_be_null(model, str(getattr(expression, "name", "")))
    if isinstance(expression, Func):
        return any(may_be_null(model, source) for source in expression.get_source_expressions())
    return True


def _path_may_be_null(model: type[Model], path: str) -> bool:
    for name in path.split("__"):
        try:
            field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        model = field.related_model or model
    return False

"""Stored values as a person reads them, with related rows by name."""

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import singledispatch

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.fields.related import ForeignKey
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import strip_tags
from psycopg.types.range import Range

from insyn.base.history.tracking import tellers

NOTHING = ""
RICH_TEXT = re.compile(r"<(p|h[1-6]|ul|ol|blockquote|table)\b.*</\1>\s*\Z", re.DOTALL)
BLOCK_END = re.compile(r"</(p|h[1-6]|li|td|th|tr)>")


class Names:
    """Names of people and related rows: first asked for all together, then told one by one."""

    def __init__(self, wanted: Iterable[tuple[models.ForeignKey, object]], person_ids: set[int]) -> None:  # type: ignore[type-arg]
        ids: dict[type[models.Model], set[object]] = defaultdict(set)
        for field, value in wanted:
            if value is not None:
                ids[_target(field)].add(value)
        ids[get_user_model()] |= person_ids
        self._rows: Mapping[type[models.Model], Mapping[object, models.Model]] = {
            model: model._base_manager.in_bulk(keys)  # noqa: SLF001 - Django's documented way to every row
            for model, keys in ids.items()
            if keys
        }

    def of(self, model: type[models.Model], key: object) -> str:
        row = self._rows.get(model, {}).get(key)
        return str(row) if row is not None else f"borttagen (nr {key})"

    def person(self, person_id: int | None) -> str:
        return self.of(get_user_model(), person_id) if person_id is not None else "Systemet"

    def value(self, field: models.Field, value: object) -> str:  # type: ignore[type-arg]
        """The value of a field as text; nothing is empty."""
        if value is None or value == "":
            return NOTHING
        if teller := tellers.get((field.model, field.name)):
            return teller(value)
        if isinstance(field, ForeignKey):
            return self.of(_target(field), value)
        if field.name.endswith("_by_id") and isinstance(value, int):
            return self.person(value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return text_of(value)


def _target(field: models.ForeignKey) -> type[models.Model]:  # type: ignore[type-arg]
    target: type[models.Model] = field.remote_field.model
    return target


@singledispatch
def text_of(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict) else str(value)


@text_of.register
def _(value: bool) -> str:
    return "Ja" if value else "Nej"


@text_of.register
def _(value: float) -> str:
    return str(number_format(value))


@text_of.register
def _(value: str) -> str:
    """Rich text is told as its words; a block's end is a pause between them."""
    if not RICH_TEXT.match(value):
        return value
    return strip_tags(BLOCK_END.sub(r" \g<0>", value)).strip()


@text_of.register
def _(value: dt.datetime) -> str:
    return date_format(timezone.localtime(value), "j F Y H:i")


@text_of.register
def _(value: dt.date) -> str:
    return date_format(value, "j F Y")


@text_of.register
def _(value: list) -> str:  # type: ignore[type-arg]
    return ", ".join(text_of(item) for item in value)


@text_of.register
def _(value: Range) -> str:  # type: ignore[type-arg]
    lower, upper = value.lower, value.upper
    if isinstance(upper, dt.date):
        upper -= dt.timedelta(days=1)
    match lower, upper:
        case None, None:
            return "alltid"
        case None, _:
            return f"till och med {text_of(upper)}"
        case _, None:
            return f"från och med {text_of(lower)}"
        case _:
            return f"{text_of(lower)} till och med {text_of(upper)}"

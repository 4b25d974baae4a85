"""The categorisation as it is, or as it was on a day; and what other systems' codes wait for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left

from insyn.base.periods import STOCKHOLM, is_valid_on, last_day
from insyn.base.scope import Scope
from insyn.base.swedish import swedish_key
from insyn.registers.models import Category, Event, SourceCode


@dataclass(frozen=True)
class CategoryRow:
    """A category as it stood on the day, with those beneath it."""

    pk: int
    name: str
    description: str
    parent_id: int | None
    valid: Any
    replaced_by: str = ""
    children: list["CategoryRow"] = field(default_factory=list)

    @property
    def start(self) -> dt.date:
        first: dt.date = self.valid.lower
        return first

    @property
    def last(self) -> dt.date | None:
        return last_day(self.valid)


def tree_on(day: dt.date, today: dt.date) -> list[CategoryRow]:
    """Head categories with what lies beneath, in Swedish order; a day that was, in the words of that day."""
    rows = _now() if day >= today else _then(day)
    return _as_tree(row for row in rows if is_valid_on(row.valid, day))


def ended_categories(today: dt.date) -> list[CategoryRow]:
    """What is no longer used, and what took its place."""
    found = [row for row in _now() if not is_valid_on(row.valid, today)]
    return sorted(found, key=lambda row: swedish_key(row.name))


def _now() -> list[CategoryRow]:
    rows = Category.objects.select_related("replaced_by")
    return [
        CategoryRow(r.pk, r.name, r.description, r.parent_id, r.valid, r.replaced_by.name if r.replaced_by else "")
        for r in rows
    ]


def _then(day: dt.date) -> list[CategoryRow]:
    """By the history: the last state before the day was over, or the first that is known."""
    over = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), STOCKHOLM)
    model: Any = Category.pgh_event_model  # type: ignore[attr-defined] # set by tracked
    states: dict[int, CategoryRow] = {}
    for state in model.objects.exclude(pgh_label="delete").order_by("pgh_id"):
        if state.pgh_created_at < over or state.pgh_obj_id not in states:
            row = CategoryRow(state.pgh_obj_id, state.name, state.description, state.parent_id, state.valid)
            states[state.pgh_obj_id] = row
    return list(states.values())


def _as_tree(rows: Iterable[CategoryRow]) -> list[CategoryRow]:
    by_pk = {row.pk: row for row in sorted(rows, key=lambda row: swedish_key(row.name))}
    for row in by_pk.values():
        if row.parent_id in by_pk:
            by_pk[row.parent_id].children.append(row)
    # A category whose head had ended by then stands by itself.
    return [row for row in by_pk.values() if row.parent_id not in by_pk]


def code_rows(scope: Scope) -> "QuerySet[Any, Any]":
    """Codes with what they mean here, how many rows wait for that, and an example the person may read."""
    waiting = Event.objects.filter(code=OuterRef("pk"), category=None).order_by()
    counted = waiting.values("code").annotate(n=Count("pk")).values("n")
    example = Event.objects.visible_to(scope).filter(code=OuterRef("pk"), category=None).exclude(text="")
    rows: QuerySet[Any, Any] = SourceCode.objects.visible_to(scope).annotate(
        means=Coalesce(F("category__name"), F("unit__name"), Value("")),
        waiting=Coalesce(Subquery(counted), 0),
        example=Left(Coalesce(Subquery(example.values("text")[:1]), Value("")), 120),
    )
    return rows


def unmapped() -> Q:
    return Q(category=None, unit=None)


def examples_of(code: SourceCode, scope: Scope) -> list[str]:
    """A few of the texts that wait for the code, of the person's own boards."""
    rows = Event.objects.visible_to(scope).filter(code=code, category=code.category_id).exclude(text="")
    return [str(text) for text in rows.values_list("text", flat=True)[:3]]

"""The history of rows as people read it: who did what when, and what each field said before and after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, Literal

from django.apps import apps
from django.db import models
from django.db.models import Q

from insyn.base.history.rows import Change, HistoryPart, HistoryRow
from insyn.base.history.tracking import Event, part_fields, untold
from insyn.base.history.values import Names

MOST_ROWS = 300
# What the database needs and nobody reads.
SILENT = frozenset({"id", "revision", "key"})

type Step = tuple[Event, Event | None]


def history_of(*objects: models.Model) -> list[HistoryRow]:
    """The history of the rows and of what is part of them, newest first.

    The number of queries depends on the number of models, not of rows.
    """
    steps = [step for events in _events(objects) for step in _steps(events)]
    steps.sort(key=lambda step: (step[0].pgh_created_at, step[0].pgh_id), reverse=True)
    names = Names(_references(steps), {person for step in steps if (person := _told(step[0], "person"))})
    rows = [_row(group, names) for group in _grouped(steps)[:MOST_ROWS]]
    return [row for row in rows if row.parts]


def _events(objects: Iterable[models.Model]) -> Iterator[list[Event]]:
    wanted: dict[type[models.Model], Q] = defaultdict(Q)
    for obj in objects:
        wanted[type(obj)] |= Q(pgh_obj_id=obj.pk)
        for model, field in _parts(type(obj)):
            wanted[model] |= Q(**{field: obj.pk})
    for model, condition in wanted.items():
        event_model: Any = model.pgh_event_model  # type: ignore[attr-defined] # set by track
        rows = event_model.objects.filter(condition).select_related("pgh_context").defer(*untold(model))
        yield list(rows.order_by("pgh_id"))


@cache
def _parts(whole: type[models.Model]) -> tuple[tuple[type[models.Model], str], ...]:
    return tuple(
        (model, field)
        for model in apps.get_models()
        for field in part_fields.get(model, ())
        if model._meta.get_field(field).related_model is whole
    )


def _steps(events: Iterable[Event]) -> Iterator[Step]:
    """Each change with the state before it; `before` is such a state and no change of its own."""
    latest: dict[object, Event] = {}
    for event in events:
        key = event.pgh_obj_id
        if event.pgh_label != "before":
            yield event, latest.get(key)
        latest[key] = event


def _grouped(steps: Iterable[Step]) -> list[list[Step]]:
    groups: dict[object, list[Step]] = {}
    for step in steps:
        event = step[0]
        groups.setdefault(event.pgh_context_id or (type(event), event.pgh_id), []).append(step)
    return list(groups.values())


def _row(group: list[Step], names: Names) -> HistoryRow:
    newest = group[0][0]
    parts = (_part(event, before, names) for event, before in reversed(group))
    return HistoryRow(
        at=newest.pgh_created_at,
        who=names.person(_told(newest, "person")),
        action=_action(newest),
        parts=tuple(part for part in parts if part.changes or part.kind != "changed"),
    )


def _action(event: Event) -> str:
    action, step = _told(event, "action"), _told(event, "step")
    if action and step:
        return f"{action}: {step[:1].lower()}{step[1:]}"
    return action or {"insert": "Lade till", "delete": "Tog bort"}.get(event.pgh_label, "Ändrade")


def _told(event: Event, key: str) -> Any:
    return event.pgh_context.metadata.get(key) if event.pgh_context else None


def _part(event: Event, before: Event | None, names: Names) -> HistoryPart:
    kinds: dict[str, Literal["added", "removed"]] = {"insert": "added", "delete": "removed"}
    model = event.pgh_tracked_model
    changes = () if event.pgh_label == "delete" else tuple(_changes(event, before, names))
    return HistoryPart(kinds.get(event.pgh_label, "changed"), str(model._meta.verbose_name), changes)


def _changes(event: Event, before: Event | None, names: Names) -> Iterator[Change]:
    for field in _readable(event):
        new = getattr(event, field.attname)
        old = getattr(before, field.attname) if before else None
        if new != old and (shown := (names.value(field, old), names.value(field, new))) != ("", ""):
            yield Change(str(field.verbose_name), *shown)


def _readable(event: Event) -> list[models.Field]:  # type: ignore[type-arg]
    """The tracked model's own fields, for their labels and choices, as far as the history keeps them."""
    kept = {field.attname for field in event._meta.concrete_fields} - {*untold(event.pgh_tracked_model)}
    return [
        field
        for field in event.pgh_tracked_model._meta.concrete_fields
        if field.attname in kept and field.name not in SILENT
    ]


def _references(steps: Iterable[Step]) -> Iterator[tuple[models.ForeignKey, object]]:  # type: ignore[type-arg]
    for event in chain.from_iterable(steps):
        if event is not None:
            for field in _readable(event):
                if isinstance(field, models.ForeignKey):
                    yield field, getattr(event, field.attname)

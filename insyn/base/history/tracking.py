"""What is kept: every change of a model's rows, written by triggers into a table beside it."""

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pghistory
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pghistory.models import Context
from pghistory.models import Event as PghistoryEvent

from insyn.base.history.registry import index_triggers

index_triggers()

DERIVED_FIELDS = (models.GeneratedField, SearchVectorField)

# The fields by which a model is part of another, whose history then tells of it too.
part_fields: dict[type[models.Model], tuple[str, ...]] = {}
type Teller = Callable[[Any], str] | None

# How a field whose stored value nobody could read is told; None: it is kept, and neither read nor shown here.
tellers: dict[tuple[type[models.Model], str], Teller] = {}


class Event(PghistoryEvent):
    """One row as it was after (or, where it was deleted, before) one change."""

    pgh_id = models.BigAutoField(primary_key=True)

    pgh_obj_id: object
    pgh_context: Context | None
    pgh_context_id: uuid.UUID | None
    pgh_tracked_model: type[models.Model]  # type: ignore[assignment] # set by track

    class Meta:
        abstract = True


def tracked[M: models.Model](
    *,
    on_insert: bool = True,
    exclude: Sequence[str] = (),
    part_of: Sequence[str] = (),
    told: Mapping[str, Teller] | None = None,
) -> Callable[[type[M]], type[M]]:
    """Keep every change of the model's rows, in a table that nobody can alter through the application.

    With `on_insert=False` (rows of mass imports, whose import run is their origin) the creation is not kept;
    then the first change also keeps how the row was before it. `part_of` names the foreign keys to rows whose
    history should also tell of this one: a finding's of its references. `told` says a field in words where its value
    is a structure, or leaves it out of what is shown.
    """

    def track(model: type[M]) -> type[M]:
        part_fields[model] = tuple(part_of)
        tellers.update({(model, field): teller for field, teller in (told or {}).items()})
        return pghistory.track(  # type: ignore[no-any-return]
            *_trackers(on_insert=on_insert),
            exclude=[*exclude, *_derived(model)],
            obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=True),
            context_field=pghistory.ContextForeignKey(db_index=False, related_name="+"),
            append_only=True,
            base_model=Event,
            meta={"indexes": [_index(model, field) for field in part_of]},
            # One statement writes its whole history at once: a mass insert stays fast.
            level=pghistory.Statement,
        )(model)

    return track


def untold(model: type[models.Model]) -> tuple[str, ...]:
    """The fields that are kept but not shown, such as a whole report."""
    return tuple(field for (owner, field), teller in tellers.items() if owner is model and teller is None)


def _trackers(*, on_insert: bool) -> list[pghistory.Tracker]:
    changes: list[pghistory.Tracker] = [pghistory.UpdateEvent(), pghistory.DeleteEvent()]
    if on_insert:
        return [pghistory.InsertEvent(), *changes]
    return [pghistory.UpdateEvent("before", row="OLD", trigger_name="before_update"), *changes]


def _derived(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.local_fields if isinstance(field, DERIVED_FIELDS)]


def _index(model: type[models.Model], field: str) -> models.Index:
    """A name that fits PostgreSQL and is the same in every migration."""
    digest = hashlib.sha256(f"{model._meta.label}.{field}".encode()).hexdigest()[:12]
    return models.Index(fields=[field], name=f"history_{digest}")

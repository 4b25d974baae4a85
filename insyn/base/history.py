"""History by database triggers: what changed, when, by whom and in which action."""

from collections.abc import Callable, Sequence

import pghistory
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pghistory.models import Event as PghistoryEvent

DERIVED_FIELDS = (models.GeneratedField, SearchVectorField)


class Event(PghistoryEvent):
    """One row as it was after (or, where it was deleted, before) one change."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def tracked[M: models.Model](*, on_insert: bool = True, exclude: Sequence[str] = ()) -> Callable[[type[M]], type[M]]:
    """Keep every change of the model's rows, in a table that nobody can alter through the application.

    With `on_insert=False` (rows of mass imports, whose import run is their origin) the creation is not kept;
    then the first change also keeps how the row was before it.
    """

    def track(model: type[M]) -> type[M]:
        derived = [field.name for field in model._meta.local_fields if isinstance(field, DERIVED_FIELDS)]
        return pghistory.track(  # type: ignore[no-any-return]
            *_trackers(on_insert=on_insert),
            exclude=[*exclude, *derived],
            obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+", db_index=True),
            context_field=pghistory.ContextForeignKey(db_index=False, related_name="+"),
            append_only=True,
            base_model=Event,
            # One statement writes its whole history at once: a mass insert stays fast.
            level=pghistory.Statement,
        )(model)

    return track


def _trackers(*, on_insert: bool) -> list[pghistory.Tracker]:
    changes: list[pghistory.Tracker] = [pghistory.UpdateEvent(), pghistory.DeleteEvent()]
    if on_insert:
        return [pghistory.InsertEvent(), *changes]
    return [pghistory.UpdateEvent("before", row="OLD", trigger_name="before_update"), *changes]

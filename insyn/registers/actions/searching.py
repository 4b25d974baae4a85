"""The words by which events are found, made from their texts: at once for one, in chunks after an import."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet

from insyn.base.search import swedish_vector
from insyn.registers.models import Event, EventSearch

CHUNK = 10_000
# The reference and the unit's name weigh most, then what happened, then what was done about it.
VECTOR = {"A": "reference unit_name", "B": "text", "C": "cause action handled"}


def index_events(event_ids: Iterable[int]) -> None:
    """Make these rows' words anew; without effect on rows that are gone."""
    _write(Event.objects.filter(pk__in=list(event_ids)))


def index_run_events(run_id: int) -> None:
    """Make the words of all that a run brought or changed, chunk by chunk; may be done twice."""
    rows = Event.objects.filter(import_run_id=run_id)
    for chunk in _chunks(rows):
        _write(chunk)


def index_missing_events() -> None:
    """Give words to rows that have none, whatever way they came."""
    found = Exists(EventSearch.objects.filter(event=OuterRef("pk")))
    for chunk in _chunks(Event.objects.filter(~found)):
        _write(chunk)


def _chunks(rows: "QuerySet[Any]") -> "Iterable[QuerySet[Any]]":
    """By ranges of keys, so that no chunk has to look through the others."""
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return
    for start in range(ends["first"], ends["last"] + 1, CHUNK):
        yield rows.filter(pk__gte=start, pk__lt=start + CHUNK)


def _write(rows: "QuerySet[Any]") -> None:
    chosen = rows.order_by().annotate(unit_name=F("unit__name")).values_list("pk", swedish_vector(**VECTOR))
    sql, params = chosen.query.sql_with_params()
    table = EventSearch._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (event_id, vector) {sql}"
            " ON CONFLICT (event_id) DO UPDATE SET vector = excluded.vector",
            params,
        )

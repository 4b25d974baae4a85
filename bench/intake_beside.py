"""The same file by django-import-export as it is tuned for speed, and as DuckDB merely reads it."""

import csv
import io
from typing import Any

import duckdb
import tablib
from import_export import fields, resources, widgets

from bench.intake import FIELDS, HEADER


class Known(widgets.Widget):  # type: ignore[misc] # not typed
    """Keys asked once for the whole file, instead of one query a row."""

    def __init__(self, known: dict[str, int]) -> None:
        super().__init__()
        self._known = known

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        return self._known[value]


def resource(run_id: int, system_id: int) -> resources.ModelResource:
    """In bulk, without looking at what was there, with keys remembered: as fast as its documentation says it goes."""
    from insyn.organisation.models import Board, Unit
    from insyn.registers.models import Event, SourceCode

    units = dict(Unit.objects.values_list("key", "pk"))
    codes = {code: SourceCode.objects.get_or_create(system_id=system_id, field="category", code=code)[0].pk
             for code in (f"Kategori {number}" for number in range(12))}  # fmt: skip
    board = Board.objects.get(key="bench").pk

    class Events(resources.ModelResource):  # type: ignore[misc] # not typed
        reference = fields.Field("reference", "Id")
        unit = fields.Field("unit_id", "Enhet", Known(units))
        registered_date = fields.Field("registered_date", "Registrerad", widgets.DateWidget("%Y-%m-%d"))
        occurred_at = fields.Field("occurred_at", "Inträffade", widgets.DateTimeWidget("%Y-%m-%d %H:%M"))
        code = fields.Field("code_id", "Kategori", Known(codes))
        severity = fields.Field("severity", "Allvarlighet", widgets.IntegerWidget())
        likelihood = fields.Field("likelihood", "Sannolikhet", widgets.IntegerWidget())
        basis = fields.Field("basis", "Lagrum", Known({"SoL": "sol", "HSL": "hsl"}))  # type: ignore[dict-item]
        text = fields.Field("text", "Beskrivning")
        action = fields.Field("action", "Åtgärd")
        action_date = fields.Field("action_date", "Åtgärd registrerad", widgets.DateWidget("%Y-%m-%d"))
        closed_date = fields.Field("closed_date", "Avslutad", widgets.DateWidget("%Y-%m-%d"))

        class Meta:
            model = Event
            import_id_fields = ("reference",)
            use_bulk = True
            batch_size = 5_000
            force_init_instance = True
            skip_diff = True
            skip_html_diff = True
            use_transactions = True
            clean_model_instances = False

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            instance.kind, instance.system_id, instance.board_id = "deviation", system_id, board
            instance.occurred_date = instance.occurred_at.date()
            instance.import_run_id = instance.origin_run_id = run_id

        def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
            """It would set the sequences anew, which the application's role may not."""

    return Events()


def import_export(content: bytes, run_id: int, system_id: int) -> None:
    table = tablib.Dataset(headers=list(HEADER))
    reader = csv.reader(io.StringIO(content.decode()), delimiter=";")
    next(reader)
    for row in reader:
        table.append(row)
    found = resource(run_id, system_id).import_data(table, raise_errors=True)
    if found.total_rows != len(table):
        raise AssertionError(found.totals)


def bare_read(path: str) -> None:
    """What a file costs to read at all, by the fastest reader there is: nothing is checked, compared or saved."""
    columns = ", ".join(f'count("{name}")' for name in HEADER[: len(FIELDS)])
    duckdb.sql(f"SELECT {columns} FROM read_csv('{path}', delim=';', header=true)").fetchall()  # noqa: S608 - our own file

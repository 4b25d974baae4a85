"""Staged volumes beside those that are known, and into them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from insyn.registers.intake.staging import LINE, SHEET_OF

# A row of the file holds several measures; each is a row of its own here.
VALUES = """
    CREATE TEMPORARY TABLE volume_values ON COMMIT DROP AS
    SELECT i.row, i.unit_id, i.valid, v.measure, round(v.value, 4) AS value, k.id,
           k.value IS DISTINCT FROM round(v.value, 4) AS is_changed
    FROM incoming_volumes i
    CROSS JOIN LATERAL (VALUES ('persons', i.persons), ('client_days', i.client_days), ('staff_hours', i.staff_hours),
                               ('hours_per_day', i.hours_per_day)) v (measure, value)
    LEFT JOIN registers_unitvolume k ON k.unit_id = i.unit_id AND k.measure = v.measure AND k.valid = i.valid
    WHERE v.value IS NOT NULL
"""
REMARK = (
    f'INSERT INTO base_importremark (run_id, sheet, "row", "column", rule, remedy) SELECT %(run)s, {SHEET_OF}, {LINE}, '
)
REPEATED = (
    REMARK  # noqa: S608 - of constants
    + "'Enhet', 'enheten och perioden står också på rad ' || (r.first & 16777215), 'Ta bort den ena raden.'"
    " FROM incoming_volumes i JOIN (SELECT unit_id, valid, min(row) AS first FROM incoming_volumes"
    " GROUP BY unit_id, valid HAVING count(*) > 1) r USING (unit_id, valid) WHERE i.row > r.first"
)
FORGET_REPEATED = (
    "DELETE FROM incoming_volumes i USING incoming_volumes o"
    " WHERE o.unit_id = i.unit_id AND o.valid = i.valid AND o.row < i.row"
)
EMPTY = (
    REMARK + "'', 'raden har inget värde', 'Fyll i något av måtten, eller ta bort raden.' FROM incoming_volumes i"
    " WHERE num_nonnulls(i.persons, i.client_days, i.staff_hours, i.hours_per_day) = 0"
)
FORGET_EMPTY = (
    "DELETE FROM incoming_volumes i WHERE num_nonnulls(i.persons, i.client_days, i.staff_hours, i.hours_per_day) = 0"
)
OUTCOME = """
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE is_changed AND NOT is_new),
           count(*) FILTER (WHERE NOT is_changed)
    FROM (SELECT row, bool_or(id IS NULL) AS is_new, bool_or(is_changed) AS is_changed
          FROM volume_values GROUP BY row) r
"""
BEFORE = """
    INSERT INTO registers_runchange (run_id, row_id, before)
    SELECT %(run)s, k.id, to_jsonb(k) FROM registers_unitvolume k JOIN volume_values v ON v.id = k.id AND v.is_changed
"""
CHANGE = """
    UPDATE registers_unitvolume k SET value = v.value, import_run_id = %(run)s, system_id = %(system)s
    FROM volume_values v WHERE v.id = k.id AND v.is_changed
"""
ADD = """
    INSERT INTO registers_unitvolume (unit_id, measure, valid, value, system_id, import_run_id)
    SELECT unit_id, measure, valid, value, %(system)s, %(run)s FROM volume_values WHERE id IS NULL
"""


class VolumeSaving:
    """The statements of one run."""

    def __init__(self, *, fields: Iterable[str], told: Mapping[str, Any]) -> None:
        self._told = told

    def run(self, statement: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, self._told)
            return int(cursor.rowcount)

    def compare(self, *, is_complete: bool) -> dict[str, int]:
        """Rows of the file that bring something new, something changed, or nothing; leaves remarks on the others."""
        for statement in (EMPTY, FORGET_EMPTY, REPEATED, FORGET_REPEATED, VALUES):
            self.run(statement)
        with connection.cursor() as cursor:
            cursor.execute(OUTCOME)
            new, changed, unchanged = cursor.fetchone() or (0, 0, 0)
        return {"new": new, "changed": changed, "unchanged": unchanged, "withdrawn": 0}

    def tell_unsorted(self) -> None:
        """Volumes have no categories."""

    def save(self, *, outcome: Mapping[str, int], day: dt.date) -> None:
        for statement in (BEFORE, CHANGE, ADD):
            self.run(statement)

"""Staged events beside those that are known, and into them: set-wise, a handful of statements whatever the number."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection

from insyn.registers.intake.staging import EVENT_COLUMNS, LINE, SHEET_OF, columns_given

# Some hundred thousand rows.
PAGES_AT_ONCE = 6_000
DERIVED = ("board_id",)
# What a new row has in columns that the file does not bring.
OTHERWISE = {
    "kind": "'deviation'", "source": "'other'", "basis": "''", "text": "''", "cause": "''", "action": "''",
    "responsible": "''", "handled": "''", "is_formal": "true", "has_personal_number": "false",
}  # fmt: skip

# What is staged and has no column of its own in an event.
NOT_STORED = frozenset({"row", "category_code", "lex_sarah", "lex_maria"})

REMARK = (
    'INSERT INTO base_importremark (run_id, sheet, "row", "column", rule, remedy) '
    f"SELECT %(run)s, {SHEET_OF}, {LINE}, 'Ärendenummer', "
)
# Of rows that say the same in every column the first is saved; where they differ nobody can say which is right.
REPEATED = """
    CREATE TEMPORARY TABLE repeated ON COMMIT DROP AS
    WITH several AS MATERIALIZED (SELECT reference FROM incoming_events GROUP BY reference HAVING count(*) > 1)
    SELECT i.row, reference, r.first, r.alike FROM incoming_events i JOIN (
        SELECT reference, min(row) AS first, count(DISTINCT i.digest) = 1 AS alike
        FROM incoming_events i JOIN several USING (reference) GROUP BY reference) r USING (reference)
    WHERE NOT (r.alike AND i.row = r.first)
"""
TOLD_REPEATED = (
    REMARK + "CASE WHEN r.alike THEN 'raden upprepar rad ' || (r.first & 16777215) ELSE 'ärendenumret ”' ||"
    " i.reference || '” står på flera rader som säger olika, först på rad ' || (r.first & 16777215) END,"
    " 'Ta bort raden, eller ge den ett eget nummer.' FROM incoming_events i JOIN repeated r USING (row)"
)
KNOWN = """
    CREATE TEMPORARY TABLE known_events ON COMMIT DROP AS
    SELECT i.row, e.id, e.board_id, e.withdrawn_date IS NOT NULL OR (e.source_digest IS DISTINCT FROM i.digest
           AND ({theirs}) IS DISTINCT FROM ({ours})) AS is_changed
    FROM incoming_events i {joins} JOIN registers_event e ON e.system_id = %(system)s AND e.reference = i.reference
"""
OF_OTHERS = (
    REMARK + "'ärendenumret finns redan hos en annan nämnd',"
    " 'Be någon med behörighet i den nämnden läsa in raden.' FROM incoming_events i JOIN known_events k USING (row)"
    " WHERE k.board_id <> ALL(%(boards)s)"
)
FORGET_OTHERS = (
    "DELETE FROM incoming_events i USING known_events k WHERE k.row = i.row AND k.board_id <> ALL(%(boards)s)"
)
WITHDRAWN = """
    CREATE TEMPORARY TABLE absent_events ON COMMIT DROP AS
    SELECT e.id FROM registers_event e
    WHERE e.system_id = %(system)s AND e.withdrawn_date IS NULL
      AND (%(boards)s::bigint[] IS NULL OR e.board_id = ANY(%(boards)s))
      AND e.registered_date BETWEEN (SELECT min(registered_date) FROM incoming_events)
                                AND (SELECT max(registered_date) FROM incoming_events)
      AND e.unit_id IN (SELECT DISTINCT unit_id FROM incoming_events)
      AND NOT EXISTS (SELECT FROM incoming_events i WHERE i.reference = e.reference)
      AND NOT EXISTS (SELECT FROM repeated r WHERE r.reference = e.reference)
      AND e.reference <> ALL(%(refused)s)
"""
BEFORE = (
    "INSERT INTO registers_runchange (run_id, row_id, before) SELECT %(run)s, e.id, to_jsonb(e) - 'event_date'"
    " FROM registers_event e JOIN {source} k ON k.id = e.id {where}"
)
CHANGE = """
    UPDATE registers_event e SET {pairs}, source_digest = i.digest, import_run_id = %(run)s, withdrawn_date = NULL
    FROM incoming_events i {joins} JOIN known_events k ON k.row = i.row AND k.is_changed WHERE e.id = k.id
"""
ADD = """
    INSERT INTO registers_event ({names}, code_id, category_id, system_id, source_digest, origin_run_id,
                                 import_run_id, created_by_id)
    SELECT {values}, s.id, s.category_id, %(system)s, i.digest, %(run)s, %(run)s, %(by)s
    FROM incoming_events i {joins} WHERE {pages} {where}
"""
WITHDRAW = """
    UPDATE registers_event e SET withdrawn_date = '{day}', import_run_id = %(run)s
    FROM absent_events a WHERE a.id = e.id
"""
UNKNOWN = "AND NOT EXISTS (SELECT FROM known_events k WHERE k.row = i.row)"
CODES = """
    INSERT INTO registers_sourcecode (system_id, field, code)
    SELECT DISTINCT %(system)s, 'category', category_code FROM incoming_events WHERE category_code <> ''
    ON CONFLICT DO NOTHING
"""
# About the file, not about a row: what has no category yet is saved all the same.
UNSORTED = (
    'INSERT INTO base_importremark (run_id, sheet, "row", "column", rule, remedy)'
    " SELECT %(run)s, '', NULL, 'Kategori', 'koden ”' || i.category_code || '” hör inte till någon kategori än: '"
    " || count(*) || CASE count(*) WHEN 1 THEN ' rad' ELSE ' rader' END, 'Koppla koden till en kategori.'"
    " FROM incoming_events i {joins} WHERE i.category_code <> '' AND s.category_id IS NULL"
    " GROUP BY i.category_code ORDER BY count(*) DESC LIMIT 500"
)
JOINS = (
    "LEFT JOIN registers_sourcecode s ON s.system_id = %(system)s AND s.field = 'category' AND s.code = i.category_code"
)
TRACKS = """
    INSERT INTO registers_track (event_id, basis, started_date, origin_run_id)
    SELECT e.id, '{basis}', e.registered_date, %(run)s FROM incoming_events i
    JOIN registers_event e ON e.system_id = %(system)s AND e.reference = i.reference WHERE i.{basis}
    ON CONFLICT DO NOTHING
"""


class Saving:
    """The statements of one run; `fields` are those of the mapping that the file's columns give."""

    def __init__(self, *, fields: Iterable[str], told: Mapping[str, Any]) -> None:
        self._told = told
        given = ["code_id" if name == "category_code" else name for name in columns_given(fields)]
        self._own = [name for name in [*given, *DERIVED] if name != "reference"]
        self._lex = [name for name in ("lex_sarah", "lex_maria") if name in set(fields)]

    def run(self, statement: str, **parts: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(joins=JOINS, **parts), self._told)
            return int(cursor.rowcount)

    def compare(self, *, is_complete: bool) -> dict[str, int]:
        """How many rows are new, changed, unchanged and withdrawn; leaves remarks on those that cannot be saved."""
        self._leave_repeated()
        ours = ", ".join(_ours(name) for name in self._own)
        self.run(KNOWN, theirs=", ".join(f'e."{name}"' for name in self._own), ours=ours)
        self._leave_others()
        known = _count("SELECT count(*), count(*) FILTER (WHERE is_changed) FROM known_events")
        (staged,) = _count("SELECT count(*) FROM incoming_events")
        withdrawn = self.run(WITHDRAWN) if is_complete else 0
        return {
            "new": staged - known[0],
            "changed": known[1],
            "unchanged": known[0] - known[1],
            "withdrawn": withdrawn,
        }

    def tell_unsorted(self) -> None:
        if "code_id" in self._own:
            self.run(UNSORTED)

    def _leave_repeated(self) -> None:
        if self.run(REPEATED):
            self.run(TOLD_REPEATED)
            self.run("DELETE FROM incoming_events i USING repeated r WHERE r.row = i.row")

    def _leave_others(self) -> None:
        """A number that another board's event has is neither shown nor taken over."""
        if self._told["boards"] is not None and self.run(OF_OTHERS):
            self.run(FORGET_OTHERS)
            self.run("DELETE FROM known_events k WHERE k.board_id <> ALL(%(boards)s)")

    def save(self, *, outcome: Mapping[str, int], day: dt.date) -> None:
        """What was compared goes in; the sums follow by the database's own triggers."""
        self.run(CODES)
        if outcome["changed"]:
            self.run(BEFORE, source="known_events", where="WHERE k.is_changed")
            self.run(CHANGE, pairs=", ".join(self._pairs()))
        if outcome["withdrawn"]:
            self.run(BEFORE, source="absent_events", where="")
            self.run(WITHDRAW, day=f"{day:%Y-%m-%d}")
        if outcome["new"]:
            names = [name for name in EVENT_COLUMNS if name not in NOT_STORED]
            is_first = not outcome["changed"] and not outcome["unchanged"]
            parts = {"names": ", ".join(names), "values": ", ".join(_ours(name) for name in names)}
            for pages in _parts_of_the_file():
                self.run(ADD, **parts, pages=pages, where="" if is_first else UNKNOWN)
        for basis in self._lex:
            self.run(TRACKS, basis=basis)

    def _pairs(self) -> list[str]:
        pairs = [f'"{name}" = {_ours(name)}' for name in self._own]
        if "code_id" in self._own:
            # What a person has sorted by hand stays, as long as the source says what it said.
            sorted_anew = "e.code_id IS DISTINCT FROM s.id"
            pairs.append(f"category_id = CASE WHEN {sorted_anew} THEN s.category_id ELSE e.category_id END")
        return pairs


def _parts_of_the_file() -> Iterator[str]:
    """Conditions that take the staged rows in turns: what a statement's triggers look at is to fit in memory."""
    (pages,) = _count("SELECT pg_relation_size('incoming_events') / current_setting('block_size')::int")
    for first in range(0, pages, PAGES_AT_ONCE):
        yield f"i.ctid >= '({first},0)' AND i.ctid < '({first + PAGES_AT_ONCE},0)'"


def _ours(name: str) -> str:
    if name == "code_id":
        return "s.id"
    return f'COALESCE(i."{name}", {OTHERWISE[name]})' if name in OTHERWISE else f'i."{name}"'


def _count(statement: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(int(number) for number in cursor.fetchone() or ())

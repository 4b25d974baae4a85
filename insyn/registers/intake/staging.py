"""The rows of a file in a table that only this session sees; nothing of the registers is touched."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from psycopg.copy import QueuedLibpqWriter as Writer

from insyn.base.bulk.columns import Column
from insyn.base.bulk.rows import Sheet
from insyn.base.imports.staging import copy_remarks
from insyn.registers.intake.fields import FIELDS
from insyn.registers.intake.rows import Knowledge, Table, columns_for, tables_of

# The columns that a file may bring, with their types, in the order in which COPY writes them.
EVENT_COLUMNS = {
    "row": "integer", "reference": "text", "kind": "text", "basis": "text", "board_id": "bigint", "unit_id": "bigint",
    "contract_id": "bigint", "category_code": "text", "occurred_date": "date", "occurred_at": "timestamptz",
    "registered_date": "date", "severity": "smallint", "likelihood": "smallint", "source": "text",
    "is_formal": "boolean", "text": "text", "cause": "text", "action": "text", "action_date": "date",
    "responsible": "text", "handled": "text", "due_date": "date", "closed_date": "date",
    "has_personal_number": "boolean", "lex_sarah": "boolean", "lex_maria": "boolean",
}  # fmt: skip
VOLUME_COLUMNS = {
    "row": "integer", "unit_id": "bigint", "valid": "daterange", "persons": "numeric", "client_days": "numeric",
    "staff_hours": "numeric", "hours_per_day": "numeric",
}  # fmt: skip
COLUMNS = {"events": EVENT_COLUMNS, "volumes": VOLUME_COLUMNS}
TABLES = {"events": "incoming_events", "volumes": "incoming_volumes"}
# What stands in the file under another name than in the table.
DERIVED = {"events": ("board_id", "due_date", "has_personal_number"), "volumes": ()}
# How often it is told how far the file has been read, and remarks are put away.
CHUNKS_AT_ONCE = 100
RENAMED = {"unit": "unit_id", "category": "category_code", "period": "valid"}

# A row is known by its sheet's place in the file and its number in the sheet, in one whole number.
SHEETS_APART = 1 << 24
# The rows stay in the memory of the database's process; it takes the word only before its first temporary table.
ROOM = "SELECT set_config('temp_buffers', '128MB', false) WHERE pg_my_temp_schema() = 0"
LINE = "i.row & 16777215"
SHEET_OF = "(%(sheets)s::text[])[(i.row >> 24) + 1]"


def make_table(subject: str) -> None:
    """Empty, for this session only."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS[subject].items())
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(f"DROP TABLE IF EXISTS {TABLES[subject]}")
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLES[subject]} ({columns})")


class Staging:
    """A file's rows on their way into the session's table, and the remarks on those that do not go there.

    COPY is fed by a thread of its own: while the database takes one chunk, the next is being understood.
    """

    def __init__(self, *, run_id: int, subject: str, known: Knowledge, tell: Callable[[int], None]) -> None:
        self._run_id, self._subject, self._known, self._tell = run_id, subject, known, tell
        self._remarks: list[tuple[str, int | None, str, str, str]] = []

    def take(self, sheet: Sheet, rules: Mapping[str, Any], place: int) -> None:
        """All rows of a sheet; `place` is the sheet's among those that are read."""
        columns = columns_for(FIELDS[self._subject], rules, sheet.header, self._known)
        names = self._names(rules)
        tables = self._understood(sheet, columns, place)
        is_done = False
        while not is_done:
            with connection.cursor() as cursor, cursor.copy(self._into(names), writer=Writer(cursor.cursor)) as copy:
                for table in islice(tables, CHUNKS_AT_ONCE):
                    copy.write(self._written(table, names))
                is_done = self._is_exhausted
            copy_remarks(self._run_id, self._remarks)
            self._remarks.clear()
            self._tell(self._known.tally.read)

    def _understood(self, sheet: Sheet, columns: Sequence[Column], place: int) -> Iterator[Table]:
        self._is_exhausted = False
        for table, remarks in tables_of(sheet, columns, self._known):
            if place:
                table["row"] = [number + place * SHEETS_APART for number in table["row"]]
            self._remarks += [(sheet.name, row, label, rule, remedy) for row, label, rule, remedy in remarks]
            yield table
        self._is_exhausted = True

    def _names(self, rules: Mapping[str, Any]) -> list[str]:
        given = {"row", *DERIVED[self._subject], *(RENAMED.get(name, name) for name in rules)}
        if "occurred" in rules:
            given |= {"occurred_date", "occurred_at"}
        if self._subject == "events" and self._known.placements.contract_of:
            given.add("contract_id")
        return [name for name in COLUMNS[self._subject] if name in given]

    def _into(self, names: Sequence[str]) -> str:
        listed = ", ".join(f'"{name}"' for name in names)
        return f"COPY {TABLES[self._subject]} ({listed}) FROM STDIN"

    def _written(self, table: Table, names: Sequence[str]) -> str:
        """In COPY's own text, which both sides handle faster than CSV: a row a line, \\N for nothing."""
        named = {RENAMED.get(name, name): values for name, values in table.items()}
        named["row"] = list(map(str, table["row"]))
        kinds = COLUMNS[self._subject]
        columns = [_escaped(named[name]) if kinds[name] == "text" else _nulled(named[name]) for name in names]
        lines = map("\t".join, zip(*columns, strict=True))
        return "\n".join([*lines, ""])


SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    whole = "".join(texts)
    if any(sign in whole for sign in "\\\t\n\r"):
        return [text.translate(SPECIAL) for text in texts]
    return texts


def _nulled(values: Sequence[str]) -> Sequence[str]:
    return [value or "\\N" for value in values] if "" in values else values

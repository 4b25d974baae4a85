"""The rows of a file in a table that only this session sees; nothing of the registers is touched."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from django.db import DataError, connection, transaction
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
# What a comparison joins by: for the database to look at every column takes as long as the comparison.
JOINED_BY = {"events": "row, reference, category_code", "volumes": "row, unit_id, valid"}
# What stands in the file under another name than in the table.
DERIVED = {"events": ("board_id", "due_date", "has_personal_number"), "volumes": ()}
# A field of the mapping, and the columns that it gives a value to.
GIVES = {
    "occurred": ("occurred_date", "occurred_at"), "registered_date": ("registered_date", "due_date"),
    "category": ("category_code",), "unit": ("unit_id",), "lex_sarah": (), "lex_maria": (), "board": (),
    "text": ("text", "has_personal_number"),
}  # fmt: skip
# A value as the same text in every session, whatever it has for its time zone and its way to write days.
AS_TEXT = {
    "text": '"{}"',
    "date": "(\"{}\" - DATE '1970-01-01')::text",
    "timestamptz": "extract(epoch FROM \"{}\" - TIMESTAMPTZ '1970-01-01 00:00Z')::text",
}
# The rows stay in the memory of the database's process.
ROOM = "SELECT set_config('temp_buffers', '128MB', false) WHERE current_setting('temp_buffers') <> '128MB'"
# How often it is told how far the file has been read, and remarks are put away.
CHUNKS_AT_ONCE = 100
RENAMED = {"unit": "unit_id", "category": "category_code", "period": "valid"}

# A row is known by its sheet's place in the file and its number in the sheet, in one whole number.
SHEETS_APART = 1 << 24
LINE = "i.row & 16777215"
SHEET_OF = "(%(sheets)s::text[])[(i.row >> 24) + 1]"


def make_table(subject: str, fields: Iterable[str]) -> None:
    """Empty, for this session only; `fields` are those of the mapping that the file's columns give.

    The database makes each event's digest as the row comes, while the next rows are being understood.
    """
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS[subject].items())
    if subject == "events":
        columns += f", digest uuid GENERATED ALWAYS AS ({_digest(columns_given(fields))}) STORED"
    _make_room()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLES[subject]}")
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLES[subject]} ({columns})")


def analyse_table(subject: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLES[subject]} ({JOINED_BY[subject]})")


def _make_room() -> None:
    """A session that has had a temporary table already keeps what it has: it is slower, and nothing else."""
    with suppress(DataError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROOM)


def columns_given(fields: Iterable[str]) -> list[str]:
    """What of an event the file says something about."""
    return list(dict.fromkeys(column for name in fields for column in GIVES.get(name, (name,))))


def _digest(names: Iterable[str]) -> str:
    """Of what the source says of a row; an empty text is told from a missing one by nothing that matters."""
    texts = [AS_TEXT.get(EVENT_COLUMNS[name], '"{}"::text').format(name) for name in sorted(names)]
    said = " || chr(31) || ".join(f"coalesce({text}, '')" for text in texts)
    return f"md5({said})::uuid"


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
        return f"COPY {TABLES[self._subject]} ({listed}) FROM STDIN (NULL '')"

    def _written(self, table: Table, names: Sequence[str]) -> str:
        """In COPY's own text, which both sides handle faster than CSV: a row a line, an empty cell for nothing."""
        named = {RENAMED.get(name, name): values for name, values in table.items()}
        named["row"] = list(map(str, table["row"]))
        kinds = COLUMNS[self._subject]
        columns = [_escaped(named[name]) if kinds[name] == "text" else named[name] for name in names]
        lines = map("\t".join, zip(*columns, strict=True))
        return "\n".join([*lines, ""])


SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    whole = "".join(texts)
    if any(sign in whole for sign in "\\\t\n\r"):
        return [text.translate(SPECIAL) for text in texts]
    return texts

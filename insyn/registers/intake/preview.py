"""A file's first rows as they would be understood, and the first of them that would not."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Any

from insyn.base.bulk.columns import BulkField, columns_of
from insyn.base.bulk.rows import sheets_in
from insyn.base.imports.values import Wrong
from insyn.base.periods import STOCKHOLM
from insyn.organisation.models import Board, Unit
from insyn.registers.intake.fields import FIELDS
from insyn.registers.intake.places import DueDays, Placements, Units
from insyn.registers.intake.rows import Knowledge, Remark, columns_for, tables_of
from insyn.registers.models import SourceSystem

LOOKED_AT = 2_000
SHOWN = 5


@dataclass(frozen=True)
class Understood:
    """A row that would be saved, with a text for each label."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Preview:
    """`labels` stand above the rows; `wrong` has for each row that would be rejected its remarks."""

    labels: list[str]
    rows: list[Understood] = field(default_factory=list)
    wrong: dict[int, list[Remark]] = field(default_factory=dict)
    read: int = 0
    rejected: int = 0


def preview_of(
    *,
    name: str,
    content: IO[bytes],
    subject: str,
    mapping: Mapping[str, Any],
    boards: frozenset[int] | None,
    day: dt.date,
) -> Preview:
    """Of the first rows of the first sheet that fits; raises what reading raises."""
    system = SourceSystem.objects.filter(name=mapping["system"]).first()
    known = Knowledge(Units(system), Placements(boards), DueDays(), day.isoformat())
    rules = mapping["columns"]
    told = [each for each in FIELDS[subject] if each.name in rules]
    labels = [each.label for each in told]
    told_of_board = subject == "events" and "board" not in rules
    if told_of_board:
        labels.append("Nämnd")
    wanted = {heading for rule in rules.values() for heading in columns_of(rule)}
    for sheet in sheets_in(name, content, wanted):
        if not wanted <= set(sheet.header) or mapping["sheet"] not in {"", sheet.name}:
            continue
        short = replace(sheet, rows=sheet.rows.first(LOOKED_AT))
        tables = tables_of(short, columns_for(told, rules, sheet.header, known), known)
        return _shown(Preview(labels), told, tables, has_board=told_of_board)
    return Preview(labels)


def _shown(
    preview: Preview, told: Sequence[BulkField], tables: Iterator[tuple[Any, list[Remark]]], *, has_board: bool
) -> Preview:
    read = rejected = 0
    for table, remarks in tables:
        for remark in remarks:
            if remark[0] in preview.wrong or len(preview.wrong) < SHOWN:
                preview.wrong.setdefault(remark[0], []).append(remark)
        rejected += len({remark[0] for remark in remarks})
        read += len(table["row"]) + len({remark[0] for remark in remarks})
        preview.rows.extend(_rows(table, told, SHOWN - len(preview.rows), has_board=has_board))
    return replace(preview, read=read, rejected=rejected)


def _rows(table: Any, told: Sequence[BulkField], most: int, *, has_board: bool) -> Iterator[Understood]:
    count = min(most, len(table["row"]))
    names = _Names(table, count)
    for at in range(count):
        cells = [names.word(each, at) for each in told]
        if has_board:
            cells.append(names.board(at))
        yield Understood(table["row"][at], cells)


class _Names:
    """What the keys of some rows are called."""

    def __init__(self, table: Any, count: int) -> None:
        self._table = table
        units = [key for key in table.get("unit", ())[:count] if not isinstance(key, Wrong)]
        self._units = {str(pk): name for pk, name in Unit.objects.filter(pk__in=units).values_list("pk", "name")}
        self._boards = {str(pk): name for pk, name in Board.objects.values_list("pk", "name")}

    def board(self, at: int) -> str:
        return self._boards.get(str(self._table.get("board_id", self._table.get("board"))[at]), "")

    def word(self, each: BulkField, at: int) -> str:
        if each.kind == "moment":
            return _moment(self._table["occurred_date"][at], self._table["occurred_at"][at])
        value = str(self._table[each.name][at])
        if each.kind == "period":
            return _period(value)
        named: dict[str, dict[str, str]] = {
            "unit": self._units,
            "board": self._boards,
            "yes_no": {"t": "ja", "f": "nej"},
            "choice": {code: word for word, code in each.choices.items()},
        }
        told = named.get(each.kind, {}).get(value, value)
        return told if len(told) < 200 else f"{told[:199]}…"


def _moment(day: str, instant: str) -> str:
    return f"{dt.datetime.fromisoformat(instant).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" if instant else day


def _period(written: str) -> str:
    if not written:
        return ""
    first, after = (dt.date.fromisoformat(part) for part in written.strip("[)").split(","))
    return f"{first} – {after - dt.timedelta(days=1)}"

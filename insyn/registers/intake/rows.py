"""Chunks of a file become rows that may be saved, and remarks on those that may not."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from insyn.base.bulk.columns import (
    BulkField,
    Column,
    Rule,
    quarter_or_month,
    read_choice,
    read_decimal,
    read_number,
    read_yes_no,
)
from insyn.base.bulk.moments import ReadMoment, read_day
from insyn.base.bulk.rows import Chunk, Sheet, chunks_of, swallowed
from insyn.base.imports.values import Wrong
from insyn.registers.intake.places import DueDays, Placements, Units

type Remark = tuple[int, str, str, str]
type Table = dict[str, Sequence[Any]]
PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+ ]?\d{4}(?!\d)")
TEXTS = ("text", "cause", "action", "handled")


@dataclass
class Tally:
    """What a whole file came to, beside its rows."""

    read: int = 0
    repeated_hours: int = 0
    personal_numbers: int = 0
    # Rows that are refused are not gone from the source; of some not even the number can be read.
    refused: set[str] = field(default_factory=set)
    nameless: int = 0


@dataclass(frozen=True)
class Knowledge:
    """What must be known to understand a row."""

    units: Units
    placements: Placements
    due_days: DueDays
    today: str
    tally: Tally = field(default_factory=Tally)


def columns_for(
    fields: Iterable[BulkField], rules: Mapping[str, Rule], header: Sequence[str], known: Knowledge
) -> list[Column]:
    places = {name: place for place, name in reversed(list(enumerate(header)))}
    return [
        Column(each, rules[each.name], places, _understander(each, rules[each.name], known))
        for each in fields
        if each.name in rules
    ]


def _understander(each: BulkField, rule: Rule, known: Knowledge) -> Callable[[str], str]:
    order = str(rule.get("dates", ""))
    readers: dict[str, Callable[[str], str]] = {
        "unit": known.units,
        "day": read_day(order),
        "moment": ReadMoment(order),
        "scale": read_number(4),
        "yes_no": read_yes_no,
        "choice": read_choice(each),
        "board": known.placements.board_named,
        "decimal": read_decimal,
        "period": _period,
    }
    return readers.get(each.kind, str)


def _period(text: str) -> str:
    begins, ends = quarter_or_month(text)
    return f"[{begins},{ends})"


def tables_of(sheet: Sheet, columns: Sequence[Column], known: Knowledge) -> Iterator[tuple[Table, list[Remark]]]:
    """For each chunk, the columns of the rows that hold together, and what is wrong with the others."""
    places = sorted({place for column in columns for place in column.places})
    for chunk in chunks_of(sheet, places):
        known.tally.read += len(chunk.numbers) + len(chunk.broken)
        known.tally.nameless += len(chunk.broken)
        remarks: list[Remark] = [(number, "", rule, remedy) for number, rule, remedy in chunk.broken]
        yield _understood(sheet, chunk, columns, known, remarks), remarks


def _understood(
    sheet: Sheet, chunk: Chunk, columns: Sequence[Column], known: Knowledge, remarks: list[Remark]
) -> Table:
    count, cells = len(chunk.numbers), chunk.columns
    table: Table = {"row": chunk.numbers}
    wrong: dict[int, list[tuple[str, Wrong]]] = {}
    for column in columns:
        values, may_be_wrong = column.read(cells, count) if count else ([], False)
        table[column.field.name] = values
        if may_be_wrong:
            _gather(wrong, column.field.label, values)
        if sheet.is_text and column.field.kind == "text":
            _gather(wrong, column.field.label, _run_together(values, len(sheet.header) - 1))
    table = _without(table, wrong, remarks, known.tally)
    if "registered_date" in table:
        for each in (_placed, _checked):
            table = _without(table, each(table, known), remarks, known.tally)
        _point_out(table, known.tally)
    return table


def _gather(wrong: dict[int, list[tuple[str, Wrong]]], label: str, values: Sequence[Any]) -> None:
    for at, value in enumerate(values):
        if type(value) is Wrong:
            wrong.setdefault(at, []).append((label, value))


def _without(table: Table, wrong: Mapping[int, list[tuple[str, Wrong]]], remarks: list[Remark], tally: Tally) -> Table:
    if not wrong:
        return table
    numbers = table["row"]
    for at, found in sorted(wrong.items()):
        remarks += [(numbers[at], label, fault.rule, fault.remedy) for label, fault in found]
    for at in wrong if "reference" in table else ():
        if type(reference := table["reference"][at]) is str:
            tally.refused.add(reference)
        else:
            tally.nameless += 1
    keep = [at not in wrong for at in range(len(numbers))]
    return {name: list(compress(values, keep)) for name, values in table.items()}


def _run_together(values: Sequence[Any], delimiters: int) -> list[Wrong | None]:
    """Only a cell of several lines can have swallowed the rows after it."""
    if "\n" not in "".join(value for value in values if type(value) is str):
        return []
    remedy = "Sätt ett avslutande citattecken i cellen."
    fault = Wrong("cellen har slukat raderna efter: ett citattecken stängs inte", remedy)
    return [
        fault if type(value) is str and "\n" in value and swallowed(value, delimiters) else None for value in values
    ]


def _placed(table: Table, known: Knowledge) -> dict[int, list[tuple[str, Wrong]]]:
    """Days and instants apart; the board, the contract and the last day of each row."""
    if "occurred" in table:
        _part_moments(table, known.tally)
    units, registered = table["unit"], table["registered_date"]
    boards, wrong = _boards(table, known.placements)
    table["board_id"] = boards
    if contract_of := known.placements.contract_of:
        table["contract_id"] = list(map(contract_of, units, registered))
    due = known.due_days.due
    table["due_date"] = (
        ["" if at in wrong else due(board, day) for at, (board, day) in enumerate(zip(boards, registered, strict=True))]
        if wrong
        else list(map(due, boards, registered))
    )
    return wrong


def _boards(table: Table, placements: Placements) -> tuple[Sequence[Any], dict[int, list[tuple[str, Wrong]]]]:
    """Most units have only ever stood under one board; of the others, and where the file says, it is asked by day."""
    wrong: dict[int, list[tuple[str, Wrong]]] = {}
    units = table["unit"]
    boards: list[Any] = list(map(placements.always.get, units))
    if "board" in table or None in boards:
        registered = table["registered_date"]
        days = [first or last for first, last in zip(table.get("occurred_date", registered), registered, strict=True)]
        told = table.get("board") or [""] * len(units)
        boards = [
            said or board or placements.board_of(unit, day)
            for said, board, unit, day in zip(told, boards, units, days, strict=True)
        ]
        _gather(wrong, "Enhet", boards)
    return boards, wrong


def _part_moments(table: Table, tally: Tally) -> None:
    moments = table.pop("occurred")
    table["occurred_date"] = [moment[:10] for moment in moments]
    instants = [moment[11:] for moment in moments]
    if repeated := sum(1 for instant in instants if instant[-1:] == "|"):
        instants = [instant.rstrip("|") for instant in instants]
        tally.repeated_hours += repeated
    table["occurred_at"] = instants


IN_ORDER = (
    ("occurred_date", "registered_date", "Inträffade", "det kan inte ha inträffat efter att det registrerades"),
    ("registered_date", "closed_date", "Avslutad", "det kan inte vara avslutat före att det registrerades"),
    ("occurred_date", "action_date", "Åtgärd registrerad", "åtgärden kan inte vara registrerad före händelsen"),
)


def _checked(table: Table, known: Knowledge) -> dict[int, list[tuple[str, Wrong]]]:
    """Days that contradict each other, and days to come; days written alike compare as texts."""
    wrong: dict[int, list[tuple[str, Wrong]]] = {}
    for earlier, later, label, rule in IN_ORDER:
        if earlier in table and later in table:
            pairs = zip(table[earlier], table[later], strict=True)
            late = [at for at, (first, last) in enumerate(pairs) if last and first > last]
            for at in late:
                wrong.setdefault(at, []).append((label, Wrong(rule, "Rätta någon av dagarna.")))
    ahead = Wrong("dagen ligger i framtiden", "Rätta dagen.")
    for name, label in (("registered_date", "Registrerad"), ("closed_date", "Avslutad")):
        days = table.get(name, ())
        if max(days, default="") > known.today:
            for at, day in enumerate(days):
                if day > known.today:
                    wrong.setdefault(at, []).append((label, ahead))
    return wrong


# Every digit a nought, every other sign a space: whether there are many in a row is then asked without a pattern.
DIGITS = bytes(48 if 48 <= code <= 57 else 32 for code in range(256))


def _has_digits(text: str) -> bool:
    """Six digits on end, without which there is no personal identity number; most columns of text have none."""
    return b"000000" in text.encode("latin-1", "replace").translate(DIGITS)


def _point_out(table: Table, tally: Tally) -> None:
    """Rows in which something looks like a personal identity number."""
    found = ["f"] * len(table["row"])
    for name in TEXTS:
        texts = table.get(name)
        if texts and _has_digits("\n".join(texts)):
            for at, text in enumerate(texts):
                if PERSONAL_NUMBER.search(text):
                    found[at] = "t"
    table["has_personal_number"] = found
    tally.personal_numbers += found.count("t")

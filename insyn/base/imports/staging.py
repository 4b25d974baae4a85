"""Rows of a file into the staging table, a chunk at a time, with a remark for each cell that breaks a rule."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.db import connection

from insyn.base.imports.mapping import Target
from insyn.base.imports.reading import ODD, Table
from insyn.base.imports.sheets import Sheet
from insyn.base.imports.values import Cell, Value, Wrong, as_text, clean, key_fault

CHUNK = 2_000

type Staged = tuple[str, int, str, dict[str, Value]]
type Fault = tuple[str, str, str]
type Remark = tuple[str, int | None, str, str, str]


@dataclass
class Batch:
    """What a table came to: how many rows were read, and what is wrong where."""

    read: int = 0
    remarks: list[Remark] = field(default_factory=list)
    repeated: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    first_rows: dict[tuple[str, str], int] = field(default_factory=dict)


def stage(run_id: int, table: Table, targets: Sequence[Target], tell: Callable[[int], None]) -> Batch:
    """All rows of a table, in chunks; `tell` hears how many have been read."""
    batch = Batch()
    header = {name: place for place, name in reversed(list(enumerate(table.header))) if name}
    for chunk in batched(_understood(table, targets, header, batch), CHUNK, strict=False):
        copy_rows(run_id, chunk)
        tell(batch.read)
    copy_rows(run_id, _distinct(batch))
    copy_remarks(run_id, batch.remarks)
    tell(batch.read)
    return batch


def _understood(table: Table, targets: Sequence[Target], header: Mapping[str, int], batch: Batch) -> Iterator[Staged]:
    for number, row in table.rows:
        batch.read += 1
        batch.remarks += _strange(table, targets, number)
        for target in targets:
            key, facts, wrong = understand(target, target.cells(header, row))
            batch.remarks += [(table.name or target.sheet.name, number, *each) for each in wrong]
            if not target.distinct:
                yield target.sheet.name, number, key, facts
            elif key:
                told = batch.repeated.setdefault((target.sheet.name, key), Counter())
                told[json.dumps(facts, sort_keys=True)] += 1
                batch.first_rows.setdefault((target.sheet.name, key), number)


def _strange(table: Table, targets: Sequence[Target], number: int) -> Iterator[Remark]:
    """Cells of the row that are read as nothing though something stands in them, in columns that are used."""
    for place, what in sorted(table.odd.get(number, {}).items()):
        heading = table.header[place] if place < len(table.header) else ""
        if any(heading in target.columns for target in targets):
            yield table.name, number, heading, *ODD[what]


def _distinct(batch: Batch) -> Iterator[Staged]:
    """Of several spellings of the same thing, the most common one; of equally common ones, the first by alphabet."""
    for (sheet, key), told in batch.repeated.items():
        chosen = min(told, key=lambda facts: (-told[facts], facts))
        yield sheet, batch.first_rows[sheet, key], key, json.loads(chosen)


def understand(target: Target, cells: Mapping[str, Cell]) -> tuple[str, dict[str, Value], list[Fault]]:
    """Key, facts and what is wrong with one row."""
    facts, wrong = _facts(target.sheet, cells)
    parts = target.sheet.key_parts or (target.sheet.key_name,)
    wrong += [(name, *told) for name in parts if (told := key_fault(cells.get(name)))]
    key, more = _key(target.sheet, as_text(cells.get(target.sheet.key_name)), facts)
    return key, facts, wrong + more


def _facts(sheet: Sheet, cells: Mapping[str, Cell]) -> tuple[dict[str, Value], list[Fault]]:
    facts: dict[str, Value] = {}
    wrong: list[Fault] = []
    for name, cell in cells.items():
        each = sheet.field(name)
        if each is None:
            continue
        try:
            facts[name] = clean(each, cell)
        except Wrong as fault:
            facts[name] = None
            wrong.append((name, fault.rule, fault.remedy))
    return facts, wrong


def _key(sheet: Sheet, key: str, facts: Mapping[str, Value]) -> tuple[str, list[Fault]]:
    """The key as the row is known by, and what is wrong with it."""
    if sheet.key_parts:
        is_whole = all(facts.get(part) for part in sheet.key_parts)
        made = "/".join(str(facts.get(part) or "") for part in sheet.key_parts)
        if key and key != made and is_whole:
            remedy = f"Töm nyckeln, eller skriv {made}."
            return made, [(sheet.key_name, f"nyckeln ”{key}” hör inte till raden", remedy)]
        return made if is_whole else "", []
    if not key:
        return "", [(sheet.key_name, f"{sheet.key_name} saknas", "Fyll i en nyckel som ingen annan rad har.")]
    if len(key) > 60:
        return key[:60], [(sheet.key_name, "nyckeln är längre än 60 tecken", "Korta nyckeln.")]
    return key, []


def copy_rows(run_id: int, rows: "Sequence[Staged] | Iterator[Staged]") -> None:
    into = "COPY base_stagedrow (run_id, sheet, row, key, facts) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for sheet, number, key, facts in rows:
            copy.write_row((run_id, sheet, number, key, json.dumps(facts, ensure_ascii=False)))


def copy_remarks(run_id: int, remarks: Sequence[Remark]) -> None:
    into = 'COPY base_importremark (run_id, sheet, "row", "column", rule, remedy) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for sheet, number, column, rule, remedy in remarks:
            copy.write_row((run_id, sheet, number, column, rule, remedy))

"""Rows of a file into the staging table, a chunk at a time, with a remark for each cell that breaks a rule."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched

from django.db import connection

from insyn.base.imports.mapping import Target
from insyn.base.imports.reading import Table
from insyn.base.imports.values import Cell, Value, Wrong, as_text, clean

CHUNK = 2_000

type Staged = tuple[str, int, str, dict[str, Value]]
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
        for target in targets:
            key, facts, wrong = understand(target, target.cells(header, row))
            batch.remarks += [(table.name or target.sheet.name, number, *each) for each in wrong]
            if not target.distinct:
                yield target.sheet.name, number, key, facts
            elif key:
                told = batch.repeated.setdefault((target.sheet.name, key), Counter())
                told[json.dumps(facts, sort_keys=True)] += 1
                batch.first_rows.setdefault((target.sheet.name, key), number)


def _distinct(batch: Batch) -> Iterator[Staged]:
    """Of several spellings of the same thing, the most common one; of equally common ones, the first by alphabet."""
    for (sheet, key), told in batch.repeated.items():
        chosen = min(told, key=lambda facts: (-told[facts], facts))
        yield sheet, batch.first_rows[sheet, key], key, json.loads(chosen)


def understand(target: Target, cells: Mapping[str, Cell]) -> tuple[str, dict[str, Value], list[tuple[str, str, str]]]:
    """Key, facts and what is wrong with one row."""
    sheet, facts, wrong = target.sheet, {}, []
    for name, cell in cells.items():
        each = sheet.field(name)
        if each is None:
            continue
        try:
            facts[name] = clean(each, cell)
        except Wrong as fault:
            facts[name] = None
            wrong.append((name, fault.rule, fault.remedy))
    key = as_text(cells.get(sheet.key_name))
    if sheet.key_parts:
        made = "/".join(str(facts.get(part) or "") for part in sheet.key_parts)
        if key and key != made and all(facts.get(part) for part in sheet.key_parts):
            remedy = f"Töm nyckeln, eller skriv {made}."
            wrong.append((sheet.key_name, f"nyckeln ”{key}” hör inte till raden", remedy))
        key = made if all(facts.get(part) for part in sheet.key_parts) else ""
    elif not key:
        wrong.append((sheet.key_name, f"{sheet.key_name} saknas", "Fyll i en nyckel som ingen annan rad har."))
    elif len(key) > 60:
        wrong.append((sheet.key_name, "nyckeln är längre än 60 tecken", "Korta nyckeln."))
        key = key[:60]
    return key, facts, wrong


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

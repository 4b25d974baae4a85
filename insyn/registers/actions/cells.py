"""The sums of events, beside the triggers that keep them: counted once for many statements, held against the rows, made
anew.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from insyn.base.actions import action
from insyn.registers.actions.counting import DIFFERENT, GATHERED, PUT
from insyn.registers.models import DueCell, EventCell

MEMORY = "SET LOCAL work_mem = '256MB'"


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that does not hold what its rows say; None where one of the two is missing."""

    table: str
    level: int
    node_id: int
    kind: str
    month: dt.date
    stored: int | None
    counted: int | None


@contextmanager
def counted_together() -> Iterator[None]:
    """What several statements do to events within the block is counted once, at its end, in one transaction.

    The cells are locked from then until the transaction ends: let the block be the last that it does.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GATHERED)
        cursor.execute("SELECT set_config('insyn.cells_gathered', 'on', true)")
        yield
        cursor.execute("SELECT set_config('insyn.cells_gathered', 'off', true)")
        cursor.execute(
            "SELECT registers_count(array_agg(ROW(f.*)::registers_fact)) FROM cell_facts f HAVING count(*) > 0"
        )
        cursor.execute("DROP TABLE cell_facts")


def compare_cells() -> tuple[Difference, ...]:
    """Every cell beside its rows, as of one moment; nobody waits for it."""
    found: list[Difference] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MEMORY)
        for table, different in DIFFERENT.items():
            cursor.execute(different)
            found += [Difference(table, *row) for row in cursor.fetchall()]
    return tuple(found)


@action("Räknade om registrens summor")
def mend_cells() -> tuple[Difference, ...]:
    """Every cell made to equal the count of its rows; says which did not. Nobody waits where all are right."""
    if not compare_cells():
        return ()
    _lock()
    found = compare_cells()
    if found:
        rebuild_cells()
    return found


@action("Räknade om registrens summor")
def rebuild_cells() -> None:
    """All cells anew from the rows. Whoever writes events waits meanwhile."""
    _lock()
    EventCell.objects.all().delete()
    DueCell.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(MEMORY)
        for put in PUT.values():
            cursor.execute(put)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_cells_lock()")

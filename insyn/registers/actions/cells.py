"""The sums of events, beside the triggers that keep them: counted once for many statements, held against the rows, made
anew.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from insyn.base.actions import action
from insyn.registers.models import DueCell, EventCell
from insyn.registers.summing.saving import add_gathered, differences, put_standing

# So many facts the database sums as fast by itself.
FEW = 500


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
        cursor.execute("CREATE TEMPORARY TABLE cell_facts OF registers_fact ON COMMIT DROP")
        cursor.execute("SELECT set_config('insyn.cells_gathered', 'on', true)")
        yield
        cursor.execute("SELECT set_config('insyn.cells_gathered', 'off', true)")
        _count_gathered()
        cursor.execute("DROP TABLE cell_facts")


def _count_gathered() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cell_facts")
        (count,) = cursor.fetchone()
        if count > FEW:
            _lock()
            add_gathered(count)
        elif count:
            cursor.execute("SELECT registers_count(array_agg(ROW(f.*)::registers_fact)) FROM cell_facts f")


def compare_cells() -> tuple[Difference, ...]:
    """Every cell beside its rows, as of one moment; nobody waits for it."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return tuple(Difference(table, *row) for table, row in differences())


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
    put_standing()


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT registers_cells_lock()")

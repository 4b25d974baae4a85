"""Who gives way when capacity falls or an urgent case comes, and the log of it.

Random picks go first (last ticket first), then the commissioners' from the end, then the complaints' from the end
(STATISTICS d 4; risk and severity go before random, seed 000 §3.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insyn.statistics.draw.faults import DisplacementError
from insyn.statistics.draw.ids import id_fault, text_fault
from insyn.statistics.draw.quotas import Ground
from insyn.statistics.draw.selection import Pick

_GOES = {Ground.COMPLAINTS: 0, Ground.COMMISSIONERS: 1, Ground.RANDOM: 2}


class Cause(StrEnum):
    """Why a drawn contract gives way."""

    CAPACITY = "capacity"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Displacement:
    """One line of the log: `goes_out` gives way; `comes_in` is the urgent contract, None when capacity falls."""

    cause: Cause
    goes_out: str
    comes_in: str | None
    decided_date: date
    reason: str


def displacement_order(picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """The picks in the order they give way, first to go first."""
    return tuple(sorted(picks, key=lambda pick: (_GOES[pick.ground], pick.rank or 0, pick.ticket), reverse=True))


def standing_picks(picks: Sequence[Pick], log: Sequence[Displacement]) -> tuple[Pick, ...]:
    """The picks that remain after the log, in the draw's order.

    Raises DisplacementError, with the entry's number and field, where the log lets another than the next one go,
    lacks a reason, brings in a contract that already stands, or finds nothing left to let go.
    """
    order = list(displacement_order(picks))
    urgent: set[str] = set()
    for number, entry in enumerate(log, start=1):
        _check_entry(entry, number, {pick.contract for pick in order} | urgent)
        if not order:
            raise DisplacementError("inget draget avtal finns kvar som kan ge plats.", entry=number, field="goes_out")
        if entry.goes_out != order[0].contract:
            fact = f"”{entry.goes_out}” ströks, men i tur att ge plats stod ”{order[0].contract}”."
            raise DisplacementError(fact, entry=number, field="goes_out")
        order.pop(0)
        urgent |= {entry.comes_in} if entry.comes_in else set()
    left = {pick.contract for pick in order}
    return tuple(pick for pick in picks if pick.contract in left)


def next_to_go(picks: Sequence[Pick], log: Sequence[Displacement]) -> Pick:
    """The pick that gives way next; raises DisplacementError when none is left."""
    order = displacement_order(standing_picks(picks, log))
    if not order:
        raise DisplacementError("inget draget avtal finns kvar som kan ge plats.", entry=len(log) + 1, field="goes_out")
    return order[0]


def _check_entry(entry: Displacement, number: int, standing: set[str]) -> None:
    if fault := text_fault(entry.reason):
        raise DisplacementError(f"skälet: {fault}.", entry=number, field="reason")
    if (entry.cause is Cause.URGENT) != (entry.comes_in is not None):
        fact = "ett akut ärende anger vilket avtal som kommer in, minskad kapacitet anger inget."
        raise DisplacementError(fact, entry=number, field="comes_in")
    if entry.comes_in is None:
        return
    if fault := id_fault(entry.comes_in):
        raise DisplacementError(f"{fault}.", entry=number, field="comes_in")
    if entry.comes_in in standing:
        fact = f"”{entry.comes_in}” är redan med i urvalet och behöver ingen ny plats."
        raise DisplacementError(fact, entry=number, field="comes_in")

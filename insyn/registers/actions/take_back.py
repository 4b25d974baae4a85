"""A run is dropped before it is saved, or undone afterwards, as long as nothing that it brought has been touched."""

import datetime as dt
from dataclasses import dataclass

from insyn.base.actions import action
from insyn.base.models import ImportRun
from insyn.base.queue import defer_named
from insyn.base.refusals import Refusal
from insyn.people.models import Person
from insyn.registers.actions.cells import counted_together
from insyn.registers.actions.intake import NotWaiting, one_at_a_time
from insyn.registers.actions.searching import index_events
from insyn.registers.intake.undoing import Undoing
from insyn.registers.models import RunChange

State = ImportRun.State
TAKING_BACK = "tar tillbaka inläsningen"
# More than so many restored rows are made findable again at night.
INDEXED_AT_ONCE = 20_000


class NotSaved(Refusal):
    message = "Inläsningen är inte sparad, eller redan tillbakatagen. Ladda om sidan."


class TouchedSince(Refusal):
    """Rows stand in the way; the message says how many."""


class OfOthers(Refusal):
    message = (
        "Inläsningen har rader hos en nämnd vars händelser du inte längre läser. Be någon med behörighet i den nämnden."
    )


@dataclass(frozen=True)
class InTheWay:
    """The rows that a later run or a person has touched: the first of them, and how many."""

    ids: list[int]
    count: int


def in_the_way(run: ImportRun, *, most: int = 50) -> InTheWay:
    return InTheWay(*_undoing(run, None).touched(most))


@action("Avbröt en inläsning av händelser eller volymer")
def drop_run(*, run_id: int, by: Person | None, at: dt.datetime) -> ImportRun:
    """Nothing in the registers is changed; the remarks go, the file stays. Raises NotWaiting."""
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state not in {State.MAPPING, State.READY, State.FAULTY, State.STOPPED}:
        raise NotWaiting("Inläsningen är redan sparad eller håller på att läsas eller sparas.")
    run.remarks.all().delete()
    run.state = State.DROPPED
    run.save(update_fields=["state"])
    return run


@action("Bad att få en inläsning tillbakatagen")
def ask_to_take_back(*, run_id: int, boards: frozenset[int] | None, by: Person | None, at: dt.datetime) -> ImportRun:
    """A worker does it; raises NotSaved, TouchedSince and OfOthers."""
    run = _locked(run_id)
    _check(run, _undoing(run, boards))
    run.phase, run.message = TAKING_BACK, ""
    run.save(update_fields=["phase", "message"])
    return run


@action("Tog tillbaka en inläsning")
def take_back_run(*, run_id: int, boards: frozenset[int] | None, by: Person | None, at: dt.datetime) -> ImportRun:
    """What the run brought goes, with tracks and words, and what it changed or withdrew is as it was.

    Raises NotSaved, TouchedSince and OfOthers.
    """
    run = _locked(run_id)
    one_at_a_time(run)
    undoing = _undoing(run, boards)
    undoing.lock()
    _check(run, undoing)
    with counted_together():
        undoing.undo()
    if run.subject == ImportRun.Subject.EVENTS:
        changed = undoing.changed()
        if 0 < len(changed) <= INDEXED_AT_ONCE:
            index_events(changed)
        defer_named("measures.find_signals", once="run", run_id=run.pk)
    RunChange.objects.filter(run=run).delete()
    run.state, run.phase, run.message = State.TAKEN_BACK, "", ""
    run.save(update_fields=["state", "phase", "message"])
    return run


@action("Lät en inläsning vara kvar")
def stay(*, run_id: int, message: str, by: Person | None, at: dt.datetime) -> None:
    """It could not be taken back after all: the page says why."""
    ImportRun.objects.filter(pk=run_id, state=State.SAVED).update(phase="", message=message)


def _locked(run_id: int) -> ImportRun:
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state != State.SAVED:
        raise NotSaved
    return run


def _check(run: ImportRun, undoing: Undoing) -> None:
    if undoing.is_of_others():
        raise OfOthers
    count = undoing.touched(0)[1]
    if count:
        rows = "1 rad har" if count == 1 else f"{count} rader har"
        raise TouchedSince(f"Det går inte att ta tillbaka inläsningen: {rows} ändrats sedan dess.")


def _undoing(run: ImportRun, boards: frozenset[int] | None) -> Undoing:
    told = {"run": run.pk, "saved_at": run.saved_at, "boards": None if boards is None else sorted(boards)}
    return Undoing(run.subject, told)

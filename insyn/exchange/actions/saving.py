"""What was shown is saved: all or nothing, once, and only if it is still what was shown."""

import datetime as dt

from django.db import IntegrityError, connection, transaction

from insyn.base.actions import action
from insyn.base.imports.writing import write
from insyn.base.models import ImportRun, StagedRow
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.exchange.actions.loading import NotWaiting
from insyn.exchange.actions.reading import compare_run
from insyn.exchange.sheets import SHEETS
from insyn.organisation.actions import refresh_names
from insyn.people.models import Person

State = ImportRun.State


class AlreadySaved(Refusal):
    message = "Inläsningen är redan sparad. Läs in filen på nytt om den ska jämföras igen."


class HasFaults(Refusal):
    message = "Filen har fel. Inget sparas förrän alla rader är rätt."


CHANGED_SINCE = (
    "Registret har ändrats sedan förhandsvisningen. Det du ser nu är jämfört på nytt: granska och spara igen."
)
COLLIDED = (
    "Inget är sparat: en rad går inte ihop med det som redan står i registret. Två tider för samma sak får inte "
    "överlappa. Granska perioder och nycklar, och läs in filen på nytt."
)


@action("Bad att få en registerfil sparad")
def ask_to_save(*, run_id: int, by: Person | None, at: dt.datetime) -> ImportRun:
    """Raises AlreadySaved, HasFaults and NotWaiting."""
    run = _locked(run_id)
    if run.state == State.FAULTY:
        raise HasFaults
    if run.state != State.READY:
        raise NotWaiting
    run.state, run.phase, run.message = State.SAVING, "sparar", ""
    run.save(update_fields=["state", "phase", "message"])
    return run


def save_run(*, run_id: int, boards: frozenset[int] | None, by: Person | None, at: dt.datetime) -> ImportRun:
    """All of it, or nothing. What the register has come to differ in since the preview is shown first."""
    try:
        return _save(run_id=run_id, boards=boards, by=by, at=at)
    except IntegrityError:
        ImportRun.objects.filter(pk=run_id).update(state=State.STOPPED, message=COLLIDED)
        found: ImportRun = ImportRun.objects.get(pk=run_id)
        return found


@action("Sparade en registerfil")
def _save(*, run_id: int, boards: frozenset[int] | None, by: Person | None, at: dt.datetime) -> ImportRun:
    run = _locked(run_id)
    if run.state != State.SAVING:
        raise NotWaiting
    _one_at_a_time()
    shown = run.digest
    run.remarks.all().delete()
    compare_run(run, read=run.read, boards=boards)
    if run.digest != shown or run.state != State.READY:
        run.message = CHANGED_SINCE
        run.save(update_fields=["message"])
        return run
    told = {
        "run": run.pk,
        "day": run.snapshot_date,
        "by_month": run.snapshot_by_month,
        "by": run.by_id,
        "source": run.mapping_name if run.targets else "",
    }
    staged = set(StagedRow.objects.filter(run=run).values_list("sheet", flat=True).distinct())
    with transaction.atomic():
        for sheet in SHEETS.values():
            if sheet.name in staged:
                write(sheet, told)
    refresh_names(by=by, at=at, day=local_date(at))
    run.state, run.saved_at = State.SAVED, at
    run.save(update_fields=["state", "saved_at"])
    return run


def _locked(run_id: int) -> ImportRun:
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state == State.SAVED:
        raise AlreadySaved
    return run


def _one_at_a_time() -> None:
    """Two files saved at once would each be compared with a register that the other is changing."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE base_importedrow IN SHARE ROW EXCLUSIVE MODE")

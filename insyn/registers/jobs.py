"""Files are read and saved by a worker; each night the sums of events are held against their rows."""

import datetime as dt
import logging

from django.utils import timezone

from insyn.access.queries import scope_of
from insyn.base.models import ImportRemark, ImportRun
from insyn.base.periods import local_date
from insyn.base.queue import job, periodic_job
from insyn.base.refusals import Refusal
from insyn.people.models import Person
from insyn.registers import actions
from insyn.registers.actions import intake
from insyn.registers.actions import take_back as undoing
from insyn.registers.models import EVENT_ROLES
from insyn.registers.queries.mappings import SUBJECTS

logger = logging.getLogger(__name__)
KEPT_DAYS = 30


@periodic_job("Räknade om registrens summor", cron="20 1 * * *")
def mend_cells() -> None:
    """The triggers keep the sums: where a unit's provider or area is corrected backwards, this moves them."""
    for one in actions.mend_cells():
        logger.warning("a sum of events was wrong and is mended: %s", one)


@job("Gjorde inlästa händelser sökbara")
def index_run(run_id: int) -> None:
    """Asked for by whoever imports, in the run's transaction: defer(index_run, once=str(run_id), run_id=run_id)."""
    actions.index_run_events(run_id)


@periodic_job("Gjorde händelser sökbara", cron="7 4 * * *")
def index_missing() -> None:
    """Rows that came by another way, and those whose job was lost."""
    actions.index_missing_events()


@job("Lät händelserna följa sin kod")
def follow_code(code_id: int, was: int | None) -> None:
    """The rows of a code that was mapped, where they are very many."""
    actions.follow_code(code_id=code_id, was=was)


@job("Läste en fil med händelser eller volymer")
def read_file(run_id: int) -> None:
    run = ImportRun.objects.get(pk=run_id)
    intake.read_run(run_id=run_id, boards=_boards(run), at=timezone.now())


@job("Sparade en fil med händelser eller volymer")
def save_file(run_id: int) -> None:
    run = ImportRun.objects.get(pk=run_id)
    # Done twice, it has been saved already: the second time there is nothing to do.
    if run.state == ImportRun.State.SAVING:
        by = Person.objects.filter(pk=run.by_id or 0).first()
        intake.save_run(run_id=run_id, boards=_boards(run), by=by, at=timezone.now())


@job("Tog tillbaka en inläsning")
def take_back(run_id: int) -> None:
    run = ImportRun.objects.get(pk=run_id)
    by = Person.objects.filter(pk=run.by_id or 0).first()
    try:
        undoing.take_back_run(run_id=run_id, boards=_boards(run), by=by, at=timezone.now())
    except undoing.NotSaved:
        return
    except Refusal as refusal:
        # Somebody touched a row while the job waited.
        undoing.stay(run_id=run_id, message=str(refusal), by=by, at=timezone.now())


@periodic_job("Rensade anmärkningar som blivit gamla", cron="53 3 * * *")
def clear_remarks() -> None:
    """A remark tells what stood in a cell, which may be personal data."""
    old = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    ImportRemark.objects.filter(run__subject__in=SUBJECTS, run__at__lt=old).delete()


def _boards(run: ImportRun) -> frozenset[int] | None:
    return scope_of(run.by_id, local_date(timezone.now())).boards_for(*EVENT_ROLES)

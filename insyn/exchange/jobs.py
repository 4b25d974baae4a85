"""Reading and saving take their time: a worker does both, and a closed tab stops neither."""

import datetime as dt

from django.utils import timezone

from insyn.access.queries import scope_of
from insyn.base.models import ImportRun, StagedRow
from insyn.base.periods import local_date
from insyn.base.queue import defer, job, periodic_job
from insyn.exchange import actions
from insyn.people.models import Person
from insyn.registers.jobs import index_run
from insyn.registers.models import EVENT_ROLES

KEPT_DAYS = 30


@job("Läste en registerfil")
def read_file(run_id: int) -> None:
    run = ImportRun.objects.get(pk=run_id)
    actions.read_run(run_id=run_id, boards=_boards(run), at=timezone.now())


@job("Sparade en registerfil")
def save_file(run_id: int) -> None:
    run = ImportRun.objects.get(pk=run_id)
    # Done twice, it has been saved already: the second time there is nothing to do.
    if run.state == ImportRun.State.SAVING:
        by = Person.objects.filter(pk=run.by_id or 0).first()
        actions.save_run(run_id=run_id, boards=_boards(run), by=by, at=timezone.now())
        defer(index_run, once=str(run_id), run_id=run_id)


@periodic_job("Rensade inlästa rader som blivit gamla", cron="47 3 * * *")
def clear_staged() -> None:
    """A file's rows may hold personal data; what came of them stands in the register."""
    old = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    StagedRow.objects.filter(run__at__lt=old).delete()


def _boards(run: ImportRun) -> frozenset[int] | None:
    return scope_of(run.by_id, local_date(timezone.now())).boards_for(*EVENT_ROLES)

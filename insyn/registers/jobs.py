"""Each night the sums of events are held against their rows; after an import its rows are made findable."""

import logging

from insyn.base.queue import job, periodic_job
from insyn.registers import actions

logger = logging.getLogger(__name__)


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

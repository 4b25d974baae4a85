"""Each night the sums of events are held against their rows."""

import logging

from insyn.base.queue import periodic_job
from insyn.registers import actions

logger = logging.getLogger(__name__)


@periodic_job("Räknade om registrens summor", cron="20 1 * * *")
def mend_cells() -> None:
    """The triggers keep the sums: where a unit's provider or area is corrected backwards, this moves them."""
    for one in actions.mend_cells():
        logger.warning("a sum of events was wrong and is mended: %s", one)

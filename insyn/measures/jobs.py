"""What a worker does for signals: after each import, and every night."""

import structlog
from django.utils import timezone

from insyn.base.queue import defer, job, periodic_job
from insyn.measures.actions.estimating import estimate_false_alarms
from insyn.measures.actions.finding import find_all_signals

log = structlog.get_logger("insyn.jobs")


@job("Letade efter signaler")
def find_signals(run_id: int | None) -> None:
    """After an import; asked for by its name, measures.find_signals."""
    found = find_all_signals(run_id=run_id, at=timezone.now())
    log.info("signals found", run=run_id, count=len(found))
    defer(estimate_expected, once="now")


@job("Beräknade väntade falska larm")
def estimate_expected() -> None:
    """Takes a minute or so, and nothing where neither numbers nor rules have changed."""
    estimate_false_alarms(at=timezone.now())


@periodic_job("Letade efter signaler", cron="40 3 * * *")
def find_signals_nightly() -> None:
    """Months that have ended since yesterday, and rows that were entered by hand."""
    find_all_signals(run_id=None, at=timezone.now())
    defer(estimate_expected, once="now")

"""What a worker does for casework on a schedule."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.utils import timezone

from insyn.base.periods import local_date
from insyn.base.queue import periodic_job
from insyn.base.refusals import Refusal
from insyn.casework.actions.factual_check import remind_of_check
from insyn.casework.actions.requests import remind_of_request
from insyn.casework.actions.urgent import repeat_unconfirmed, send_unsent
from insyn.casework.queries.reminders import checks_to_remind, requests_to_remind

log = structlog.get_logger("insyn.jobs")


@periodic_job("Upprepade akuta underrättelser", cron="*/10 * * * *")
def repeat_urgent_notices() -> None:
    now = timezone.now()
    send_unsent(at=now)
    repeat_unconfirmed(by=None, at=now)


@periodic_job("Påminde utförare", cron="10 7 * * 1-5")
def remind_providers() -> None:
    """Each overdue request and factual check once a week, on weekday mornings."""
    at = timezone.now()
    day = local_date(at)
    for request_id in requests_to_remind(day):
        with _unless_settled():
            remind_of_request(request_id=request_id, by=None, at=at)
    for check_id in checks_to_remind(day):
        with _unless_settled():
            remind_of_check(check_id=check_id, by=None, at=at)


@contextmanager
def _unless_settled() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        # Somebody settled it, or reminded by hand, while the job was at work.
        log.info("no reminder needed", reason=type(refusal).__name__)

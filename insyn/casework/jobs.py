"""What a worker does for casework on a schedule."""

from django.utils import timezone

from insyn.base.queue import periodic_job
from insyn.casework.actions.urgent import repeat_unconfirmed, send_unsent


@periodic_job("Upprepade akuta underrättelser", cron="*/10 * * * *")
def repeat_urgent_notices() -> None:
    now = timezone.now()
    send_unsent(at=now)
    repeat_unconfirmed(by=None, at=now)

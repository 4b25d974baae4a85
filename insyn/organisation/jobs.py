"""Each night the names that begin to hold that day are set on what bears them."""

from django.utils import timezone

from insyn.base.periods import today
from insyn.base.queue import periodic_job
from insyn.organisation import actions


@periodic_job("Satte dagens namn i registret", cron="5 23 * * *")
def refresh_names() -> None:
    """In UTC the hour after Swedish midnight is 22 or 23; it bears being done at both and twice."""
    actions.refresh_names(at=timezone.now(), day=today())

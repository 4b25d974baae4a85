"""The floor's own jobs: letters go out, killed jobs are taken up again, what is no longer needed is cleared away."""

import datetime as dt

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from insyn.base import mail
from insyn.base.clearing import clear_old
from insyn.base.files import remove_orphans
from insyn.base.queue import periodic_job

log = structlog.get_logger("insyn.jobs")

MOST_ATTEMPTS = 10
STALLED_AFTER = 60
KEPT_HOURS = 24 * 14

send_letter = mail.send_letter


@app.periodic(cron="* * * * *")
@app.task(name="base.retry_stalled", queueing_lock="base.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """A killed worker's jobs would be `doing` for ever: they are tried again, but not without end."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        if stalled.id == context.job.id:
            continue
        log.warning("stalled job", job=stalled.id, task=stalled.task_name, attempts=stalled.attempts)
        if stalled.attempts < MOST_ATTEMPTS:
            await manager.retry_job(stalled)
        else:
            await manager.cancel_job_by_id_async(stalled.id or 0, abort=True)


@app.periodic(cron="17 3 * * *")
@app.task(name="base.forget_done", queueing_lock="base.forget_done", pass_context=True)
async def forget_done(context: JobContext, timestamp: int) -> None:
    """Finished jobs are kept for two weeks, to be looked at when somebody asks."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True)


@periodic_job("Rensade utkast och kvitton som blivit gamla", cron="27 3 * * *")
def clear() -> None:
    clear_old(at=timezone.now())


@periodic_job("Rensade filer som ingen rad pekar på", cron="37 3 * * *")
def clear_files() -> None:
    # A file that is being uploaded right now has no row yet.
    removed = remove_orphans(before=timezone.now() - dt.timedelta(days=1))
    log.info("orphans removed", count=removed)

"""Jobs: work that waits in the database, in the transaction that asked for it, until a worker takes it.

A worker may be killed at any moment and its job is then done again: every job must bear being done twice.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

from insyn.base.trail import acting

# Five more attempts, in growing pauses over some half an hour: a mail server that is down comes back.
PATIENT = RetryStrategy(max_attempts=6, wait=5, exponential_wait=4)


def job[**P](label: str, *, patient: bool = True) -> Callable[[Callable[P, None]], Task[P, None, P]]:
    """A function that a worker runs, told in the history as @job("Skickade påminnelsen").

    Its arguments are plain numbers and texts. It is asked for with `defer`.
    """

    def register(function: Callable[P, None]) -> Task[P, None, P]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            with acting(action=label):
                function(*args, **kwargs)

        return app.task(name=_name(function), retry=PATIENT if patient else False)(run)

    return register


def periodic_job(label: str, *, cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """A function without arguments that a worker runs on a schedule, once however many workers there are."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        name = _name(function)

        @app.periodic(cron=cron, periodic_id=name)
        @app.task(name=name, queueing_lock=name, pass_context=False)
        def run(timestamp: int) -> None:
            with acting(action=label):
                function()

        return function

    return register


def defer(task: Task[Any, Any, Any], *, once: str = "", **arguments: Any) -> bool:
    """Ask for a job in the current transaction: it is there if and only if the transaction is kept.

    With `once`, a job that already waits under that name is enough; says whether a new one was put in the queue.
    """
    configured = task.configure(queueing_lock=f"{task.name}:{once}") if once else task
    try:
        # A refused insert would otherwise spoil the whole transaction.
        with transaction.atomic():
            configured.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def defer_named(name: str, *, once: str = "", **arguments: Any) -> bool:
    """As `defer`, for a job of a floor above, which this one cannot name otherwise."""
    try:
        with transaction.atomic():
            lock = f"{name}:{once}" if once else None
            app.configure_task(name, queueing_lock=lock, allow_unknown=True).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def _name(function: Callable[..., object]) -> str:
    """Stays the same when the code moves within its app."""
    return f"{function.__module__.removeprefix('insyn.').split('.', 1)[0]}.{function.__name__}"

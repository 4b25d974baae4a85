"""Keeps a database and some processes going until it is told to stop."""

import contextlib
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from config.postgres import Cluster, PostgresError
from config.supervision.children import Child

BEAT = 0.5


class Stopped(BaseException):
    """Somebody wants it to stop: Ctrl-C, a closed terminal, or the machine's own supervisor."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside the block a signal to stop raises Stopped; while cleaning up further ones are ignored."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for wanted in WANTED:
            signal.signal(wanted, signal.SIG_IGN)
        raise Stopped

    for wanted in WANTED:
        signal.signal(wanted, stop)
    yield


WANTED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def ended_after(children: list[Child]) -> Iterator[None]:
    """However the block ends, the processes are ended after it, the last begun first."""
    try:
        yield
    finally:
        for child in reversed(children):
            child.end()


def keep_going(children: list[Child], cluster: Cluster | None) -> None:
    """Begin again whatever ends; never returns, is left by Stopped."""
    while True:
        if cluster is not None and not cluster.is_alive():
            with contextlib.suppress(PostgresError):  # Tried again at the next beat; the reason is in its log.
                cluster.start()
        for child in children:
            child.keep()
        time.sleep(BEAT)

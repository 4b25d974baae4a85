"""What waits in the queue is done, as by the worker that runs beside the web server."""

from threading import Thread

from django.db import connections
from procrastinate.contrib.django import app


def let_the_worker_work() -> None:
    """In a thread of its own: the browser keeps an event loop in this one."""
    worker = Thread(target=_work)
    worker.start()
    worker.join()


def _work() -> None:
    try:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1)
    finally:
        connections.close_all()

"""Work through the queue of jobs until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

POLLING = 5.0  # Seconds between looks at the queue, beside the database's own notices.
PATIENCE = 20.0  # Seconds that a job gets to finish when the worker is asked to stop.


class Command(BaseCommand):
    requires_system_checks = []  # as in prepare
    help = "Work through the queue of jobs until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined] # Django's has it
        with app.replace_connector(connector):
            app.run_worker(
                fetch_job_polling_interval=POLLING,
                shutdown_graceful_timeout=PATIENCE,
                concurrency=2,
            )

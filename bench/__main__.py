"""Run every measurement, or those that are named, and print the figures with their goals.

They have a database of their own beside the tests', made at the start and dropped at the end; neither the data folder
nor the database that somebody works with is touched.
"""

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator

import django
from django.db import connections

import bench
from bench.result import Result
from tests.database import own_database, renew_database
from tests.environment import CLUSTER, DATABASE

BESIDE = {"__main__", "filling", "intake_beside", "intake_million", "filling_events", "load", "result", "serving"}


def measured(names: list[str]) -> Iterator[tuple[str, list[Result]]]:
    """Each module's results; a measurement that fails is told and does not stop the others."""
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)  # noqa: T201 - this is the command's output
        module = importlib.import_module(f"bench.{name}")
        if hasattr(module, "run"):
            try:
                yield name, module.run()
            except Exception:
                traceback.print_exc()
                yield name, []


def table(rows: list[tuple[str, str, str, str, str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}  {row[3]:<{widths[3]}}  {row[4]}".rstrip()
        for row in rows
    )


def main(wanted: list[str]) -> int:
    modules = [module.name for module in pkgutil.iter_modules(bench.__path__) if not module.ispkg]
    known = [name for name in modules if name not in BESIDE]
    if unknown := set(wanted) - set(known):
        sys.exit(f"No measurement {', '.join(unknown)}. There are: {', '.join(known)}")
    rows = [("figure", "value", "unit", "goal", "")]
    failed = 0
    with own_database(CLUSTER, DATABASE):
        django.setup()
        for name, results in measured([name for name in known if not wanted or name in wanted]):
            failed += not results
            rows += [(f"{name}: {one.figure}", f"{one.value:.3g}", one.unit, one.goal, one.verdict) for one in results]
            # The next begins with an empty database again.
            connections.close_all()
            renew_database(CLUSTER, DATABASE)
    print(table(rows))  # noqa: T201 - this is the command's output
    return 1 if failed or any(row[4] == "NOT MET" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

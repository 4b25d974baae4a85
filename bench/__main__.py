"""Run every measurement, or those that are named, and print the figures with their goals."""

import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Iterator

import django

import bench
from bench.result import Result

BESIDE = {"__main__", "result"}


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    known = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in BESIDE]
    rows = [("figure", "value", "unit", "goal", "")]
    failed = 0
    for name, results in measured([name for name in known if not wanted or name in wanted]):
        failed += not results
        rows += [(f"{name}: {one.figure}", f"{one.value:.3g}", one.unit, one.goal, one.verdict) for one in results]
    print(table(rows))  # noqa: T201 - this is the command's output
    return 1 if failed or any(row[4] == "NOT MET" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make test`: every check, one after the other, with a heading each and a total at the end.

    python scripts/checks.py [SECTION ...]

All sections are run even when one fails, so that one run tells everything. INSYN_TEST_WORKERS is the number of
processes for the unit tests (2).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import chromium

PROJECT = Path(__file__).resolve().parent.parent
BIN = PROJECT / ".venv" / "bin"
WORKERS = os.environ.get("INSYN_TEST_WORKERS", "2")
# The database sees what models, constraints, queries and actions ask of it; pages ask nothing more.
WITHOUT_PAGES = ("--ignore-glob=*_page.py", "--ignore-glob=*_pages.py", "--ignore-glob=*_views.py")


@dataclass
class Section:
    name: str
    title: str
    commands: list[list[str]]
    environment: dict[str, str] = field(default_factory=dict)
    needs_chromium: bool = False


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def pytest(*arguments: str) -> list[str]:
    return [str(BIN / "python"), "-m", "pytest", "--color=yes" if sys.stdout.isatty() else "--color=no", *arguments]


PARALLEL = () if WORKERS in {"0", "1"} else ("-n", WORKERS, "--dist=loadfile")
SECTIONS = (
    Section("format", "Formatting", [tool("ruff", "format", "--check", ".")]),
    Section("lint", "Lint", [tool("ruff", "check", ".")]),
    Section("imports", "Import contracts", [tool("lint-imports")]),
    Section("templates", "Templates", [tool("djlint", "insyn", "--lint", "--quiet")]),
    Section("types", "Types", [tool("mypy", "insyn", "config", "tests", "scripts", "conftest.py")]),
    Section(
        "settings",
        "Settings and migrations",
        [tool("insyn", "check", "--fail-level=WARNING"), tool("insyn", "makemigrations", "--check", "--dry-run")],
    ),
    Section("unit", "Unit tests on PostgreSQL 18", [pytest("-m", "not browser", *PARALLEL)]),
    Section(
        "postgres16",
        "Models, constraints and actions on PostgreSQL 16",
        [pytest("insyn", *WITHOUT_PAGES, *PARALLEL)],
        environment={"INSYN_TEST_POSTGRES": "16"},
    ),
    Section(
        "browser",
        "Browser journeys, axe and html-validate",
        [pytest("-m", "browser", "tests/browser", *PARALLEL)],
        needs_chromium=True,
    ),
)


def main() -> int:
    os.chdir(PROJECT)
    wanted = sys.argv[1:] or [section.name for section in SECTIONS]
    unknown = set(wanted) - {section.name for section in SECTIONS}
    if unknown:
        sys.exit(f"No section {', '.join(unknown)}. There are: {', '.join(section.name for section in SECTIONS)}")
    begun = time.monotonic()
    results = [(section, *run(section)) for section in SECTIONS if section.name in wanted]
    return report(results, time.monotonic() - begun)


def run(section: Section) -> tuple[bool, float]:
    print(f"\n=== {section.title} ===", flush=True)
    begun = time.monotonic()
    environment = {**os.environ, **section.environment, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    if section.needs_chromium and not chromium.is_there(environment):
        return False, time.monotonic() - begun
    codes = [subprocess.run(command, env=environment, check=False).returncode for command in section.commands]
    return not any(codes), time.monotonic() - begun


def report(results: list[tuple[Section, bool, float]], total: float) -> int:
    print("\n=== Total ===")
    for section, passed, seconds in results:
        print(f"{'passed' if passed else 'FAILED':8} {seconds:6.1f} s  {section.title}")
    failed = [section.name for section, passed, _ in results if not passed]
    print(f"{'FAILED' if failed else 'passed':8} {total:6.1f} s  {len(results)} sections, {len(failed)} failed")
    if failed:
        print(f"Once more only those: .venv/bin/python scripts/checks.py {' '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

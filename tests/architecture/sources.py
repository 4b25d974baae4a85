"""The project's own files, as they stand in the folder."""

from collections.abc import Iterator
from pathlib import Path

from config.environment import PROJECT_DIR

ROOMS = ("insyn", "config", "tests", "scripts")


def python_files() -> Iterator[Path]:
    """Written by hand: migrations are made by Django."""
    for room in ROOMS:
        yield from (path for path in sorted((PROJECT_DIR / room).rglob("*.py")) if "migrations" not in path.parts)
    yield PROJECT_DIR / "conftest.py"


def templates() -> Iterator[Path]:
    for room in ("insyn", "tests"):
        yield from sorted((PROJECT_DIR / room).rglob("templates/**/*.html"))


def is_test(path: Path) -> bool:
    return "tests" in path.relative_to(PROJECT_DIR).parts


def short(path: Path) -> str:
    return path.relative_to(PROJECT_DIR).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())

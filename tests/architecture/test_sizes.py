"""What spoils code is the tail: files of a thousand lines, functions that nobody can hold in the head."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import is_test, lines, python_files, short, templates

LONGEST_FILE, LONGEST_TEST, LONGEST_TEMPLATE, LONGEST_FUNCTION = 300, 400, 120, 40


def test_no_file_is_too_long() -> None:
    long = {short(path): lines(path) for path in python_files() if lines(path) > _longest(path)}
    assert long == {}, f"split into a package: at most {LONGEST_FILE} lines, a test {LONGEST_TEST}"


def test_no_template_is_too_long() -> None:
    long = {short(path): lines(path) for path in templates() if lines(path) > LONGEST_TEMPLATE}
    assert long == {}, f"divide into partials: at most {LONGEST_TEMPLATE} lines"


def test_no_function_is_too_long() -> None:
    long = {f"{short(path)}:{line} {name}": length for path in python_files() for name, line, length in _long_in(path)}
    assert long == {}, f"at most {LONGEST_FUNCTION} lines"


def _longest(path: Path) -> int:
    return LONGEST_TEST if is_test(path) else LONGEST_FILE


def _long_in(path: Path) -> Iterator[tuple[str, int, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.name, node.lineno, length

"""A name says what a thing is for. These say only that somebody did not know."""

import ast

from tests.architecture.sources import python_files, short

NOTHING_SAID = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "core",
    "misc",
}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [short(path) for path in python_files() if NOTHING_SAID & {path.stem, path.parent.name}] == []


def test_no_code_listens_to_model_signals() -> None:
    """What a change leads to is read in its action. (Django's signal after migration is no model's.)"""
    hidden = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init"}
    found = [
        short(path)
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals"
        if hidden & {name.name for name in node.names}
    ]
    assert found == []

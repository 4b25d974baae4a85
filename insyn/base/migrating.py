"""Migrates a large schema in seconds instead of a minute.

Django renders a model and everything related to it anew after each operation. With a hundred related models and some
hundred triggers and constraints that is nearly all of the time a first start takes, though an operation that only adds
a table or a column, changes a column that is no key, or adds or removes a constraint, an index or a trigger, needs just
the one model. Other operations run as Django runs them, on freshly rendered models.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from itertools import groupby
from typing import Any
from unittest.mock import patch

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelOptions,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveIndex,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# What concerns one model only, however many are related to it.
ALONE = (
    *(CreateModel, AddField, AddConstraint, AddIndex, AddTrigger, RunSQL),
    *(RemoveConstraint, RemoveIndex, RemoveTrigger, AlterModelOptions),
)


@contextmanager
def quick_migrations() -> Iterator[None]:
    """While the block runs, such operations render one model each."""
    original = Migration.apply

    def apply(self: Migration, state: ProjectState, editor: BaseDatabaseSchemaEditor, *args: Any) -> ProjectState:
        for is_alone, operations in groupby(self.operations, _is_alone):
            part = copy(self)
            part.__dict__["operations"] = list(operations)
            if is_alone:
                with patch.object(ProjectState, "_find_reload_model", _only_itself):
                    state = original(part, state, editor, *args)
            else:
                state.clear_delayed_apps_cache()
                state = original(part, state, editor, *args)
        return state

    with patch.object(Migration, "apply", apply):
        yield


def _is_alone(operation: Operation) -> bool:
    is_column = isinstance(operation, AlterField) and not operation.field.primary_key
    return is_column or isinstance(operation, ALONE)


def _only_itself(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    # Django's own mark that models are stale: data migrations and post_migrate have them rendered anew.
    self.is_delayed = True
    return {(app_label, model_name)}

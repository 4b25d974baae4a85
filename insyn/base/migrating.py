"""Migrates a large schema in seconds instead of a minute.

Django renders a model and everything related to it anew after each operation. With a hundred related models and some
hundred triggers and constraints that is nearly all of the time a first start takes, though an operation that only adds
a table or a column, or adds or removes a constraint, an index or a trigger, needs just the one model. Other migrations
run as Django runs them, on freshly rendered models.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterModelOptions,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveIndex,
    RunSQL,
)
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# What concerns one model only, however many are related to it.
ALONE = (
    *(CreateModel, AddField, AddConstraint, AddIndex, AddTrigger, RunSQL),
    *(RemoveConstraint, RemoveIndex, RemoveTrigger, AlterModelOptions),
)


@contextmanager
def quick_migrations() -> Iterator[None]:
    """While the block runs, migrations of such operations render one model per operation."""
    original = Migration.apply

    def apply(self: Migration, state: ProjectState, editor: BaseDatabaseSchemaEditor, *args: Any) -> ProjectState:
        if all(isinstance(operation, ALONE) for operation in self.operations):
            with patch.object(ProjectState, "_find_reload_model", _only_itself):
                return original(self, state, editor, *args)
        state.clear_delayed_apps_cache()
        return original(self, state, editor, *args)

    with patch.object(Migration, "apply", apply):
        yield


def _only_itself(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    # Django's own mark that models are stale: data migrations and post_migrate have them rendered anew.
    self.is_delayed = True
    return {(app_label, model_name)}

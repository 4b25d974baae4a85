"""Every table of ours keeps its history, but for those named here with the reason."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection, models

# What is neither a fact of the domain nor anybody's decision.
UNTRACKED = {
    "base.Submission": "a receipt that a form was sent, cleared away after two weeks",
    "base.PendingPost": "text not yet saved, a day at most",
    "base.Draft": "text not yet saved",
    "base.StagedRow": "a file's rows while they are looked at; what they lead to is tracked",
    "base.ImportRemark": "what a file has wrong; the file itself is kept",
    "base.ImportedRow": "names the run that a row came with",
    "registers.EventCell": "counts of rows, made anew from them",
    "registers.DueCell": "counts of rows, made anew from them",
    "registers.EventSearch": "the words of a row, made anew from it",
    "measures.SignalRow": "which events a signal rests on, written with it and never changed",
    "registers.RunChange": "a row as it was before a run, kept to take the run back",
    "registers.SenderCount": "how much came in within an hour, cleared away by the next",
    "base.Letter": "the post, not the matter; what gave reason for it is tracked",
}
# Changed and deleted rows are kept, created ones not: something else tells where they came from.
CREATED_ELSEWHERE = {
    "registers.Event": "the row names the import run or the person that entered it",
    "registers.Track": "opened with its event; what is done on it is kept step by step",
    "registers.UnitVolume": "the row names the import run that brought it",
    "planning.DrawEntry": "the frame of a draw, whose creation and checksum are kept",
    "planning.FollowUpOutcome": "repeats what casework's own rows, which are tracked, came to",
    "planning.DemandedAction": "repeats what casework's own rows, which are tracked, came to",
}
TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'"


def our_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("insyn.") and not issubclass(model, pghistory.models.Event)
    ]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
@pytest.mark.django_db
def test_every_change_of_every_row_is_kept_by_the_database(model: type[models.Model]) -> None:
    label = model._meta.label
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, [model._meta.db_table])
        names = {name.split("_")[1] for (name,) in cursor.fetchall()}
    if label in UNTRACKED:
        assert not names, f"{label} is tracked: take it off the list"
    elif label in CREATED_ELSEWHERE:
        assert {"before", "update", "delete"} <= names
    else:
        assert {"insert", "update", "delete"} <= names, f"{label} lacks @tracked()"


def test_the_exceptions_are_models_that_exist() -> None:
    assert {*UNTRACKED, *CREATED_ELSEWHERE} <= {model._meta.label for model in our_models()}

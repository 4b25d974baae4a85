"""A file comes in, and somebody says what its columns are."""

import datetime as dt
from typing import Any

from django.core.files import File

from insyn.base.actions import action
from insyn.base.files import store_upload
from insyn.base.imports.mapping import targets_of
from insyn.base.models import ColumnMapping, ImportRun
from insyn.base.refusals import Refusal
from insyn.exchange.queries.mappings import is_taken, targets_named
from insyn.exchange.sheets import SHEETS
from insyn.people.models import Person


class NameTaken(Refusal):
    """Another mapping has the name; the message says which."""


class NotWaiting(Refusal):
    message = "Inläsningen väntar inte på det. Ladda om sidan och se hur långt den har kommit."


@action("Läste in en registerfil")
def load_file(
    *,
    upload: "File[bytes]",
    mapping_name: str,
    snapshot_date: dt.date,
    snapshot_by_month: bool = False,
    is_complete: bool,
    by: Person | None,
    at: dt.datetime,
) -> ImportRun:
    """The file is kept whatever it turns out to hold; raises FileRefused and MappingUnfit."""
    targets = targets_named(mapping_name) if mapping_name else []
    by_id = by.pk if by else None
    file = store_upload(upload=upload, by_id=by_id, at=at)
    made: ImportRun = ImportRun.objects.create(
        file=file,
        mapping_name=mapping_name,
        targets=targets,
        snapshot_date=snapshot_date,
        snapshot_by_month=snapshot_by_month,
        is_complete=is_complete,
        by_id=by_id,
        at=at,
        phase="väntar på att läsas",
    )
    return made


@action("Valde kolumner i en registerfil")
def choose_columns(
    *, run_id: int, targets: list[dict[str, Any]], name: str, by: Person | None, at: dt.datetime
) -> ImportRun:
    """The file is read again by these columns, which are saved under a name where one is given.

    Raises NotWaiting, MappingUnfit, or NameTaken where the name is another mapping's than the one the run was read by.
    """
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state not in {ImportRun.State.MAPPING, ImportRun.State.FAULTY, ImportRun.State.READY}:
        raise NotWaiting
    targets_of(targets, SHEETS)
    if name and name != run.mapping_name and is_taken(name):
        raise NameTaken(f"Det finns redan en mappning som heter {name}. Ge den här ett annat namn.")
    if name:
        save_mapping(name=name, targets=targets, by=by, at=at)
    run.targets, run.mapping_name, run.state = targets, name or run.upload.name, ImportRun.State.READING
    run.save(update_fields=["targets", "mapping_name", "state"])
    return run


@action("Sparade en kolumnmappning")
def save_mapping(*, name: str, targets: list[dict[str, Any]], by: Person | None, at: dt.datetime) -> ColumnMapping:
    """Under its name, over an earlier one of the same name."""
    saved, _ = ColumnMapping.objects.update_or_create(
        name=name, defaults={"targets": targets, "saved_by_id": by.pk if by else None, "saved_at": at}
    )
    return saved


@action("Avbröt en inläsning")
def drop_run(*, run_id: int, by: Person | None, at: dt.datetime) -> ImportRun:
    """Nothing in the register is changed; what was staged goes, the file stays."""
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state in {ImportRun.State.SAVED, ImportRun.State.SAVING}:
        raise NotWaiting("Inläsningen är redan sparad eller håller på att sparas.")
    run.rows.all().delete()
    run.state = ImportRun.State.DROPPED
    run.save(update_fields=["state"])
    return run

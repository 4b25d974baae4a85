"""A file of events or volumes comes in: read and compared, and saved in one transaction.

The file is read from the beginning each time. What is read lies in a table of the session, so a worker that is killed
leaves nothing, and the next one does it all.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files import File
from django.db import IntegrityError, connection, transaction

from insyn.base.actions import action
from insyn.base.bulk.columns import columns_of
from insyn.base.bulk.rows import sheets_in
from insyn.base.files import open_stored, store_upload
from insyn.base.models import ColumnMapping, ImportRun
from insyn.base.periods import local_date
from insyn.base.queue import defer_named
from insyn.base.refusals import Refusal
from insyn.base.trail import acting
from insyn.people.models import Person
from insyn.registers.actions.cells import counted_together
from insyn.registers.intake.mappings import MappingUnfit, checked_mapping
from insyn.registers.intake.places import DueDays, Placements, Units
from insyn.registers.intake.rows import Knowledge
from insyn.registers.intake.saving import Saving
from insyn.registers.intake.staging import Staging, analyse_table, make_table
from insyn.registers.intake.volumes import VolumeSaving
from insyn.registers.models import SourceSystem
from insyn.registers.queries.mappings import is_taken

State = ImportRun.State
SAVERS: dict[str, type[Saving] | type[VolumeSaving]] = {"events": Saving, "volumes": VolumeSaving}
COLLIDED = "Inget är sparat: registret ändrades medan filen sparades. Läs in filen på nytt."
CHANGED_SINCE = (
    "Registret har ändrats sedan förhandsvisningen. Det du ser nu är jämfört på nytt: granska och spara igen."
)
# PostgreSQL compares and sorts a file's rows at once; without this it does so on disk.
ROOM = "SET LOCAL work_mem = '192MB'"


class NotWaiting(Refusal):
    message = "Inläsningen väntar inte på det. Ladda om sidan och se hur långt den har kommit."


class NameTaken(Refusal):
    """Another mapping has the name; the message says which."""


class HasRejected(Refusal):
    message = "Filen har rader som inte kan sparas, och inläsningen är allt eller inget. Rätta raderna först."


@dataclass(frozen=True)
class Outcome:
    """What a file came to."""

    read: int
    counts: Mapping[str, int]


@action("Läste in en fil med händelser eller volymer")
def load_file(
    *,
    upload: "File[bytes]",
    subject: str,
    mapping: Mapping[str, Any] | None,
    mapping_name: str = "",
    is_complete: bool = False,
    is_strict: bool = False,
    by: Person | None,
    at: dt.datetime,
) -> ImportRun:
    """The file is kept whatever it turns out to hold; without a mapping its columns are chosen next.

    Raises FileRefused and MappingUnfit.
    """
    targets = [checked_mapping(subject, mapping)] if mapping else []
    by_id = by.pk if by else None
    made: ImportRun = ImportRun.objects.create(
        file=store_upload(upload=upload, by_id=by_id, at=at),
        subject=subject,
        state=State.READING if targets else State.MAPPING,
        mapping_name=mapping_name,
        targets=targets,
        snapshot_date=local_date(at),
        is_complete=is_complete,
        is_strict=is_strict,
        by_id=by_id,
        at=at,
        phase="väntar på att läsas" if targets else "",
    )
    return made


@action("Valde kolumner i en fil med händelser eller volymer")
def choose_columns(
    *, run_id: int, mapping: Mapping[str, Any], name: str, by: Person | None, at: dt.datetime
) -> ImportRun:
    """The file is read again by these columns, which are saved under a name where one is given.

    Raises NotWaiting, MappingUnfit, or NameTaken where the name is another mapping's than the one the run was read by.
    """
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state not in {State.MAPPING, State.FAULTY, State.READY, State.STOPPED}:
        raise NotWaiting
    checked = checked_mapping(run.subject, mapping)
    if name and name != run.mapping_name and is_taken(name):
        raise NameTaken(f"Det finns redan en mappning som heter {name}. Ge den här ett annat namn.")
    if name:
        saved_by = by.pk if by else None
        told = {"targets": [checked], "subject": run.subject, "saved_by_id": saved_by, "saved_at": at}
        ColumnMapping.objects.update_or_create(name=name, defaults=told)
    run.targets, run.mapping_name = [checked], name or ("" if run.targets != [checked] else run.mapping_name)
    return _begin_again(run)


@action("Läste om en fil med händelser eller volymer")
def read_again(*, run_id: int, by: Person | None, at: dt.datetime) -> ImportRun:
    """What the file is compared with has changed: codes are mapped, units are added. Raises NotWaiting."""
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state not in {State.FAULTY, State.READY, State.STOPPED} or not run.targets:
        raise NotWaiting
    return _begin_again(run)


def _begin_again(run: ImportRun) -> ImportRun:
    run.state, run.message, run.phase, run.progress = State.READING, "", "väntar på att läsas", 0
    run.save(update_fields=["targets", "mapping_name", "state", "message", "phase", "progress"])
    return run


def read_run(*, run_id: int, boards: frozenset[int] | None, at: dt.datetime) -> ImportRun:
    """Read and compare, and save nothing; `boards` are those whose events the person may bring (None: all)."""
    run: ImportRun = ImportRun.objects.select_related("file").get(pk=run_id)
    if run.state != State.READING:
        return run
    with acting(person_id=run.by_id, action="Läste en fil med händelser eller volymer"):
        try:
            saving, read = _stage(run, boards, at)
        except Refusal as refusal:
            return _stop(run, str(refusal))
        with transaction.atomic():
            outcome = _compare(run, saving, read)
            _note(run, outcome)
            run.state = State.FAULTY if _may_not_be_saved(run) else State.READY
            run.save(update_fields=["state", "read", "accepted", "rejected", "counts"])
            _forget_comparison()
    return run


@action("Bad att få en fil med händelser eller volymer sparad")
def ask_to_save(*, run_id: int, by: Person | None, at: dt.datetime, is_shown: bool = True) -> ImportRun:
    """Raises HasRejected and NotWaiting; a file that nobody looks at first is read and saved in one go."""
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state == State.FAULTY:
        raise HasRejected
    if run.state != (State.READY if is_shown else State.READING):
        raise NotWaiting
    run.state, run.phase, run.message = State.SAVING, "sparar", ""
    run.save(update_fields=["state", "phase", "message"])
    return run


def save_run(
    *, run_id: int, boards: frozenset[int] | None, by: Person | None, at: dt.datetime, is_shown: bool = True
) -> ImportRun:
    """All that is right in one transaction, or nothing.

    Where a preview was shown (`is_shown`) and the file would now come to something else, that is shown instead.
    """
    run: ImportRun = ImportRun.objects.select_related("file").get(pk=run_id)
    if run.state != State.SAVING:
        raise NotWaiting
    with acting(person_id=run.by_id, action="Sparade en fil med händelser eller volymer"):
        try:
            saving, read = _stage(run, boards, at)
        except Refusal as refusal:
            return _stop(run, str(refusal))
        try:
            return _save(run_id, saving, read, shown=run.counts if is_shown else None, at=at)
        except IntegrityError:
            return _stop(run, COLLIDED)


@transaction.atomic
def _save(run_id: int, saving: Any, read: Outcome, *, shown: Mapping[str, int] | None, at: dt.datetime) -> ImportRun:
    run: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state != State.SAVING:
        raise NotWaiting
    outcome = _compare(run, saving, read)
    _note(run, outcome)
    if _may_not_be_saved(run) or (shown is not None and run.counts != shown):
        run.state = State.FAULTY if _may_not_be_saved(run) else State.READY
        run.message = "" if shown is None else CHANGED_SINCE
    else:
        with counted_together():
            saving.save(outcome=run.counts, day=local_date(at))
        if run.subject == ImportRun.Subject.EVENTS:
            defer_named("registers.index_run", once=str(run.pk), run_id=run.pk)
            defer_named("measures.find_signals", once="run", run_id=run.pk)
        run.state, run.saved_at, run.message = State.SAVED, at, ""
    run.save(update_fields=["state", "read", "accepted", "rejected", "counts", "saved_at", "message"])
    _forget_comparison()
    return run


def _stage(run: ImportRun, boards: frozenset[int] | None, at: dt.datetime) -> tuple[Any, Outcome]:
    """The rows of the file into the session's table, and the statements that go with it."""
    run.remarks.all().delete()
    _tell(run, "läser filen", 0)
    mapping = run.targets[0]
    system = SourceSystem.objects.get_or_create(name=mapping["system"])[0]
    known = Knowledge(Units(system), Placements(boards), DueDays(), local_date(at).isoformat())
    rules = mapping["columns"]
    wanted = {name for rule in rules.values() for name in columns_of(rule)}
    make_table(run.subject, rules)
    names: list[str] = []
    staging = Staging(run_id=run.pk, subject=run.subject, known=known, tell=partial(_tell, run, "läser filen"))
    with open_stored(run.upload) as content:
        for sheet in sheets_in(run.upload.name, content.file or content, wanted):
            if not wanted <= set(sheet.header) or (mapping["sheet"] and sheet.name != mapping["sheet"]):
                continue
            staging.take(sheet, rules, len(names))
            names.append(sheet.name)
    if not names:
        raise MappingUnfit(f"Filen saknar kolumner som mappningen behöver: {', '.join(sorted(wanted))}.")
    analyse_table(run.subject)
    told: dict[str, Any] = {"run": run.pk, "system": system.pk, "by": run.by_id, "sheets": names}
    told["refused"] = sorted(known.tally.refused) if run.is_complete else []
    told["boards"] = None if boards is None else sorted(boards)
    tally = known.tally
    extra = {"repeated_hours": tally.repeated_hours, "personal_numbers": tally.personal_numbers}
    extra |= {"unknown_units": len(known.units.unknown), "nameless": tally.nameless}
    return SAVERS[run.subject](fields=rules, told=told), Outcome(tally.read, extra)


def _compare(run: ImportRun, saving: Any, read: Outcome) -> Outcome:
    one_at_a_time(run)
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
    # Where a row's number cannot be read, nobody can say which rows the file leaves out.
    is_complete = run.is_complete and not read.counts["nameless"]
    outcome = Outcome(read.read, {**saving.compare(is_complete=is_complete), **read.counts})
    saving.tell_unsorted()
    return outcome


def _note(run: ImportRun, outcome: Outcome) -> None:
    """Both sides are counted in the database, each by itself, so that read = accepted + rejected proves something."""
    counts = outcome.counts
    run.read, run.counts = outcome.read, dict(counts)
    run.accepted = counts["new"] + counts["changed"] + counts["unchanged"]
    run.rejected = run.remarks.exclude(row=None).values("sheet", "row").distinct().count()


def _may_not_be_saved(run: ImportRun) -> bool:
    return run.is_strict and run.rejected > 0


def _forget_comparison() -> None:
    """In a transaction that goes on, the tables of a comparison would stand in the way of the next."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS repeated, known_events, absent_events, volume_values,"
            " incoming_events, incoming_volumes"
        )


def one_at_a_time(run: ImportRun) -> None:
    """Two files of one kind, saved or taken back at once, would each be compared with what the other is changing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"registers.intake.{run.subject}"])


def _tell(run: ImportRun, phase: str, progress: int) -> None:
    ImportRun.objects.filter(pk=run.pk).update(phase=phase, progress=progress)


def _stop(run: ImportRun, message: str) -> ImportRun:
    run.message, run.state = message, State.STOPPED
    run.save(update_fields=["state", "message"])
    return run

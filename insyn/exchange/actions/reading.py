"""A file is read into staging and compared with the register. A killed reading is begun again from nothing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from insyn.base.files import open_stored
from insyn.base.imports import comparing
from insyn.base.imports.mapping import MappingUnfit, Target, own_target, targets_of, unmet
from insyn.base.imports.reading import Table, tables_in
from insyn.base.imports.remarks import HEADING
from insyn.base.imports.staging import Remark, copy_remarks, stage
from insyn.base.imports.unpacking import Unreadable
from insyn.base.imports.values import as_text
from insyn.base.models import ImportRun, StagedRow
from insyn.base.refusals import Refusal
from insyn.base.trail import acting
from insyn.exchange.sheets import SHEETS
from insyn.organisation.rules import clean_organisation_number

State = ImportRun.State
OURS = frozenset({"Nyckel"})
HEADINGS_NAMED = 10
SAMPLED = 20
BY_NAME = {name.casefold(): sheet for name, sheet in SHEETS.items()}
HIDDEN = ("bladet är dolt, så det som står där har kanske ingen sett", "Visa bladet, eller ta bort det ur filen.")


def read_run(*, run_id: int, boards: frozenset[int] | None, at: dt.datetime) -> ImportRun:
    """Read, check and compare; `boards` are those whose personal data the person may bring (None: all).

    Not one transaction: the chunks and how far it has come are seen while it works. Nothing of the register changes.
    """
    run: ImportRun = ImportRun.objects.select_related("file").get(pk=run_id)
    if run.state != State.READING:
        return run
    with acting(person_id=run.by_id, action="Läste en registerfil"):
        _begin(run)
        try:
            read = _stage(run)
        except Refusal as refusal:
            return _stop(run, str(refusal))
        if read is None:
            return _finish_as(run, State.MAPPING)
        return compare_run(run, read=read, boards=boards)


def _begin(run: ImportRun) -> None:
    run.rows.all().delete()
    run.remarks.all().delete()
    _tell(run, "läser filen", 0)


def _stage(run: ImportRun) -> int | None:
    """How many rows the file has; None where its columns must be chosen first."""
    read = found = 0
    with open_stored(run.upload) as content:
        for table in tables_in(run.upload.name, content):
            targets = _targets(run, table)
            if not targets:
                continue
            found += 1
            if table.is_hidden:
                copy_remarks(run.pk, [(_place(table, targets[0]), None, "", *HIDDEN)])
                continue
            table = replace(table, name=_place(table, targets[0]) if table.name else "")  # noqa: PLW2901 - as we call it
            before = read
            wrong = [remark for target in targets for remark in _heading_remarks(table, target)]
            copy_remarks(run.pk, wrong)
            read += stage(run.pk, table, targets, partial(_tell_further, run, before)).read
    if not found and run.targets:
        raise Unreadable("Filen har inga av de kolumner som mappningen behöver.")
    return read if found else None


def _place(table: Table, target: Target) -> str:
    """The register's own sheets by the name that they have here, however the file writes it."""
    own = BY_NAME.get(table.name.casefold())
    return own.name if own else table.name or target.sheet.name


def _targets(run: ImportRun, table: Table) -> list[Target]:
    if not run.targets:
        sheet = BY_NAME.get(table.name.casefold())
        return [own_target(sheet, table.header)] if sheet else []
    targets = targets_of(run.targets, SHEETS)
    lacking = sorted({name for target in targets for name in unmet(target, table.header)})
    if lacking and table.name == "":
        raise MappingUnfit(f"Filen saknar kolumner som mappningen behöver: {', '.join(lacking)}.")
    return [] if lacking else targets


def _heading_remarks(table: Table, target: Target) -> Iterator[Remark]:
    sheet = target.sheet
    wanted = {sheet.key_name} - set(sheet.key_parts) if not sheet.key_parts else set()
    wanted |= {each.name for each in sheet.fields if each.required}
    place = table.name or sheet.name
    for name in sorted(wanted - set(target.rules)):
        yield place, table.header_row, name, f"kolumnen {name} saknas", "Lägg till kolumnen med den rubriken."
    if target.distinct or len(table.header) == len(target.rules):
        return
    known = target.columns | OURS
    unknown = [name for name in table.header if name and name not in known and not name.startswith(HEADING)]
    if not unknown or table.name not in SHEETS:
        return
    remedy = f"Ta bort kolumnen eller byt rubrik. Bladet har: {', '.join(sheet.columns)}."
    for name in unknown[:HEADINGS_NAMED]:
        yield place, table.header_row, name, "kolumnens rubrik är okänd", remedy
    if left := unknown[HEADINGS_NAMED:]:
        yield place, table.header_row, left[0], f"{len(left)} rubriker till är okända", remedy


@transaction.atomic
def compare_run(run: ImportRun, *, read: int, boards: frozenset[int] | None) -> ImportRun:
    """Beside the register as it is now: outcome, changes and remarks for each row, and the counts."""
    _tell(run, "jämför med registret", read)
    comparing.join_whole()
    comparing.forget_absent(run.pk)
    staged = set(StagedRow.objects.filter(run=run).values_list("sheet", flat=True).distinct())
    for sheet in SHEETS.values():
        if sheet.name in staged:
            comparing.check(run.pk, sheet, run.snapshot_date)
            source = run.mapping_name if run.targets else ""
            comparing.compare(run.pk, sheet, run.snapshot_date, is_complete=run.is_complete, source=source)
    _check_numbers(run)
    _check_boards(run, boards)
    _count(run, read)
    run.state = State.FAULTY if run.remarks.exists() else State.READY
    run.digest = comparing.digest(run.pk)
    run.save(update_fields=["state", "read", "accepted", "rejected", "counts", "digest"])
    return run


def _check_numbers(run: ImportRun) -> None:
    """An organisation number is checked where it is new: one that stands in the register is left in peace."""
    name = "Organisationsnummer"
    rows = run.rows.filter(sheet="Utförare", row__gt=0).exclude(outcome="unchanged")
    wrong: list[Remark] = []
    for row in rows.filter(**{f"facts__{name}__isnull": False}).iterator():
        number = row.facts[name]
        if not number or (row.changes is not None and name not in row.changes):
            continue
        try:
            clean_organisation_number(number)
        except ValueError as fault:
            wrong.append(("Utförare", row.row, name, f"”{number}” är inte ett organisationsnummer", str(fault)))
    copy_remarks(run.pk, wrong)


NOT_YOURS = (
    "SELECT %(run)s, s.sheet, s.row, 'Nämnd', 'du läser inte den nämndens klagomål', "
    "'Be någon som har behörighet i nämnden att läsa in raden.' FROM base_stagedrow s"
    " WHERE s.run_id = %(run)s AND s.sheet = 'Klagomål' AND NOT EXISTS (SELECT FROM organisation_board b"
    " WHERE b.key = s.facts->>'Nämnd' AND b.id = ANY(%(boards)s))"
    # A board that is nowhere has its own remark; one that comes in the same file is nobody's yet.
    " AND (EXISTS (SELECT FROM organisation_board b WHERE b.key = s.facts->>'Nämnd') OR EXISTS (SELECT FROM"
    " base_stagedrow o WHERE o.run_id = s.run_id AND o.sheet = 'Nämnder' AND o.key = s.facts->>'Nämnd'))"
)
OF_OTHERS = (
    " FROM registers_event e WHERE e.id = s.target_id AND e.board_id <> ALL(%(boards)s)"
    " AND s.run_id = %(run)s AND s.sheet = 'Klagomål'"
)
TAKEN = (
    "SELECT %(run)s, s.sheet, s.row, 'Ärendenummer', 'ärendenumret finns redan hos en annan nämnd', "
    f"'Ge ärendet ett annat nummer.' FROM base_stagedrow s WHERE EXISTS (SELECT{OF_OTHERS})"
)
# What another board has received is neither shown beside the row nor kept with it.
FORGOTTEN = f"UPDATE base_stagedrow s SET changes = NULL, complete = s.facts{OF_OTHERS}"


def _check_boards(run: ImportRun, boards: frozenset[int] | None) -> None:
    if boards is None:
        return
    with connection.cursor() as cursor:
        for statement in (comparing.REMARK + NOT_YOURS, comparing.REMARK + TAKEN, FORGOTTEN):
            cursor.execute(statement, {"run": run.pk, "boards": sorted(boards)})


def _count(run: ImportRun, read: int) -> None:
    """Rows without a remark are counted by themselves, so that read = accepted + rejected proves something."""
    counts: dict[str, dict[str, int]] = {}
    rows: Any = StagedRow.objects.filter(run=run).values_list("sheet", "outcome").annotate(Count("pk"))
    for sheet, outcome, count in rows:
        counts.setdefault(sheet, {})[outcome] = count
    sheets = set(run.rows.values_list("sheet", flat=True).distinct())
    main = _main_sheets(run, sheets)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE NOT wrong), count(*) FILTER (WHERE wrong) FROM (SELECT EXISTS (SELECT FROM"
            ' base_importremark m WHERE m.run_id = s.run_id AND m."row" = s."row" AND (m.sheet = s.sheet OR'
            " m.sheet <> ALL(%(main)s) OR %(mapped)s)) AS wrong FROM base_stagedrow s"
            " WHERE s.run_id = %(run)s AND s.row > 0 AND s.sheet = ANY(%(main)s)) r",
            {"run": run.pk, "main": sorted(main), "mapped": bool(run.targets)},
        )
        run.accepted, run.rejected = cursor.fetchone() or (0, 0)
    # Where all that a file says is said on many rows, what was read is what they say, each thing once.
    gathers = bool(run.targets) and all(one.get("distinct") for one in run.targets)
    run.read, run.counts = run.accepted + run.rejected if gathers else read, counts


def _main_sheets(run: ImportRun, sheets: set[str]) -> set[str]:
    """Where one row of a file gives several rows of the register, those of the last target are the file's."""
    if not run.targets:
        return sheets
    own = [one["sheet"] for one in run.targets if not one.get("distinct")]
    return {(own or [run.targets[-1]["sheet"]])[-1]}


def _tell_further(run: ImportRun, before: int, count: int) -> None:
    _tell(run, "läser filen", before + count)


def _tell(run: ImportRun, phase: str, progress: int) -> None:
    ImportRun.objects.filter(pk=run.pk).update(phase=phase, progress=progress)


def _stop(run: ImportRun, message: str) -> ImportRun:
    run.message = message
    return _finish_as(run, State.STOPPED)


def _finish_as(run: ImportRun, state: str) -> ImportRun:
    run.state = state
    run.save(update_fields=["state", "message"])
    return run


def sample_of(run: ImportRun) -> dict[str, str]:
    """The columns of the file's first table to choose among, each with the first thing that stands in it."""
    with open_stored(run.upload) as content:
        table = next(tables_in(run.upload.name, content), None)
        if table is None:
            return {}
        rows = [row for _, row in islice(table.rows, SAMPLED)]
    return {
        name: next((text for row in rows if place < len(row) and (text := as_text(row[place]))), "")
        for place, name in enumerate(table.header)
        if name
    }

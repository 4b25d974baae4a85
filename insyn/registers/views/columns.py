"""What the columns of a file of events or volumes are, with the file's own rows as they would be understood."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest
from insyn.base.files import open_stored
from insyn.base.models import ImportRun
from insyn.base.periods import today
from insyn.base.queue import defer
from insyn.base.refusals import Refusal
from insyn.registers import jobs
from insyn.registers.actions import intake as actions
from insyn.registers.forms.columns import DATED, ColumnsForm, suggested
from insyn.registers.forms.sheets import EVERY, SheetForm
from insyn.registers.forms.words import UNDERSTOOD
from insyn.registers.intake.fields import FIELDS
from insyn.registers.intake.looking import FirstRows, first_rows, look_at
from insyn.registers.intake.mappings import checked_mapping, suggested_rules
from insyn.registers.intake.preview import Preview, preview_of
from insyn.registers.models import EVENT_ROLES
from insyn.registers.queries.mappings import mapping_of
from insyn.registers.views.intake import found, loaders, run_page

EMPTY = "Filen är tom: den har inga rubriker och inga rader."
NOT_SEEN = "Filen har ord eller datum som kan läsas på flera sätt. Säg vad de betyder nedan, eller låt dem stå."


@loaders
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    try:
        with open_stored(run.upload) as content:
            sheets = first_rows(run.upload.name, content)
        return _page(request, run, sheets) if sheets else run_page(request, run, Refusal(EMPTY))
    except Refusal as refusal:
        return run_page(request, run, refusal)


def _page(request: PersonRequest, run: ImportRun, sheets: Sequence[FirstRows]) -> HttpResponse:
    before = mapping_of(run.targets)
    chooser = SheetForm(request.GET or None, sheets=sheets, mapping=before)
    shown, row, sheet = chooser.shown, chooser.row, chooser.sheet
    headings = shown.examples(row)
    rules = suggested(before["columns"], suggested_rules(run.subject, list(headings)), list(headings))
    form = ColumnsForm(
        request.POST or None, subject=run.subject, headings=headings, chosen=rules, system=before["system"]
    )
    _look(run, form, sheet, list(headings))
    preview: Preview | None = None
    if request.method == "POST" and form.is_valid():
        preview, done = _answered(request, run, form, sheet)
        if done:
            return redirect("registers:import_run", run.pk)
    context = {
        "run": run, "form": form, "chooser": chooser, "shown": shown, "row": row, "preview": preview,
        "several": len(sheets) > 1, "every": EVERY,
    }  # fmt: skip
    return render(request, "registers/import_columns.html", context, status=422 if form.errors else 200)


def _look(run: ImportRun, form: ColumnsForm, sheet: str, headings: Sequence[str]) -> None:
    """Once through the first rows, for the columns whose words or days must be known."""
    counted: dict[tuple[str, ...], str] = {}
    dated: list[str] = []
    for each in FIELDS[run.subject]:
        columns = form.columns(each.name)
        if columns and each.kind in UNDERSTOOD:
            counted[columns] = form.join_of(each.name)
        elif columns and each.kind in DATED:
            dated.append(columns[0])
    if not (counted or dated):
        return
    with open_stored(run.upload) as content:
        form.look(look_at(run.upload.name, content, sheet=sheet, counted=counted, dated=dated, headings=headings))


def _answered(request: PersonRequest, run: ImportRun, form: ColumnsForm, sheet: str) -> tuple[Preview | None, bool]:
    """A preview, or the file is read by the columns; a refusal stands in the form."""
    try:
        mapping = checked_mapping(run.subject, form.mapping(sheet))
        if "visa" in request.POST or form.is_asking:
            if "visa" not in request.POST:
                form.add_error(None, NOT_SEEN)
            return _preview(request, run, mapping), False
        name = form.cleaned_data["name"]
        actions.choose_columns(run_id=run.pk, mapping=mapping, name=name, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None, False
    defer(jobs.read_file, once=str(run.pk), run_id=run.pk)
    return None, True


def _preview(request: PersonRequest, run: ImportRun, mapping: Any) -> Preview:
    boards = request.scope.boards_for(*EVENT_ROLES)
    with open_stored(run.upload) as content:
        return preview_of(
            name=run.upload.name, content=content, subject=run.subject, mapping=mapping, boards=boards, day=today()
        )

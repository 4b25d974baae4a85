"""A file of events or volumes is uploaded, looked at, and saved, dropped or taken back."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.files import FileRefused
from insyn.base.models import ImportRun
from insyn.base.queue import defer
from insyn.base.refusals import Refusal
from insyn.people.roles import Role
from insyn.registers import jobs
from insyn.registers.actions import intake as actions
from insyn.registers.actions.take_back import TAKING_BACK, drop_run
from insyn.registers.forms.intake import FileForm
from insyn.registers.intake.handed_back import write_rejected
from insyn.registers.queries import intake as queries

loaders = staff(Role.ADMINISTRATOR, Role.STRATEGIST, Role.OFFICER)
SHOWN = 50
State = ImportRun.State
COLORS = {"ready": "info", "faulty": "danger", "stopped": "danger", "saved": "success", "mapping": "warning"}
NUMBERS = {
    "new": "nya", "changed": "ändrade", "unchanged": "oförändrade", "withdrawn": "utgår ur källan",
}  # fmt: skip
EXAMPLE = Path(__file__).parents[1] / "examples" / "avvikelser-exempel.csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@loaders
@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: PersonRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.load_file(
                upload=data["file"],
                subject=data["subject"],
                mapping=data["rules"],
                mapping_name=data["mapping"],
                is_complete=data["is_complete"],
                is_strict=data["is_strict"],
                by=request.user,
                at=timezone.now(),
            )
        except (Refusal, FileRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            return _onwards(made)
    earlier = [(run, COLORS.get(run.state, "neutral")) for run in queries.own_runs(request.scope)[:20]]
    context = {"form": form, "earlier": earlier, "has_example": settings.DEMO}
    return render(request, "registers/import_start.html", context, status=422 if form.errors else 200)


@loaders
@require_safe
def import_example(request: PersonRequest) -> FileResponse:
    """An export of the demo's units, with some rows wrong on purpose."""
    return FileResponse(EXAMPLE.open("rb"), as_attachment=True, filename=EXAMPLE.name)


def _onwards(made: ImportRun) -> HttpResponse:
    if made.state == State.MAPPING:
        return redirect("registers:import_columns", made.pk)
    defer(jobs.read_file, once=str(made.pk), run_id=made.pk)
    return redirect("registers:import_run", made.pk)


@loaders
@require_safe
def import_run(request: PersonRequest, pk: int) -> HttpResponse:
    return run_page(request, found(request, pk))


def run_page(request: HttpRequest, run: ImportRun, refusal: Refusal | None = None) -> HttpResponse:
    remarks = queries.row_remarks(run, SHOWN)
    context = {
        "run": run,
        "color": COLORS.get(run.state, "neutral"),
        "is_working": run.state in {State.READING, State.SAVING} or _is_taken_back(run),
        "may_take_back": run.state == State.SAVED and not _is_taken_back(run),
        "is_compared": run.state in {State.READY, State.FAULTY, State.SAVED, State.TAKEN_BACK},
        "numbers": [(word, run.counts.get(name, 0)) for name, word in NUMBERS.items()],
        "remarks": remarks,
        "broken": queries.rules_broken(run) if remarks else [],
        "refusal": refusal,
        "same": queries.same_file(run) if run.state in {State.READY, State.FAULTY} else None,
        **_codes(run),
        "may_save": run.state == State.READY and run.accepted > 0,
        "may_choose": run.state in {State.MAPPING, State.READY, State.FAULTY, State.STOPPED},
        "may_drop": run.state in {State.MAPPING, State.READY, State.FAULTY, State.STOPPED},
    }
    return render(request, "registers/import_run.html", context, status=refusal.status if refusal else 200)


def _is_taken_back(run: ImportRun) -> bool:
    return run.state == State.SAVED and run.phase == TAKING_BACK


def _codes(run: ImportRun) -> dict[str, Any]:
    """How many codes wait to be mapped, and on how many rows the units' stand."""
    if run.state not in {State.READY, State.FAULTY}:
        return {}
    units = queries.unknown_units(run) if run.counts.get("unknown_units") else []
    return {
        "unit_codes": units,
        "unit_rows": sum(each.rows for each in units),
        "category_codes": queries.unsorted_categories(run),
    }


@loaders
@require_POST
def import_saving(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    try:
        actions.ask_to_save(run_id=pk, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return run_page(request, run, refusal)
    defer(jobs.save_file, once=str(pk), run_id=pk)
    return redirect("registers:import_run", pk)


@loaders
@require_POST
def import_dropping(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    try:
        drop_run(run_id=pk, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return run_page(request, run, refusal)
    return redirect("registers:import_start")


@loaders
@require_safe
def import_rejected(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Only the rejected rows; the file is made on disk, so that its size costs no memory."""
    run = found(request, pk)
    if not run.targets:
        return redirect("registers:import_run", pk)
    made = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_rejected(run, made)
    made.seek(0)
    name = f"{run.upload.name.rsplit('.', 1)[0]}-avvisade.xlsx"
    response = FileResponse(made, as_attachment=True, filename=name, content_type=EXCEL)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def found(request: PersonRequest, pk: int) -> ImportRun:
    """The person's own run; anybody else's is not there."""
    run: ImportRun = get_object_or_404(queries.own_runs(request.scope), pk=pk)
    return run

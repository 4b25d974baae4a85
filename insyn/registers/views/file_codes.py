"""The codes of a file that nobody has mapped: units, without which a row is rejected, and categories."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest
from insyn.base.models import ImportRun
from insyn.base.queue import defer
from insyn.base.refusals import Refusal
from insyn.people.roles import Role
from insyn.registers import jobs
from insyn.registers.actions.file_codes import map_codes
from insyn.registers.actions.intake import read_again
from insyn.registers.forms.file_codes import CodesForm
from insyn.registers.queries.intake import unknown_units, unsorted_categories
from insyn.registers.views.intake import found, loaders


@loaders
@require_http_methods(["GET", "HEAD", "POST"])
def import_codes(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    units, categories = unknown_units(run), unsorted_categories(run)
    # What a category is, is the strategist's to say; anybody may say which unit a code is.
    may_sort = request.scope.has_role(Role.STRATEGIST)
    form = CodesForm(request.POST or None, units=units, categories=categories if may_sort else ())
    if request.method == "POST" and form.is_valid():
        if not (form.units or form.categories):
            form.add_error(None, "Välj en enhet eller kategori för minst en kod.")
        elif _mapped(request, run, form):
            return redirect("registers:import_run", pk)
    context = {"run": run, "form": form, "unit_count": len(units), "categories": () if may_sort else categories}
    return render(request, "registers/import_codes.html", context, status=422 if form.errors else 200)


def _mapped(request: PersonRequest, run: ImportRun, form: CodesForm) -> bool:
    """The file is read again by what the codes are now."""
    at = timezone.now()
    try:
        read_again(run_id=run.pk, by=request.user, at=at)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    map_codes(
        system_name=run.targets[0]["system"], units=form.units, categories=form.categories, by=request.user, at=at
    )
    defer(jobs.read_file, once=str(run.pk), run_id=run.pk)
    messages.success(request, "Koderna är kopplade, och filen läses om med dem.")
    return True

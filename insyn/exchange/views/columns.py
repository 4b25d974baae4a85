"""What the columns of a foreign file are."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest
from insyn.base.queue import defer
from insyn.base.refusals import Refusal
from insyn.exchange import actions, jobs
from insyn.exchange.actions.reading import sample_of
from insyn.exchange.forms import ColumnsForm, SheetForm, rules_of
from insyn.exchange.sheets import SHEETS
from insyn.exchange.views.runs import editors, found


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    before = run.targets[-1]["sheet"] if run.targets else "Enheter"
    sheet = SHEETS.get(request.GET.get("blad", before)) or SHEETS["Enheter"]
    try:
        sample = sample_of(run)
    except Refusal:
        sample = {}
    form = ColumnsForm(request.POST or None, sheet=sheet, sample=sample, chosen=rules_of(run.targets, sheet))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(
                run_id=pk, targets=form.targets, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            defer(jobs.read_file, once=str(pk), run_id=pk)
            return redirect("exchange:run", pk)
    context = {"run": run, "form": form, "sheet": sheet, "sheets": SheetForm(initial={"blad": sheet.name})}
    return render(request, "exchange/columns.html", context, status=422 if form.errors else 200)

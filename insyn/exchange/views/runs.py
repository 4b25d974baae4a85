"""A file is uploaded, looked at, and saved or dropped."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.files import FileRefused
from insyn.base.models import ImportRun
from insyn.base.queue import defer
from insyn.base.refusals import Refusal
from insyn.exchange import actions, jobs
from insyn.exchange.forms import FileForm
from insyn.exchange.queries import outcomes_of, remarks_of, rows_of
from insyn.exchange.queries.runs import WORDS, told
from insyn.exchange.sheets import SHEETS
from insyn.people.roles import Role

editors = staff(Role.ADMINISTRATOR, Role.STRATEGIST)
COLORS = {"ready": "info", "faulty": "danger", "stopped": "danger", "saved": "success", "mapping": "warning"}


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.load_file(
                upload=data["file"],
                mapping_name=data["mapping"],
                snapshot_date=data["snapshot_date"].day,
                snapshot_by_month=data["snapshot_date"].by_month,
                is_complete=data["is_complete"],
                by=request.user,
                at=timezone.now(),
            )
        except (Refusal, FileRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            defer(jobs.read_file, once=str(made.pk), run_id=made.pk)
            return redirect("exchange:run", made.pk)
    earlier = ImportRun.objects.visible_to(request.scope).select_related("file")[:20]
    context = {"form": form, "earlier": earlier}
    return render(request, "exchange/start.html", context, status=422 if form.errors else 200)


@editors
@require_safe
def run(request: PersonRequest, pk: int) -> HttpResponse:
    return _page(request, found(request, pk))


def _page(request: HttpRequest, shown: ImportRun, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "run": shown,
        "color": COLORS.get(shown.state, "neutral"),
        "is_working": shown.state in {ImportRun.State.READING, ImportRun.State.SAVING},
        "outcomes": outcomes_of(shown),
        "remarks": remarks_of(shown),
        "refusal": refusal,
        "may_drop": shown.state in {"mapping", "ready", "faulty", "stopped"},
    }
    return render(request, "exchange/run.html", context, status=refusal.status if refusal else 200)


@editors
@require_safe
def rows(request: PersonRequest, pk: int, sheet: str, outcome: str) -> HttpResponse:
    shown = found(request, pk)
    if sheet not in SHEETS or outcome not in WORDS:
        raise Http404
    page = Paginator(rows_of(shown, sheet, outcome), 100).get_page(request.GET.get("sida"))
    context = {"run": shown, "sheet": sheet, "word": WORDS[outcome], "page": page, "rows": told(list(page))}
    return render(request, "exchange/rows.html", context)


@editors
@require_POST
def saving(request: PersonRequest, pk: int) -> HttpResponse:
    shown = found(request, pk)
    try:
        actions.ask_to_save(run_id=pk, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, shown, refusal)
    defer(jobs.save_file, once=str(pk), run_id=pk)
    return redirect("exchange:run", pk)


@editors
@require_POST
def dropping(request: PersonRequest, pk: int) -> HttpResponse:
    shown = found(request, pk)
    try:
        actions.drop_run(run_id=pk, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _page(request, shown, refusal)
    return redirect(reverse("exchange:start"))


def found(request: PersonRequest, pk: int) -> ImportRun:
    """The person's own run; anybody else's is not there."""
    return get_object_or_404(ImportRun.objects.visible_to(request.scope).select_related("file"), pk=pk)

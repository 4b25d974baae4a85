"""A file is uploaded, looked at, and saved or dropped."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from insyn.exchange.forms import FileForm, is_of_the_form
from insyn.exchange.queries import known_from, outcomes_of, remarks_of, rows_of, summary_of
from insyn.exchange.queries.runs import ABOUT, WORDS, changes_of
from insyn.exchange.sheets import SHEETS
from insyn.people.roles import Role

editors = staff(Role.ADMINISTRATOR, Role.STRATEGIST)
SHOWN = 200
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
    earlier = own_runs(request)[:20]
    told = [(each, known_from(each), COLORS.get(each.state, "neutral")) for each in earlier]
    context = {"form": form, "earlier": told}
    return render(request, "exchange/start.html", context, status=422 if form.errors else 200)


@editors
@require_safe
def run(request: PersonRequest, pk: int) -> HttpResponse:
    return _page(request, found(request, pk))


def _page(request: HttpRequest, shown: ImportRun, refusal: Refusal | None = None) -> HttpResponse:
    outcomes = outcomes_of(shown)
    summary, remarks = summary_of(outcomes), remarks_of(shown, most=SHOWN)
    context = {
        "run": shown,
        "known_from": known_from(shown),
        "summary": summary,
        "remark_count": len(remarks) if len(remarks) < SHOWN else shown.remarks.count(),
        "color": COLORS.get(shown.state, "neutral"),
        "is_working": shown.state in {ImportRun.State.READING, ImportRun.State.SAVING},
        "outcomes": outcomes,
        "remarks": remarks,
        "refusal": refusal,
        # Of a mapping's rows it is noted that they are its own, also where they say nothing new.
        "may_save": shown.state == ImportRun.State.READY and bool(summary or shown.targets),
        "may_choose": bool(shown.targets) and shown.state in {"ready", "faulty"} and is_of_the_form(shown.targets),
        "columns": _columns(shown),
        "may_drop": shown.state in {"mapping", "ready", "faulty", "stopped"},
    }
    return render(request, "exchange/run.html", context, status=refusal.status if refusal else 200)


def _columns(shown: ImportRun) -> str:
    """A mapping that has no name of its own is told of as chosen for the file."""
    if not shown.targets:
        return "registrets egna"
    return "valda för den här filen" if shown.mapping_name == shown.upload.name else shown.mapping_name


@editors
@require_safe
def rows(request: PersonRequest, pk: int, sheet: str, outcome: str) -> HttpResponse:
    shown = found(request, pk)
    if sheet not in SHEETS or outcome not in WORDS:
        raise Http404
    page = Paginator(rows_of(shown, sheet, outcome), 100).get_page(request.GET.get("sida"))
    context = {
        "run": shown,
        "sheet": sheet,
        "word": WORDS[outcome],
        "about": ABOUT[outcome],
        "ends": f"Avslutas senast {known_from(shown)}." if outcome == "ended" else "",
        "page": page,
        "rows": changes_of(list(page)),
    }
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
    """The person's own run; anybody else's is not there, nor are files of events."""
    return get_object_or_404(own_runs(request), pk=pk)


def own_runs(request: PersonRequest) -> "QuerySet[ImportRun]":
    runs: QuerySet[ImportRun] = ImportRun.objects.visible_to(request.scope).filter(subject=ImportRun.Subject.REGISTER)
    return runs.select_related("file")

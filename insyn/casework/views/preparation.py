"""The preparation list: what the system knows, read and ticked by somebody."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.charts import LineChart
from insyn.base.periods import today
from insyn.base.scope import Scope
from insyn.casework.actions import preparation as actions
from insyn.casework.forms.preparation import ItemForm, TickForm, UntickForm
from insyn.casework.models import PreparationItem
from insyn.casework.queries import preparation as queries
from insyn.casework.queries.of_signals import chart_of, signals_of
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import handle, load_case, load_material, render_case, require_power
from insyn.measures.models import Signal


@staff()
@require_GET
def preparation(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_material(request, pk)
    rows = queries.preparation(case.follow_up, request.scope, today())
    left = sum(1 for row in rows if not row.item.ticked_at)
    return render_case(case, "casework/preparation.html", {"rows": rows, "left": left})


@staff()
@require_http_methods(["GET", "POST"])
def preparation_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.PREPARE)
    return handle(
        case,
        ItemForm(request.POST or None),
        lambda data: actions.add_preparation(follow_up_id=pk, title=data["title"], by=request.user, at=timezone.now()),
        template="casework/preparation_new.html",
        done="Punkten är tillagd.",
        then="casework:preparation",
    )


def _signals(item: PreparationItem, row: queries.ItemRow, scope: Scope) -> list[tuple[Signal, LineChart | None]]:
    """The signals behind the follow-up with their charts, where that is what is read."""
    if item.topic != PreparationItem.Topic.SIGNAL or row.is_hidden:
        return []
    return [(signal, chart_of(signal)) for signal in signals_of(item.follow_up_id, scope)]


def _item(pk: int, item: int) -> PreparationItem:
    rows = PreparationItem.objects.select_related("follow_up", "ticked_by")
    found: PreparationItem = get_object_or_404(rows, pk=item, follow_up=pk)
    return found


@staff()
@require_http_methods(["GET", "POST"])
def preparation_item(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    """All rows of one item, as they are and as they were read; ticking it."""
    case = load_material(request, pk)
    if request.method == "POST":
        require_power(case, Act.PREPARE)
    found = _item(pk, item)
    row = queries.preparation_item(found, request.scope, today())
    form = TickForm(
        request.POST if request.method == "POST" else None, initial={"shown": row.fingerprint, "note": found.note}
    )

    def tick(data: dict[str, str]) -> None:
        if data["shown"] != row.fingerprint:
            # What is shown now is what the next try is about.
            form.data = {**request.POST.dict(), "shown": row.fingerprint}
            raise actions.ReadAgain
        actions.tick_preparation(item_id=found.pk, note=data["note"], rows=row.live, by=request.user, at=timezone.now())

    return handle(
        case,
        form,
        tick,
        template="casework/preparation_item.html",
        done="Punkten är avprickad.",
        then="casework:preparation",
        context={"row": row, "signals": _signals(found, row, request.scope)},
    )


@staff()
@require_http_methods(["GET", "POST"])
def preparation_untick(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.PREPARE)
    found = _item(pk, item)
    return handle(
        case,
        UntickForm(request.POST or None),
        lambda data: actions.untick_preparation(
            item_id=found.pk, reason=data["reason"], by=request.user, at=timezone.now()
        ),
        template="casework/preparation_untick.html",
        done="Avprickningen är borttagen.",
        then="casework:preparation",
        context={"item": found},
    )

"""The list of follow-ups, one follow-up's overview and history, and the table of who may do what."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.base.lists import Column, Listing, respond
from insyn.base.periods import today
from insyn.casework.forms.follow_ups import FollowUpFilter
from insyn.casework.models import FollowUp
from insyn.casework.queries import follow_ups as queries
from insyn.casework.queries.overview import overview
from insyn.casework.queries.powers import power_table
from insyn.casework.queries.wording import KINDS, STAGE_COLORS, STAGES
from insyn.casework.rules.powers import BY_ACT, Act
from insyn.casework.views.case import load_case, render_case


class FollowUps(Listing):
    title, one, many, order = "Uppföljningar", "uppföljning", "uppföljningar", "-created_at"
    nothing = "Inga uppföljningar än. Lägg upp en ur planen, ur ett urval eller för sig."
    columns = (
        Column("registry_number", "Diarienummer", link="casework:follow_up"),
        Column("title", "Rubrik", link="casework:follow_up"),
        Column("target_names", "Avser"),
        Column("kind", "Slag", words=KINDS),
        Column("stage", "Läge", words=STAGES, colors=STAGE_COLORS),
        Column("responsible", "Ansvarig"),
        Column("board__name", "Nämnd"),
        Column("next_due", "Nästa frist", kind="day"),
        Column("late", "Tid", words={"late": "försenad", "in_time": "i tid"}, colors={"late": "danger"}),
        Column("created_at", "Upplagd", kind="day"),
    )


@staff()
@require_GET
def follow_ups(request: PersonRequest) -> HttpResponseBase:
    rows = queries.follow_ups(request.scope, today())
    seen = FollowUp.objects.visible_to(request.scope)
    filters = FollowUpFilter(request.GET, officers=queries.officers_of(seen))
    context = {"may_open": request.scope.has_role(*BY_ACT[Act.OPEN].roles)}
    return respond(request, FollowUps(request, rows, filters), "casework/follow_ups.html", context)


@staff()
@require_GET
def follow_up(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    return render_case(case, "casework/overview.html", {"overview": overview(case.follow_up, case.counts)})


@staff()
@require_GET
def follow_up_history(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    return render_case(case, "casework/history.html", {"history": history_of(case.follow_up)})


@staff()
@require_GET
def powers(request: PersonRequest) -> HttpResponse:
    return render(request, "casework/powers.html", power_table(dict(Role.choices)))

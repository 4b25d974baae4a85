"""The year calendar of a plan and the load of its officers."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.planning.forms.planned import month_choices
from insyn.planning.queries.schedule import schedule
from insyn.planning.views.plan import load_plan, render_plan


@staff()
@require_safe
def calendar(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    context = {"schedule": schedule(plan), "month_choices": month_choices(plan)}
    return render_plan(request, plan, "planning/plan_calendar.html", context)

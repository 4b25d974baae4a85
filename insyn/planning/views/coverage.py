"""The coverage map over all units, a plan's part of it, and what was seen in a unit."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base import doors
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.organisation.models import Unit
from insyn.planning.coverage_list import Coverage, CoverageFilter
from insyn.planning.models import FollowUpPlan
from insyn.planning.queries.coverage import seen_at, units_with_coverage, years_to_show
from insyn.planning.queries.plans import board_ids
from insyn.planning.views.addresses import address
from insyn.planning.views.plan import load_plan, plan_frame


@staff()
@require_safe
def coverage(request: PersonRequest) -> HttpResponseBase:
    listing = _listing(request, today().year)
    return respond(request, listing, "planning/coverage.html", {"years": listing.years})


@staff()
@require_safe
def plan_coverage(request: PersonRequest, pk: int) -> HttpResponseBase:
    plan = load_plan(request, pk)
    listing = _listing(request, plan.period.lower.year, board_ids(plan))
    context = {**plan_frame(request.scope, plan), "years": listing.years}
    return respond(request, listing, "planning/plan_coverage.html", context)


def _listing(request: PersonRequest, last: int, boards: list[int] | None = None) -> Coverage:
    asked = request.GET.get("till", "")
    years = years_to_show(int(asked) if re.fullmatch(r"20\d\d", asked) else last)
    rows: QuerySet[Any] = units_with_coverage(years)
    rows = rows.filter(board_pk__in=boards) if boards is not None else rows
    return Coverage(request, rows, CoverageFilter(request.GET, years=years, boards=boards), years)


@staff()
@require_safe
def cell(request: PersonRequest, cell: str) -> HttpResponse:
    """One cell of the map: what was seen in the unit that year."""
    found = re.fullmatch(r"(\d+)-(\d{4})", cell)
    if not found:
        raise Http404
    return _seen(request, int(found[1]), int(found[2]))


@staff()
@require_safe
def unit_coverage(request: PersonRequest, pk: int) -> HttpResponse:
    return _seen(request, pk, None)


def _seen(request: PersonRequest, pk: int, year: int | None) -> HttpResponse:
    unit: Unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    seen = seen_at(unit, year)
    open_to = doors.addresses("follow_up", request.scope, (each.follow_up_id for each in seen))
    rows = [(each, open_to.get(each.follow_up_id or 0, "")) for each in seen]
    context = {
        "unit": unit,
        "year": year,
        "rows": rows,
        "unit_url": address("organisation:unit", unit.pk),
        "plans": _plans_to_add_to(request, year),
    }
    return render(request, "planning/coverage_unit.html", context)


def _plans_to_add_to(request: PersonRequest, year: int | None) -> list[FollowUpPlan]:
    """Plans of the year in which the person may plan a follow-up of the unit."""
    own = request.scope.boards_for(Role.STRATEGIST)
    rows = FollowUpPlan.objects.filter(period__overlap=_year(year or today().year))
    return list(rows if own is None else rows.filter(boards__in=own).distinct())


def _year(year: int) -> tuple[str, str]:
    return f"{year}-01-01", f"{year + 1}-01-01"

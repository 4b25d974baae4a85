"""What every page of a plan begins with: loading within the scope, and the frame around the part."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from insyn.access.gates import PersonRequest
from insyn.access.models import Role
from insyn.base.conflicts import conflict_page
from insyn.base.scope import Scope
from insyn.planning.models import FollowUpPlan
from insyn.planning.queries.content import period_words
from insyn.planning.queries.plans import board_ids, plans_to_open, tab_counts


def load_plan(request: PersonRequest, pk: int, *roles: str) -> FollowUpPlan:
    """The plan within the person's scope (else 404), with one of the roles in one of its boards (else 403)."""
    plan = get_object_or_404(plans_to_open(request.scope), pk=pk)
    require_plan_role(request.scope, plan, *roles)
    return plan


def require_plan_role(scope: Scope, plan: FollowUpPlan, *roles: str) -> None:
    if roles and not holds(scope, plan, *roles):
        raise PermissionDenied


def holds(scope: Scope, plan: FollowUpPlan, *roles: str) -> bool:
    """A role in any of the plan's boards: a plan for several boards is written by them together."""
    boards = scope.boards_for(*roles)
    return boards is None or bool(boards and boards.intersection(board_ids(plan)))


def plan_frame(scope: Scope, plan: Any) -> dict[str, Any]:
    """What stands around every part of a plan; the template extends planning/plan.html."""
    return {
        "plan": plan,
        "version": f"version {plan.version_number}" if plan.version_number else "",
        "counts": tab_counts(plan),
        "may_edit": holds(scope, plan, Role.STRATEGIST),
    }


def render_plan(
    request: PersonRequest,
    plan: FollowUpPlan,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of the plan."""
    shared = {**plan_frame(request.scope, plan), "period": period_words(plan), **(context or {})}
    return render(request, template, shared, status=status)


def form_page(
    request: PersonRequest,
    form: Any,
    *,
    title: str,
    submit: str,
    cancel: str,
    crumbs: list[tuple[str, str]],
    lede: str = "",
) -> HttpResponse:
    """A page with a form and nothing else; or the question which text is to hold, where two have changed one row."""
    if getattr(form, "clashes", ()):
        return conflict_page(request, form, title=f"{title}: två har ändrat samtidigt", cancel=cancel)
    context = {"form": form, "title": title, "submit": submit, "cancel": cancel, "crumbs": crumbs, "lede": lede}
    return render(request, "planning/form.html", context, status=422 if form.errors else 200)

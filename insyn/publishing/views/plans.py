"""The boards' plans as residents read them: what was decided, in every version, never month or officer."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from insyn.access.gates import public
from insyn.planning.models import FollowUpPlan, PlanVersion
from insyn.planning.queries.content import public_content


@public
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    rows = _decided().prefetch_related("versions", "boards")
    shown = [(plan, plan.versions.all()[len(plan.versions.all()) - 1], plan.boards.all()) for plan in rows]
    return render(request, "publishing/plans.html", {"plans": shown})


@public
@require_safe
def plan(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = get_object_or_404(_decided(), slug=slug)
    versions = list(found.versions.order_by("-number"))
    shown = versions[0] if number is None else _version(versions, number)
    content = public_content(shown.content)
    context: dict[str, Any] = {
        "plan": found,
        "shown": shown,
        "is_latest": shown == versions[0],
        "versions": versions,
        "content": content,
        "boards": ", ".join(content["boards"]),
        "draws": found.draws.filter(published_at__isnull=False).order_by("-published_at"),
    }
    return render(request, "publishing/plan.html", context)


def _decided() -> "QuerySet[FollowUpPlan]":
    """A plan that no meeting has decided is nobody else's yet."""
    rows: QuerySet[FollowUpPlan] = FollowUpPlan.objects.filter(Exists(PlanVersion.objects.filter(plan=OuterRef("pk"))))
    return rows


def _version(versions: list[PlanVersion], number: int) -> PlanVersion:
    for version in versions:
        if version.number == number:
            return version
    raise Http404

"""The decided versions of a plan, and two of them beside each other."""

from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.planning.models import FollowUpPlan
from insyn.planning.queries.content import plan_content
from insyn.planning.rules.comparison import compare, only_different
from insyn.planning.views.plan import load_plan, render_plan

WORKING = 0


class CompareForm(django_forms.Form):
    """Which two versions; 0 is the plan as it stands now."""

    all_optional = True
    fran = django_forms.TypedChoiceField(label="Från", coerce=int)
    till = django_forms.TypedChoiceField(label="Till", coerce=int)
    bara = django_forms.BooleanField(label="Bara det som skiljer", required=False)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, f"Version {number}") for number in numbers]
        self.fields["fran"].choices = choices  # type: ignore[attr-defined]
        self.fields["till"].choices = [*choices, (WORKING, "Planen som den är nu")]  # type: ignore[attr-defined]


@staff()
@require_safe
def versions(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    rows = plan.versions.select_related("decided_by").order_by("-number")
    return render_plan(request, plan, "planning/plan_versions.html", {"rows": rows})


@staff()
@require_safe
def version(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    plan = load_plan(request, pk)
    found = get_object_or_404(plan.versions.select_related("decided_by"), number=number)
    return render_plan(request, plan, "planning/plan_version.html", {"decided": found, "content": found.content})


@staff()
@require_safe
def comparison(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    numbers = list(plan.versions.values_list("number", flat=True))
    if not numbers:
        return render_plan(request, plan, "planning/plan_comparison.html", {"form": None})
    given = {"fran": numbers[-1], "till": WORKING, "bara": "on"} if not request.GET else request.GET
    form = CompareForm(given, numbers=numbers)
    sections = _sections(plan, form.cleaned_data) if form.is_valid() else ()
    return render_plan(request, plan, "planning/plan_comparison.html", {"form": form, "sections": sections})


def _sections(plan: FollowUpPlan, data: dict[str, Any]) -> Any:
    before, after = (_content(plan, data[name]) for name in ("fran", "till"))
    sections = compare(before, after)
    return only_different(sections) if data["bara"] else sections


def _content(plan: FollowUpPlan, number: int) -> dict[str, Any]:
    if number == WORKING:
        return plan_content(plan)
    content: dict[str, Any] = plan.versions.get(number=number).content
    return content

"""Findings across follow-ups: the list, what recurs, and good examples to spread."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from insyn.access.gates import PersonRequest, staff
from insyn.base.lists import Column, Listing, respond
from insyn.casework.forms.finding_filters import FindingFilter, RecurringFilter
from insyn.casework.models import Finding
from insyn.casework.queries import chosen
from insyn.casework.queries import findings as queries
from insyn.casework.queries import recurring as recurrence
from insyn.casework.queries.words import KIND, SEVERITY, STATE
from insyn.contracts.models import Requirement
from insyn.organisation.models import QualityArea

UNIT = Column("target__unit_spell__name", "Enhet")
FOLLOW_UP = Column("follow_up__title", "Uppföljning", link="casework:case_findings", link_field="follow_up_id")
FOUND = Column("found_date", "Iakttogs", kind="day")
STATE_COLUMN = Column("state", "Läge", words=STATE.words, colors=STATE.colors)
SEVERITY_COLUMN = Column("severity", "Allvarlighet", words=SEVERITY.words, colors=SEVERITY.colors)
AREA = Column("quality_area__name", "Kvalitetsområde")


class Findings(Listing):
    title, one, many, order = "Iakttagelser", "iakttagelse", "iakttagelser", "-found_date"
    nothing = "Inga iakttagelser än. De antecknas under granskningen i varje uppföljning."
    columns = (
        Column("title", "Iakttagelse", link="casework:finding_by_key"),
        FOLLOW_UP,
        UNIT,
        Column("kind", "Slag", words=KIND.words, colors=KIND.colors),
        SEVERITY_COLUMN,
        AREA,
        STATE_COLUMN,
        FOUND,
    )

    def __init__(self, request: PersonRequest, rows: "QuerySet[Any, Any]", counts: queries.FindingCounts) -> None:
        super().__init__(request, rows, FindingFilter(request.GET, scope=request.scope))
        self.counts = counts

    @cached_property
    def count(self) -> int:
        """The counts above the list have read the whole: only a narrowed list is counted anew."""
        return self.rows.count() if self.is_narrowed else self.counts.total


class GoodExamples(Listing):
    title, one, many, order = "Goda exempel", "gott exempel", "goda exempel", "-found_date"
    nothing = "Inga goda exempel än. Anteckna dem som iakttagelser när ni ser dem."
    columns = (
        Column("title", "Exempel", link="casework:finding_by_key"),
        Column("text", "Vad som sågs"),
        UNIT,
        Column("target__provider_spell__name", "Utförare"),
        AREA,
        FOUND,
    )


class RecurringRequirements(Listing):
    title, one, many, order = "Återkommande brister per krav", "krav", "krav", "-units"
    nothing = "Inget krav har brister hos fler än en enhet eller i fler än ett avtal."
    element_id = "krav"
    columns = (
        Column("code", "Krav", link="casework:recurring_requirement"),
        Column("requirement_set__name", "Kravsamling"),
        Column("quality_area__name", "Kvalitetsområde"),
        Column("units", "Enheter", kind="number"),
        Column("contracts", "Avtal", kind="number"),
        Column("providers", "Utförare", kind="number"),
        Column("times", "Brister", kind="number"),
        Column("first", "Först", kind="day"),
        Column("last", "Senast", kind="day"),
    )


class RecurringAreas(Listing):
    title, one, many, order = (
        "Återkommande brister per kvalitetsområde",
        "kvalitetsområde",
        "kvalitetsområden",
        "-units",
    )
    nothing = "Inget kvalitetsområde har brister hos fler än en enhet eller i fler än ett avtal."
    element_id = "omraden"
    columns = (Column("name", "Kvalitetsområde", link="casework:recurring_area"), *RecurringRequirements.columns[3:])


class Recurrences(Listing):
    title, one, many, order = "Brister", "brist", "brister", "-found_date"
    columns = (
        Column("title", "Brist", link="casework:finding_by_key"),
        UNIT,
        Column("target__contract__number", "Avtal"),
        Column("target__provider_spell__name", "Utförare"),
        FOLLOW_UP,
        SEVERITY_COLUMN,
        STATE_COLUMN,
        FOUND,
    )


@staff()
@require_GET
def findings(request: PersonRequest) -> HttpResponseBase:
    counts = queries.finding_counts(request.scope)
    listing = Findings(request, queries.findings(request.scope), counts)
    return respond(request, listing, "casework/findings.html", {"counts": counts})


@staff()
@require_GET
def finding_by_key(request: PersonRequest, pk: int) -> HttpResponse:
    """A finding's own address, from its key: lists need not know the follow-up."""
    found = get_object_or_404(Finding.objects.visible_to(request.scope), pk=pk)
    return redirect("casework:finding", found.follow_up_id, found.number)


@staff()
@require_GET
def good_examples(request: PersonRequest) -> HttpResponseBase:
    rows = queries.findings(request.scope).filter(kind=Finding.Kind.GOOD_EXAMPLE)
    listing = GoodExamples(request, rows.exclude(state=Finding.State.WITHDRAWN), _searching(request))
    return respond(request, listing, "casework/good_examples.html")


@staff()
@require_GET
def chosen_and_found(request: PersonRequest) -> HttpResponse:
    """Whether the draw's reasons find more than chance does."""
    context = {"years": chosen.chosen_and_found(request.scope)}
    return render(request, "casework/chosen_and_found.html", context)


@staff()
@require_GET
def recurring(request: PersonRequest) -> HttpResponseBase:
    filters = RecurringFilter(request.GET)
    requirements = recurrence.recurring_requirements(request.scope, filters.since)
    areas = RecurringAreas(request, recurrence.recurring_areas(request.scope, filters.since), filters)
    listing = RecurringRequirements(request, requirements, filters)
    asked = areas if request.htmx.target == areas.element_id else listing  # type: ignore[attr-defined]
    return respond(request, asked, "casework/recurring.html", {"areas": areas, "requirements": listing})


@staff()
@require_GET
def recurring_requirement(request: PersonRequest, pk: int) -> HttpResponseBase:
    requirement = get_object_or_404(Requirement.objects.visible_to(request.scope), pk=pk)
    rows = recurrence.deficiencies_of_requirement(request.scope, pk, RecurringFilter(request.GET).since)
    context = {"heading": f"Brister mot krav {requirement.code}", "wording": requirement.versions.last()}
    return respond(request, Recurrences(request, rows), "casework/recurrences.html", context)


@staff()
@require_GET
def recurring_area(request: PersonRequest, pk: int) -> HttpResponseBase:
    area = get_object_or_404(QualityArea, pk=pk)
    rows = recurrence.deficiencies_of_area(request.scope, pk, RecurringFilter(request.GET).since)
    return respond(
        request, Recurrences(request, rows), "casework/recurrences.html", {"heading": f"Brister inom {area.name}"}
    )


class _ExampleFilter(FindingFilter):
    search_fields = ("title", "text", "target__unit_spell__name")
    search_label = "Vad exemplet handlar om"
    slag = allvar = lage = None  # type: ignore[assignment] # a good example has none of them


def _searching(request: PersonRequest) -> FindingFilter:
    return _ExampleFilter(request.GET, scope=request.scope)

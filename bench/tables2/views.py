from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from bench.tables2.filters import OPEN, FindingFilter
from bench.tables2.tables import FindingTable
from insyn.base.remembered import remembered
from insyn.casework.models import Finding, FollowUp, FollowUpShare, Participation

DEFICIENCY = Q(kind=Finding.Kind.DEFICIENCY, state__in=OPEN)


class FindingList(SingleTableMixin, FilterView):  # type: ignore[misc] # neither package is typed
    """What the packages' own guides teach: one table, one filter set, what the rows need joined, fifty a page."""

    table_class = FindingTable
    filterset_class = FindingFilter
    template_name = "tables2/findings.html"
    table_pagination = {"per_page": 50}

    def get_queryset(self) -> QuerySet[Finding]:
        rows: QuerySet[Finding] = Finding.objects.visible_to(self.request.scope)
        return rows.select_related("follow_up", "target__unit_spell", "quality_area")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "counts": self.counts()}

    def counts(self) -> dict[str, int]:
        counted: dict[str, int] = Finding.objects.visible_to(self.request.scope).aggregate(
            total=Count("pk"),
            open_deficiencies=Count("pk", filter=DEFICIENCY),
            acute=Count("pk", filter=DEFICIENCY & Q(severity=Finding.Severity.ACUTE)),
            answered=Count("pk", filter=DEFICIENCY & Q(state=Finding.State.ANSWERED)),
            good_examples=Count("pk", filter=Q(kind=Finding.Kind.GOOD_EXAMPLE) & ~Q(state=Finding.State.WITHDRAWN)),
        )
        return counted


class RememberingList(FindingList):
    """The same, with its counts remembered as ours are: what is left is to read and write the rows."""

    def get_table_pagination(self, table: Any) -> dict[str, Any]:
        return {"per_page": 50, "paginator_class": partial(KnownPaginator, total=self.counts()["total"])}

    def counts(self) -> dict[str, int]:
        scope = self.request.scope
        whose = (scope.person_id, scope.grants, scope.day)
        seen = (Finding, FollowUp, Participation, FollowUpShare)
        return remembered("tables2", whose, super().counts, counts=seen)


class KnownPaginator(Paginator):  # type: ignore[type-arg] # it takes none when it runs
    def __init__(self, *args: Any, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = total  # in the place of the cached property that would ask

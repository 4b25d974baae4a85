"""The coverage map: every unit and year, what was looked at and how deep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from insyn.organisation.models import AreaSpell, Unit, UnitSpell
from insyn.planning.models import CoverageRecord, Depth, FollowUpOutcome, FollowUpPlan
from insyn.planning.queries.units import year_range

# What stands in a cell; the order is that of depth, so that a column sorts by it.
ABSENT, NOTHING, STRUCTURAL, IN_DEPTH = -1, 0, 1, 2


def years_to_show(last: int, count: int = 4) -> tuple[int, ...]:
    """The years up to the last one; of those before the first plan and the first record nothing is known here."""
    begun = FollowUpPlan.objects.order_by("period").values_list("period__startswith", flat=True)[:1]
    seen = CoverageRecord.objects.order_by("date").values_list("date", flat=True)[:1]
    first = min((day.year for day in begun.union(seen, all=True).order_by()), default=last)
    return tuple(range(max(last - count + 1, min(first, last)), last + 1))


def units_with_coverage(years: Sequence[int]) -> QuerySet[Unit]:
    """Every unit that was open in some of the years, with its area, provider, board and a depth for each year."""
    span = (year_range(years[0]).lower, year_range(years[-1]).upper)
    open_in_span = UnitSpell.objects.filter(unit=OuterRef("pk"), valid__overlap=span)
    latest = open_in_span.order_by("-valid")
    rows: QuerySet[Unit] = Unit.objects.filter(Exists(open_in_span)).annotate(
        area_pk=Subquery(latest.annotate(n=Coalesce("area_id", "assignment__spells__area_id")).values("n")[:1]),
        area_name=Subquery(
            latest.annotate(n=Coalesce("area__name", "assignment__spells__area__name")).values("n")[:1],
        ),
        provider_pk=Subquery(latest.values("provider_id")[:1]),
        provider_name=Subquery(latest.values("provider__name")[:1]),
        **{f"depth_{year}": _depth(year) for year in years},
        **{f"cell_{year}": Concat(Cast("pk", CharField()), Value(f"-{year}")) for year in years},
    )
    board = AreaSpell.objects.filter(area=OuterRef("area_pk")).order_by("-valid")
    return rows.annotate(
        board_pk=Subquery(board.values("board_id")[:1]), board_name=Subquery(board.values("board__name")[:1])
    )


def _depth(year: int) -> Case:
    """In-depth before structural; a unit that was not open in the year is neither covered nor a gap."""
    seen = seen_in_year(year)
    is_open = UnitSpell.objects.filter(unit=OuterRef("pk"), valid__overlap=year_range(year))
    return Case(
        When(Exists(seen.filter(depth=Depth.IN_DEPTH)), then=IN_DEPTH),
        When(Exists(seen), then=STRUCTURAL),
        When(Exists(is_open), then=NOTHING),
        default=ABSENT,
        output_field=IntegerField(),
    )


def seen_in_year(year: int) -> QuerySet[CoverageRecord]:
    """What was looked at in the unit of the outer row."""
    rows: QuerySet[CoverageRecord] = CoverageRecord.objects.filter(
        date__gte=dt.date(year, 1, 1), date__lte=dt.date(year, 12, 31), unit=OuterRef("pk")
    )
    return rows


def gaps(rows: QuerySet[Unit], years: Iterable[int]) -> QuerySet[Unit]:
    """Units open in one of the years and not looked at in it."""
    found = Q(pk__in=())
    for year in years:
        found |= Q(**{f"depth_{year}": NOTHING})
    return rows.filter(found)


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at, and the follow-up in which it was."""

    date: dt.date
    depth: str
    question: str
    contract: str
    follow_up_id: int | None
    title: str
    kind: str


def seen_at(unit: Unit, year: int | None = None) -> list[Seen]:
    """What was looked at in a unit, the latest first; two queries."""
    rows = CoverageRecord.objects.filter(unit=unit)
    if year is not None:
        rows = rows.filter(date__year=year)
    found = list(rows.select_related("contract").order_by("-date", "pk"))
    told = FollowUpOutcome.objects.in_bulk([row.follow_up_id for row in found], field_name="follow_up_id")
    return [_seen(row, told.get(row.follow_up_id)) for row in found]


def _seen(row: CoverageRecord, told: FollowUpOutcome | None) -> Seen:
    return Seen(
        row.date,
        row.depth,
        row.question,
        str(row.contract or ""),
        row.follow_up_id,
        str(told or ""),
        told.get_kind_display() if told else "",
    )

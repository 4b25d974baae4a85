"""The chosen requirements of a follow-up as a checklist."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from insyn.casework.models import Assessment, Finding

FALLS_SHORT = frozenset({"partly", "not_met"})


@dataclass(frozen=True)
class Progress:
    judged: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.judged


def checklist(follow_up_id: int) -> QuerySet[Assessment]:
    """The requirements in scope, by target and code, with the findings each has led to."""
    findings = Prefetch("findings", Finding.objects.exclude(state=Finding.State.WITHDRAWN).order_by("number"))
    rows: QuerySet[Assessment] = (
        Assessment.objects.filter(follow_up_id=follow_up_id, removed_at=None)
        .select_related(
            "requirement__quality_area",
            "requirement__requirement_set",
            "wording",
            "deviation",
            "judged_by",
            "target__unit_spell",
            "target__provider_spell",
            "target__contract",
        )
        .prefetch_related(findings)
        .order_by("target_id", "requirement__quality_area__order", "requirement__code", "pk")
    )
    return rows


def in_order(rows: Iterable[Assessment]) -> list[Assessment]:
    """As people count: D2 before D10, within target and quality area."""
    return sorted(
        rows,
        key=lambda row: (
            row.target_id,
            row.requirement.quality_area.order,
            row.requirement.quality_area.name,
            [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", row.requirement.code)],
            row.pk,
        ),
    )


def progress_of(rows: list[Assessment]) -> Progress:
    return Progress(sum(1 for row in rows if row.verdict), len(rows))


def next_unjudged(follow_up_id: int, after: Assessment) -> Assessment | None:
    """The next one without a judgement, from the beginning again when the last was reached."""
    unfiltered = in_order(checklist(follow_up_id).prefetch_related(None))
    rows = [row for row in unfiltered if not row.verdict or row.pk == after.pk]
    places = {row.pk: place for place, row in enumerate(rows)}
    following = rows[places[after.pk] + 1 :] + rows[: places[after.pk]] if after.pk in places else rows
    return next((row for row in following if not row.verdict), None)

"""A draw as its pages show it: the protocol, the picks that stand, the share that chance had over the years."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear

from insyn.base.scope import Scope
from insyn.planning.models import Displacement, Draw, DrawEntry
from insyn.planning.queries.parts import division_of
from insyn.statistics import draw as rules

GROUND_LABELS = {ground.value: words for ground, words in rules.GROUND_WORDS.items()}


@dataclass(frozen=True, slots=True)
class PickRow:
    """A drawn contract, and why it gave way if it did."""

    entry: DrawEntry
    ground: str
    part: str
    displacement: Displacement | None


def draws_for(scope: Scope) -> QuerySet[Draw]:
    rows: QuerySet[Draw] = Draw.objects.visible_to(scope).select_related("plan")
    return rows


def picks_of(draw: Draw) -> list[PickRow]:
    """The drawn contracts in their order; one query, and one for the words of the parts."""
    rows = DrawEntry.objects.filter(draw=draw, position__isnull=False).order_by("position")
    rows = rows.select_related("contract", "unit", "displacement__urgent_contract")
    labels = {share.name: share.label for share in division_of(draw).shares}
    return [
        PickRow(
            each, GROUND_LABELS[each.picked_as], labels.get(each.part, each.part), getattr(each, "displacement", None)
        )
        for each in rows
    ]


def displacements_of(draw: Draw) -> list[Displacement]:
    rows = Displacement.objects.filter(draw=draw).select_related("entry__contract", "urgent_contract", "by")
    return list(rows.order_by("pk"))


def record_of(draw: Draw) -> rules.DrawRecord:
    """What the protocol is made from, out of what is stored."""
    if draw.published_at is None or draw.drawn_at is None:
        raise ValueError("the draw has not been made")
    return rules.DrawRecord(
        frame_text=draw.frame_text,
        frame_published_at=draw.published_at,
        seed=draw.seed,
        seed_entered_at=draw.drawn_at,
        meeting=f"{draw.meeting}, {draw.meeting_date}",
        witness=draw.witness,
        displacements=tuple(_entry(each) for each in displacements_of(draw)),
        redraw=redraw_of(draw),
    )


def redraw_of(draw: Draw) -> rules.Redraw | None:
    """The decision that set an earlier result aside; none where the earlier frame was never drawn from."""
    earlier = draw.replaces
    if earlier is None or not earlier.seed or draw.redraw_date is None:
        return None
    return rules.Redraw(draw.redraw_decision, draw.redraw_date, draw.redraw_reason, earlier.seed)


def protocol_of(draw: Draw) -> dict[str, rules.Json]:
    return rules.protocol_data(record_of(draw))


def protocol_text_of(draw: Draw) -> str:
    return rules.write_protocol(record_of(draw))


def realised_shares(draws: QuerySet[Draw]) -> tuple[rules.YearShare, ...]:
    """The share that came by chance each year, of the picks that stand."""
    rows = DrawEntry.objects.filter(draw__in=draws, draw__stage=Draw.Stage.DRAWN, displacement__isnull=True)
    picks = rows.exclude(picked_as="").annotate(year=ExtractYear("draw__meeting_date")).values_list("year", "picked_as")
    return rules.random_shares((year, rules.Ground(ground)) for year, ground in picks)


def _entry(each: Displacement) -> rules.Displacement:
    urgent = each.urgent_contract
    return rules.Displacement(
        cause=rules.Cause.URGENT if urgent else rules.Cause.CAPACITY,
        goes_out=each.entry.public_id,
        comes_in=urgent.public_id if urgent else None,
        decided_date=each.decided_date,
        reason=each.reason,
    )

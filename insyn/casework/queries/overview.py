"""What the overview of a follow-up shows beside its facts."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from insyn.casework.models import FollowUp, FollowUpShare, Handover, IndividualsView, Participation


@dataclass(frozen=True)
class Overview:
    shares: list[FollowUpShare]
    handovers: list[Handover]
    views: list[IndividualsView]


def overview(follow_up: FollowUp, counts: dict[str, int]) -> Overview:
    """Most follow-ups have none of some of these: what the counts say is empty is not asked for."""
    shares = FollowUpShare.objects.filter(follow_up=follow_up).select_related("board", "by")
    views = IndividualsView.objects.filter(follow_up=follow_up).select_related("by")
    return Overview(
        shares=list(shares) if counts["shares"] else [],
        handovers=list(_handovers(follow_up)) if counts["handovers"] else [],
        views=list(views) if counts["views"] else [],
    )


def _handovers(follow_up: FollowUp) -> "QuerySet[Handover]":
    """With `can_return`: the one who took over is still responsible in the other's place."""
    standing_in = Participation.objects.filter(
        follow_up=follow_up,
        part=Participation.Part.RESPONSIBLE,
        ended_at__isnull=True,
        person=OuterRef("to_person"),
        substitutes_for__person=OuterRef("from_person"),
    )
    rows: QuerySet[Handover] = Handover.objects.filter(follow_up=follow_up)
    return rows.select_related("from_person", "to_person").annotate(can_return=Exists(standing_in))

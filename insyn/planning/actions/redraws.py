"""What comes after a draw: who gives way for an urgent case, and a new draw by decision."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.contracts.models import Contract
from insyn.people.models import Person
from insyn.planning.actions.draws import Stage, locked_draw
from insyn.planning.actions.plans import free_slug
from insyn.planning.models import Displacement, Draw, DrawEntry, Nomination, PlannedFollowUp
from insyn.planning.queries.draws import record_of
from insyn.statistics import draw as rules


class CannotDisplace(Refusal):
    """Nothing is left to give way, or the urgent contract already stands."""


class NotDrawn(Refusal):
    message = "Urvalet är inte draget, så inget avtal kan ge plats."


class CannotReplace(Refusal):
    message = "Urvalet kan inte ersättas: det förbereds ännu eller är redan ersatt."


@action("Lät ett draget avtal ge plats")
def displace_pick(
    *,
    draw_id: int,
    urgent_contract: Contract | None,
    decided_date: dt.date,
    reason: str,
    by: Person,
    at: dt.datetime,
) -> Displacement:
    """The one whose turn it is gives way: the last random pick first. Raises NotDrawn or CannotDisplace."""
    draw = locked_draw(draw_id)
    if draw.stage != Stage.DRAWN:
        raise NotDrawn
    record = record_of(draw)
    picks = rules.draw(rules.read_frame(draw.frame_text), draw.seed)
    try:
        going = rules.next_to_go(picks, record.displacements)
        cause = rules.Cause.URGENT if urgent_contract else rules.Cause.CAPACITY
        comes_in = urgent_contract.public_id if urgent_contract else None
        line = rules.Displacement(cause, going.contract, comes_in, decided_date, reason)
        rules.standing_picks(picks, (*record.displacements, line))
    except rules.DisplacementError as error:
        raise CannotDisplace(str(error)[:1].upper() + str(error)[1:]) from error
    return _log_displacement(draw, going, urgent_contract, decided_date, reason, by, at)


def _log_displacement(  # noqa: PLR0917 - a line of the log, in its order
    draw: Draw, going: rules.Pick, urgent: Contract | None, day: dt.date, reason: str, by: Person, at: dt.datetime
) -> Displacement:
    entry = DrawEntry.objects.get(draw=draw, public_id=going.contract)
    displacement: Displacement = Displacement.objects.create(
        draw=draw, entry=entry, urgent_contract=urgent, decided_date=day, reason=reason, by=by, at=at
    )
    for planned in PlannedFollowUp.objects.filter(
        plan=draw.plan, proposal_key=f"draw:{draw.pk}:{entry.contract_id}", cancelled_reason="", outcomes__isnull=True
    ):
        planned.cancelled_reason = f"Gav plats i urvalet: {reason}"[:300]
        planned.revision += 1
        planned.save(update_fields=["cancelled_reason", "revision"])
    return displacement


@action("Beslutade om nytt urval")
def replace_draw(
    *, draw_id: int, decision: str, decided_date: dt.date, reason: str, by: Person, at: dt.datetime
) -> Draw:
    """Set a published or drawn draw aside by decision, and begin its replacement. Raises CannotReplace."""
    earlier = locked_draw(draw_id)
    if earlier.stage not in {Stage.PUBLISHED, Stage.DRAWN}:
        raise CannotReplace
    earlier.stage = Stage.REPLACED
    earlier.revision += 1
    earlier.save(update_fields=["stage", "revision"])
    fresh: Draw = Draw.objects.create(
        plan=earlier.plan,
        title=earlier.title,
        slug=free_slug(earlier.title, Draw.objects.values_list("slug", flat=True)),
        size=earlier.size,
        reference_date=earlier.reference_date,
        complaint_window=earlier.complaint_window,
        severity_floor=earlier.severity_floor,
        counts_signals=earlier.counts_signals,
        parts_by=earlier.parts_by,
        parts=earlier.parts,
        rule_version=str(rules.RULE_VERSION),
        replaces=earlier,
        redraw_decision=decision.strip(),
        redraw_date=decided_date,
        redraw_reason=reason.strip(),
    )
    _copy_nominations(earlier, fresh)
    return fresh


def _copy_nominations(earlier: Draw, fresh: Draw) -> None:
    Nomination.objects.bulk_create(
        Nomination(draw=fresh, contract_id=n.contract_id, rank=n.rank, reason=n.reason, by_id=n.by_id, at=n.at)
        for n in earlier.nominations.order_by("rank")
    )

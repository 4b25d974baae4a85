"""What proposes itself for a plan: rotation, contracts turning six months, last year's demands, drawn contracts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from insyn.base.periods import is_valid_on
from insyn.contracts.models import Contract, ContractPeriod
from insyn.organisation.models import Deadline
from insyn.planning.models import DemandedAction, Displacement, Draw, DrawEntry, FollowUpPlan, PlannedFollowUp
from insyn.planning.queries.plans import board_ids
from insyn.planning.rules.months import add_months, first_of

Ground = PlannedFollowUp.Ground


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that the system proposes to plan, and why; its key is the same each time it is worked out."""

    key: str
    kind: str
    ground: str
    title: str
    why: str
    area_id: int | None = None
    contract_id: int | None = None
    unit_id: int | None = None
    month: dt.date | None = None

    @property
    def ground_label(self) -> str:
        return str(Ground(self.ground).label)


@dataclass(frozen=True, slots=True)
class Proposals:
    """What waits, and what somebody has dismissed with a reason."""

    waiting: tuple[Proposal, ...]
    dismissed: tuple[tuple[Proposal, str], ...]
    lacks_deadline: bool


def proposals(plan: FollowUpPlan) -> Proposals:
    """Everything that proposes itself for the plan and is neither planned nor dismissed."""
    boards = board_ids(plan)
    planned = {key for key in plan.planned.values_list("proposal_key", flat=True) if key}
    reasons = dict(plan.dismissals.values_list("proposal_key", "reason"))
    deadlines = _deadlines(boards)
    every = [*_drawn(plan), *_new_contracts(plan, boards, deadlines), *_carried_over(plan, boards), *_rotation(plan)]
    left = [each for each in every if each.key not in planned]
    return Proposals(
        tuple(each for each in left if each.key not in reasons),
        tuple((each, reasons[each.key]) for each in left if each.key in reasons),
        lacks_deadline=not deadlines,
    )


def proposal(plan: FollowUpPlan, key: str) -> Proposal | None:
    """One proposal by its key, dismissed or not."""
    found = proposals(plan)
    every = [*found.waiting, *(each for each, _ in found.dismissed)]
    return next((each for each in every if each.key == key), None)


def _rotation(plan: FollowUpPlan) -> Iterator[Proposal]:
    """Areas whose turn it is in a year of the plan, and that no planned follow-up has yet."""
    last = plan.period.upper or add_months(plan.period.lower, 12)
    years = range(plan.period.lower.year, (last - dt.timedelta(days=1)).year + 1)
    taken = set(plan.planned.filter(cancelled_reason="").values_list("area_id", flat=True))
    rows = plan.rotation.filter(year__in=years, area__isnull=False).exclude(area__in=taken - {None})
    for row in rows.select_related("area"):
        yield Proposal(
            key=f"rotation:{row.year}:{row.area_id}",
            kind="planned_quality",
            ground=Ground.ROTATION,
            title=row.area.name,
            why=f"Står i rotationen {row.year} som ”{row.wording}”.",
            area_id=row.area_id,
        )


def _deadlines(boards: list[int]) -> list[Deadline]:
    rows = Deadline.objects.filter(code="new_contract", unit=Deadline.Unit.MONTHS)
    return list(rows.filter(Q(board__isnull=True) | Q(board__in=boards)))


def _new_contracts(plan: FollowUpPlan, boards: list[int], deadlines: list[Deadline]) -> Iterator[Proposal]:
    """Contracts whose new period turns as old as the deadline says, within the plan."""
    begun = ContractPeriod.objects.filter(
        contract__board__in=boards, contract__followed_up_by=Contract.FollowedUpBy.QUALITY
    ).exclude(contract__form=Contract.Form.INDIVIDUAL)
    early = add_months(plan.period.lower, -24)
    for period in begun.filter(valid__startswith__gte=early).select_related("contract__area"):
        months = _months(deadlines, period.contract.board_id, period.valid.lower)
        due = add_months(period.valid.lower, months) if months else None
        if due and is_valid_on(plan.period, due) and is_valid_on(period.valid, due):
            yield Proposal(
                key=f"new-contract:{period.contract_id}:{period.valid.lower}",
                kind="six_month",
                ground=Ground.SIX_MONTHS,
                title=f"{period.contract.name}, {months} månader",
                why=f"Avtalet {period.contract.number} började {period.valid.lower} och blir {months} månader {due}.",
                area_id=period.contract.area_id,
                contract_id=period.contract_id,
                month=first_of(due),
            )


def _months(deadlines: Iterable[Deadline], board_id: int, day: dt.date) -> int | None:
    """The board's own deadline where it has one, else everybody's."""
    in_force = [each for each in deadlines if is_valid_on(each.valid, day) and each.board_id in {None, board_id}]
    own = [each for each in in_force if each.board_id == board_id]
    return next((each.amount for each in (*own, *in_force)), None)


def _carried_over(plan: FollowUpPlan, boards: list[int]) -> Iterator[Proposal]:
    """Actions demanded in the year before the plan, or demanded earlier and still open, by follow-up and place."""
    start = plan.period.lower
    rows = DemandedAction.objects.filter(board__in=boards, demanded_date__lt=start).filter(
        Q(is_open=True) | Q(demanded_date__gte=add_months(start, -12))
    )
    places: dict[tuple[int, int | None, int | None], list[DemandedAction]] = defaultdict(list)
    for row in rows.select_related("unit", "contract").order_by("pk"):
        places[row.follow_up_id, row.contract_id, row.unit_id].append(row)
    for (follow_up, contract, unit), demands in places.items():
        yield Proposal(
            key=f"carried:{follow_up}:{contract or ''}:{unit or ''}",
            kind="planned_quality",
            ground=Ground.CARRIED_OVER,
            title=f"Åtgärder vid {demands[0].unit or demands[0].contract}",
            why=_demanded(demands),
            contract_id=contract,
            unit_id=unit,
        )


def _demanded(demands: list[DemandedAction]) -> str:
    left = sum(each.is_open for each in demands)
    if len(demands) == 1:
        return f"En krävd åtgärd, {'inte avslutad' if left else 'avslutad'}: {demands[0].text[:120]}"
    return f"{len(demands)} krävda åtgärder, {left} inte avslutade. Den första: {demands[0].text[:120]}"


def _drawn(plan: FollowUpPlan) -> Iterator[Proposal]:
    """Contracts that the plan's draw has chosen and nothing has displaced, and the urgent ones that came instead."""
    gone = Displacement.objects.filter(draw__plan=plan)
    rows = DrawEntry.objects.filter(draw__plan=plan, draw__stage=Draw.Stage.DRAWN).exclude(picked_as="")
    rows = rows.exclude(pk__in=gone.values("entry_id")).select_related("contract", "unit", "draw")
    for entry in rows.order_by("draw_id", "position"):
        yield Proposal(
            key=f"draw:{entry.draw_id}:{entry.contract_id}",
            kind="contract",
            ground=entry.picked_as,
            title=str(entry.unit or entry.contract.name),
            why=f"Draget som nummer {entry.position} i {entry.draw.title}: avtal {entry.contract.number}.",
            area_id=entry.contract.area_id,
            contract_id=entry.contract_id,
            unit_id=entry.unit_id,
        )
    for each in gone.filter(urgent_contract__isnull=False, draw__stage=Draw.Stage.DRAWN).select_related(
        "urgent_contract"
    ):
        yield Proposal(
            key=f"urgent:{each.pk}",
            kind="event_driven",
            ground=Ground.EVENT,
            title=each.urgent_contract.name,
            why=f"Akut ärende som gick före i urvalet: {each.reason}",
            area_id=each.urgent_contract.area_id,
            contract_id=each.urgent_contract_id,
        )

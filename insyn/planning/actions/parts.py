"""The parts of a plan: focus areas, rotation and commitments; each is added, changed or taken away."""

import datetime as dt
from typing import Any

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.organisation.models import Board, QualityArea, ServiceArea
from insyn.people.models import Person
from insyn.planning.actions.plans import locked_plan
from insyn.planning.models import Commitment, FocusArea, FollowUpPlan, RotationEntry


class BoardNotInPlan(Refusal):
    message = "Nämnden är inte med i planen. Lägg till den under Ändra planen först."


class RotationTwice(Refusal):
    message = "Raden finns redan: samma nämnd, år och ord. Ändra den i stället."


@action("Sparade ett fokusområde")
def save_focus_area(
    *,
    plan_id: int,
    row_id: int | None = None,
    name: str,
    description: str = "",
    quality_area: QualityArea | None = None,
    by: Person,
    at: dt.datetime,
) -> FocusArea:
    """Add a focus area to the plan, or change one of its own."""
    row: FocusArea = _own(FocusArea, plan_id, row_id)
    row.name, row.description, row.quality_area = name.strip(), description.strip(), quality_area
    row.save()
    return row


@action("Sparade en rad i rotationen")
def save_rotation(
    *,
    plan_id: int,
    row_id: int | None = None,
    board: Board,
    year: int,
    wording: str,
    area: ServiceArea | None = None,
    by: Person,
    at: dt.datetime,
) -> RotationEntry:
    """Add or change a row, in the source's own words. Raises BoardNotInPlan or RotationTwice."""
    row: RotationEntry = _own(RotationEntry, plan_id, row_id)
    plan = row.plan
    if not plan.plan_boards.filter(board=board).exists():
        raise BoardNotInPlan
    same = plan.rotation.filter(board=board, year=year, wording=wording.strip()).exclude(pk=row.pk)
    if same.exists():
        raise RotationTwice
    row.board, row.year, row.wording, row.area = board, year, wording.strip(), area
    row.save()
    return row


@action("Sparade ett åtagande")
def save_commitment(
    *,
    plan_id: int,
    row_id: int | None = None,
    text: str,
    rule: str,
    kind: str = "",
    target: int,
    by: Person,
    at: dt.datetime,
) -> Commitment:
    """Add a commitment to the plan, or change one of its own."""
    row: Commitment = _own(Commitment, plan_id, row_id)
    row.text, row.rule, row.kind, row.target = text.strip(), rule, kind, target
    row.save()
    return row


@action("Tog bort ur planen")
def remove_part(*, part: type[Any], plan_id: int, row_id: int, by: Person, at: dt.datetime) -> FollowUpPlan:
    """Take a focus area, a row of the rotation or a commitment out of the working plan; versions keep it."""
    plan = locked_plan(plan_id)
    part.objects.get(pk=row_id, plan=plan).delete()
    return plan


def _own(model: type[Any], plan_id: int, row_id: int | None) -> Any:
    plan = locked_plan(plan_id)
    if row_id is not None:
        return model.objects.select_for_update().get(pk=row_id, plan=plan)
    row = model(plan=plan)
    if hasattr(row, "order"):
        row.order = (model.objects.filter(plan=plan).aggregate(most=Max("order"))["most"] or 0) + 1
    return row

"""The commissioners' list: an ordered list with a reason for each contract, frozen with the frame."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.contracts.models import Contract
from insyn.people.models import Person
from insyn.planning.actions.draws import preparing
from insyn.planning.models import Draw, Nomination
from insyn.planning.queries.frame import outside_every_third
from insyn.planning.rules.eligibility import REASON_WORDS


class NominatedAlready(Refusal):
    message = "Avtalet står redan i listan. Flytta det i stället."


class CannotBeNominated(Refusal):
    """The contract can take no place in the draw; the message says why."""


@action("Nominerade ett avtal")
def nominate(*, draw_id: int, contract: Contract, reason: str, by: Person, at: dt.datetime) -> Nomination:
    """Put a contract last in the list; raises FrameAlreadyPublished, CannotBeNominated or NominatedAlready."""
    draw = preparing(draw_id)
    if reason_outside := outside_every_third(contract, draw.reference_date):
        raise CannotBeNominated(f"Avtalet kan inte väljas. {REASON_WORDS[reason_outside]}")
    if draw.nominations.filter(contract=contract).exists():
        raise NominatedAlready
    rank = draw.nominations.count() + 1
    nomination: Nomination = Nomination.objects.create(
        draw=draw, contract=contract, rank=rank, reason=reason.strip(), by=by, at=at
    )
    return nomination


@action("Flyttade en nominering")
def move_nomination(*, nomination_id: int, rank: int, by: Person, at: dt.datetime) -> Nomination:
    """Give a nomination another place; the others close up. Raises FrameAlreadyPublished."""
    moved, listed = _listed(nomination_id)
    listed.remove(moved)
    listed.insert(min(max(rank, 1), len(listed) + 1) - 1, moved)
    _number(listed)
    return moved


@action("Tog bort en nominering")
def withdraw_nomination(*, nomination_id: int, by: Person, at: dt.datetime) -> Draw:
    """Take a contract out of the list; the others close up. Raises FrameAlreadyPublished."""
    gone, listed = _listed(nomination_id)
    listed.remove(gone)
    gone.delete()
    _number(listed)
    draw: Draw = gone.draw
    return draw


def _listed(nomination_id: int) -> tuple[Nomination, list[Nomination]]:
    nomination: Nomination = Nomination.objects.get(pk=nomination_id)
    draw = preparing(nomination.draw_id)
    listed = list(draw.nominations.select_for_update().order_by("rank"))
    return next(each for each in listed if each.pk == nomination_id), listed


def _number(listed: list[Nomination]) -> None:
    for place, nomination in enumerate(listed, start=1):
        if nomination.rank != place:
            nomination.rank = place
            nomination.save(update_fields=["rank"])

"""A signal becomes a follow-up, or is added to one that runs: its material is already in the preparation list."""

import datetime as dt

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.opening import Order, open_follow_up
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import FollowUp, FollowUpTarget, PreparationItem
from insyn.measures.actions.weighing import held_unweighed, weigh_into
from insyn.measures.models import Signal
from insyn.people.models import Person


class OtherUnit(Refusal):
    message = "Uppföljningen gäller inte enheten eller utföraren. Välj en annan, eller öppna en ny."


@action("Öppnade en uppföljning av signalen")
def open_from_signal(*, signal_id: int, order: Order, is_serious: bool, by: Person, at: dt.datetime) -> FollowUp:
    """Raises AlreadyWeighed, and what open_follow_up raises."""
    signal = held_unweighed(signal_id)
    follow_up: FollowUp = open_follow_up(order=order, by=by, at=at)
    _add_material(follow_up, signal)
    weigh_into(
        signal_id=signal_id,
        follow_up_id=follow_up.pk,
        opened=True,
        reason="",
        is_serious=is_serious,
        by=by,
        at=at,
    )
    return follow_up


@action("Lade till signalen i uppföljningen")
def join_signal(
    *, signal_id: int, follow_up_id: int, reason: str, is_serious: bool, by: Person, at: dt.datetime
) -> FollowUp:
    """Raises AlreadyWeighed, FollowUpIsOver and OtherUnit."""
    signal = held_unweighed(signal_id)
    follow_up = open_and_locked(follow_up_id)
    about = {"unit": signal.unit_id} if signal.unit_id else {"provider": signal.provider_id}
    if not FollowUpTarget.objects.filter(follow_up=follow_up, **about).exists():
        raise OtherUnit
    _add_material(follow_up, signal)
    weigh_into(
        signal_id=signal_id,
        follow_up_id=follow_up_id,
        opened=False,
        reason=reason,
        is_serious=is_serious,
        by=by,
        at=at,
    )
    return follow_up


def _add_material(follow_up: FollowUp, signal: Signal) -> None:
    """One item for all signals of a follow-up; what has come since it was read shows by itself."""
    items = PreparationItem.objects.filter(follow_up=follow_up)
    if items.filter(topic=PreparationItem.Topic.SIGNAL).exists():
        return
    last = items.aggregate(last=Max("order"))["last"] or 0
    PreparationItem.objects.create(
        follow_up=follow_up,
        topic=PreparationItem.Topic.SIGNAL,
        title=PreparationItem.Topic.SIGNAL.label,
        order=last + 1,
    )

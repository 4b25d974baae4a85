"""What is read before a visit: ticked by somebody, with a note, and kept as it was read that day."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import PreparationItem
from insyn.people.models import Person


class AlreadyRead(Refusal):
    """Somebody has ticked the item."""


class NotRead(Refusal):
    message = "Punkten är inte avprickad."


class ReadAgain(Refusal):
    message = "Uppgifterna har ändrats sedan du öppnade sidan. Läs dem igen innan du prickar av."


def _held(item_id: int) -> PreparationItem:
    item: PreparationItem = PreparationItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    open_and_locked(item.follow_up_id)
    return item


@action("Prickade av en förberedelse")
def tick_preparation(*, item_id: int, note: str, rows: Sequence[str], by: Person, at: dt.datetime) -> PreparationItem:
    """Tick an item, keeping the rows as they were read; raises AlreadyRead or FollowUpIsOver."""
    item = _held(item_id)
    if item.ticked_by:
        raise AlreadyRead(f"{item.ticked_by.name} har redan prickat av punkten.")
    item.ticked_by, item.ticked_at, item.note = by, at, note.strip()
    item.as_read = {"at": at.isoformat(), "rows": list(rows)}
    item.revision += 1
    item.save()
    return item


@action("Tog bort en avprickning")
def untick_preparation(*, item_id: int, reason: str, by: Person, at: dt.datetime) -> PreparationItem:
    """Take a tick back so that the item is read again; the reason is added to its note. Raises NotRead."""
    item = _held(item_id)
    if not item.ticked_at:
        raise NotRead
    item.note = f"{item.note}\nAvprickningen togs bort: {reason.strip()}".strip()
    item.ticked_by = item.ticked_at = item.as_read = None
    item.revision += 1
    item.save()
    return item


@action("Lade till en förberedelse")
def add_preparation(*, follow_up_id: int, title: str, by: Person, at: dt.datetime) -> PreparationItem:
    """Add something of one's own to read; raises FollowUpIsOver."""
    open_and_locked(follow_up_id)
    items = PreparationItem.objects.filter(follow_up=follow_up_id)
    last = items.aggregate(last=Max("order"))["last"] or 0
    made: PreparationItem = PreparationItem.objects.create(
        follow_up_id=follow_up_id, topic=PreparationItem.Topic.OTHER, title=title.strip(), order=last + 1
    )
    return made

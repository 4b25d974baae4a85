"""The log of visits and other methods."""

import datetime as dt
from dataclasses import dataclass

from insyn.base.actions import action
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import Visit
from insyn.people.models import Person


@dataclass(frozen=True)
class VisitDetails:
    """What was done on a day, and who was met."""

    date: dt.date
    methods: tuple[str, ...]
    is_announced: bool
    met: tuple[str, ...] = ()
    text: str = ""
    target_id: int | None = None


@action("Antecknade ett besök")
def log_visit(*, follow_up_id: int, details: VisitDetails, by: Person, at: dt.datetime) -> Visit:
    """Log a visit or another gathering of material; raises FollowUpIsOver."""
    open_and_locked(follow_up_id)
    visit = Visit(follow_up_id=follow_up_id, by=by, at=at)
    return _saved(visit, details)


@action("Ändrade ett besök")
def change_visit(*, visit_id: int, details: VisitDetails, by: Person, at: dt.datetime) -> Visit:
    """Correct what was logged; raises FollowUpIsOver."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit_id)
    open_and_locked(visit.follow_up_id)
    visit.revision += 1
    return _saved(visit, details)


def _saved(visit: Visit, details: VisitDetails) -> Visit:
    visit.date, visit.text, visit.target_id = details.date, details.text.strip(), details.target_id
    visit.methods, visit.met = list(details.methods), list(details.met)
    visit.is_announced = details.is_announced
    visit.save()
    return visit

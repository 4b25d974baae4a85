"""What is gathered: visits, documents and the individual's own view."""

import datetime as dt
from typing import Any

from insyn.base.actions import action
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import IndividualsView
from insyn.people.models import Person


@action("Antecknade den enskildes uppfattning")
def record_individuals_view(
    *,
    follow_up_id: int,
    how: str,
    text: str = "",
    why_not: str = "",
    view_id: int | None = None,
    by: Person,
    at: dt.datetime,
) -> IndividualsView:
    """Record how the individual's own view was obtained, or why not; with `view_id` an earlier note is changed.

    Raises FollowUpIsOver.
    """
    open_and_locked(follow_up_id)
    fields: dict[str, Any] = {"how": how, "text": text.strip(), "why_not": why_not.strip()}
    if view_id is None:
        made: IndividualsView = IndividualsView.objects.create(follow_up_id=follow_up_id, by=by, at=at, **fields)
        return made
    view: IndividualsView = IndividualsView.objects.select_for_update().get(pk=view_id, follow_up=follow_up_id)
    for name, value in fields.items():
        setattr(view, name, value)
    view.revision += 1
    view.save()
    return view

"""Noticing the provider that a follow-up begins."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.letters import tell_managers
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.actions.stages import change_stage
from insyn.casework.models import CaseDocument, FollowUp
from insyn.casework.queries.providers import addressees
from insyn.casework.rules.stages import Stage
from insyn.people.models import Person

NOTICE = CaseDocument.Kind.NOTICE

type To = tuple[int | None, int | None]


class EverybodyIsNoticed(Refusal):
    message = "Alla som granskas är redan aviserade."


@action("Aviserade utföraren")
def send_notice(
    *, follow_up_id: int, title: str, text: str, sent_date: dt.date, by: Person, at: dt.datetime
) -> list[CaseDocument]:
    """Send the notice to each provider and unit that has not had one; a planned follow-up becomes notified.

    Raises FollowUpIsOver, EverybodyIsNoticed, or SomethingMissing when nobody is responsible.
    """
    follow_up = open_and_locked(follow_up_id)
    had = set(CaseDocument.objects.filter(follow_up=follow_up, kind=NOTICE).values_list("provider_id", "unit_id"))
    # The authority has no provider to write to: its notice is a document all the same.
    everybody: list[To] = [(each.provider_id, each.unit_id) for each in addressees(follow_up)] or [(None, None)]
    waiting = [each for each in everybody if each not in had]
    if not waiting:
        raise EverybodyIsNoticed
    documents = [
        CaseDocument(
            follow_up=follow_up,
            provider_id=provider_id,
            unit_id=unit_id,
            kind=NOTICE,
            title=title,
            text=text,
            standing=CaseDocument.Standing.SENT,
            sent_date=sent_date,
            event_date=sent_date,
            uploaded_at=at,
            uploaded_by=by,
        )
        for provider_id, unit_id in waiting
    ]
    CaseDocument.objects.bulk_create(documents)
    if follow_up.stage == Stage.PLANNED:
        follow_up.notified_at = at
        change_stage(follow_up, Stage.NOTIFIED, note=f"Avsänd {sent_date}", by=by, at=at)
    _tell(follow_up, waiting, at)
    return documents


def _tell(follow_up: FollowUp, waiting: list[To], at: dt.datetime) -> None:
    for provider_id, unit_id in waiting:
        if provider_id:
            tell_managers(
                provider_id=provider_id,
                unit_id=unit_id,
                subject="En uppföljning börjar",
                line="Kommunen ska följa upp en verksamhet som du ansvarar för.",
                key=f"notice:{follow_up.pk}:{unit_id or provider_id}",
                at=at,
            )

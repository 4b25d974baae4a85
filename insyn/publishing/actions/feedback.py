"""What visitors report about accessibility, and the answers."""

import datetime as dt

from insyn.base.actions import action
from insyn.people.models import Person
from insyn.publishing.models import Feedback


@action("Tog emot en synpunkt på tillgängligheten")
def receive_feedback(*, text: str, address: str, contact: str, at: dt.datetime) -> Feedback:
    """Keep what a visitor reports."""
    made: Feedback = Feedback.objects.create(
        text=text.strip(), address=address.strip()[:300], contact=contact.strip(), received_at=at
    )
    return made


@action("Svarade på en synpunkt på tillgängligheten")
def answer_feedback(*, feedback_id: int, answer: str, by: Person, at: dt.datetime) -> Feedback:
    """Answer what a visitor reported."""
    feedback: Feedback = Feedback.objects.select_for_update().get(pk=feedback_id)
    feedback.answer, feedback.answered_at = answer.strip(), at
    feedback.save(update_fields=["answer", "answered_at"])
    return feedback

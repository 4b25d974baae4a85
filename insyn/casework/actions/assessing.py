"""Judging the chosen requirements."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.timing import require_time
from insyn.casework.models import Assessment, FollowUp
from insyn.casework.rules.powers import Act
from insyn.people.models import Person


class AssessmentRemoved(Refusal):
    message = "Kravet är borttaget ur granskningen. Ta in det igen under Omfattning om det ska bedömas."


class AssessmentChanged(Refusal):
    message = "Någon annan har bedömt kravet sedan du öppnade det. Läs den bedömningen och spara igen."


class GroundMissing(Refusal):
    message = "Skriv vad bedömningen grundar sig på."


@action("Bedömde ett krav")
def judge_requirement(
    *, assessment_id: int, verdict: str, ground: str, seen_revision: int, by: Person, at: dt.datetime
) -> Assessment:
    """Say how a requirement is met, and on what ground.

    Raises AssessmentRemoved, AssessmentChanged, GroundMissing, or NotTheTime where the stage does not allow it.
    """
    assessment: Assessment = Assessment.objects.select_for_update().get(pk=assessment_id)
    require_time(Act.JUDGE, FollowUp.objects.get(pk=assessment.follow_up_id))
    _check(assessment, verdict, ground.strip(), seen_revision)
    assessment.verdict, assessment.ground = verdict, ground.strip()
    assessment.judged_by, assessment.judged_at = (by, at) if verdict else (None, None)
    assessment.revision += 1
    assessment.save(update_fields=["verdict", "ground", "judged_by", "judged_at", "revision"])
    return assessment


def _check(assessment: Assessment, verdict: str, ground: str, seen_revision: int) -> None:
    if assessment.removed_at:
        raise AssessmentRemoved
    if assessment.revision != seen_revision:
        raise AssessmentChanged
    if verdict and not ground:
        raise GroundMissing

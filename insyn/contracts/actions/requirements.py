"""Requirements: a new wording from a day, or a wording that was wrong all along."""

import datetime as dt

from insyn.base import spells
from insyn.base.actions import action
from insyn.base.periods import period
from insyn.contracts.actions.refusals import CodeTaken
from insyn.contracts.dated import WORDINGS
from insyn.contracts.models import Requirement, RequirementSet, RequirementVersion
from insyn.organisation.models import QualityArea
from insyn.people.models import Person


@action("Lade till ett krav")
def add_requirement(
    *,
    requirement_set: RequirementSet,
    code: str,
    quality_area: QualityArea,
    dimension: str,
    text: str,
    source_ref: str,
    start: dt.date,
    by: Person | None,
    at: dt.datetime,
) -> Requirement:
    """A requirement with its first wording; raises CodeTaken."""
    RequirementSet.objects.select_for_update(of=("self",)).get(pk=requirement_set.pk)
    if requirement_set.requirements.filter(code=code).exists():
        raise CodeTaken
    made: Requirement = Requirement.objects.create(
        requirement_set=requirement_set, code=code, quality_area=quality_area, dimension=dimension
    )
    RequirementVersion.objects.create(requirement=made, valid=period(start), text=text, source_ref=source_ref)
    return made


@action("Gav ett krav ny lydelse från en dag")
def change_wording(
    *, requirement_id: int, day: dt.date, text: str, source_ref: str, by: Person | None, at: dt.datetime
) -> RequirementVersion:
    """Follow-ups of earlier days keep the old words.

    Raises BeforeTheBeginning, NotValidThen, BeginsThatDay and NothingChanged.
    """
    changes = {"text": text, "source_ref": source_ref}
    made: RequirementVersion = spells.change(WORDINGS, requirement_id, day=day, changes=changes)
    return made


@action("Rättade ett kravs lydelse")
def correct_wording(
    *,
    version_id: int,
    text: str,
    source_ref: str,
    start: dt.date,
    last: dt.date | None,
    reason: str,
    by: Person | None,
    at: dt.datetime,
) -> RequirementVersion:
    """The words or the days were written down wrong; raises NothingChanged, TimeTaken and EndsBeforeItBegins."""
    end = last + dt.timedelta(days=1) if last else None
    changes = {"text": text, "source_ref": source_ref}
    made: RequirementVersion = spells.correct(
        WORDINGS, version_id, start=start, end=end, changes=changes, reason=reason
    )
    return made


@action("Upphävde ett krav")
def end_requirement(*, requirement_id: int, last: dt.date, by: Person | None, at: dt.datetime) -> RequirementVersion:
    """The requirement no longer holds after a day; raises NotValidThen, EndedAlready and ChangedLater."""
    row: RequirementVersion = spells.close(WORDINGS, requirement_id, end=last + dt.timedelta(days=1))
    return row


@action("Rättade ett krav")
def correct_requirement(
    *,
    requirement_id: int,
    code: str,
    quality_area: QualityArea,
    dimension: str,
    by: Person | None,
    at: dt.datetime,
) -> Requirement:
    """Its code, quality area or kind; raises NothingChanged and CodeTaken."""
    row: Requirement = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement_id)
    if (row.code, row.quality_area_id, row.dimension) == (code, quality_area.pk, dimension):
        raise spells.NothingChanged
    same = Requirement.objects.filter(requirement_set=row.requirement_set_id, code=code)
    if same.exclude(pk=row.pk).exists():
        raise CodeTaken
    row.code, row.quality_area, row.dimension = code, quality_area, dimension
    row.save(update_fields=["code", "quality_area", "dimension"])
    return row

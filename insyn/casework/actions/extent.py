"""What a follow-up examines: chosen requirements, in the words of the reference day, and their quality areas.

The choice may change under way; from the examination on, the change and its reason stay.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import Assessment, ChosenArea, FollowUp, FollowUpTarget, ScopeChange
from insyn.casework.rules.stages import BEFORE_EXAMINING
from insyn.contracts.models import Requirement
from insyn.contracts.queries.requirements import ValidRequirement, requirements_of
from insyn.people.models import Person

type Choice = tuple[int, int]
"""A contract and one of its requirements."""


class ReasonIsNeeded(Refusal):
    message = "Granskningen har börjat. Skriv varför omfattningen ändras."


class NothingChanged(Refusal):
    message = "Du har inte ändrat något val."


class RequirementNotInContract(Refusal):
    message = "Kravet gäller inte i avtalet den dag som uppgifterna avser. Läs sidan igen."


@action("Ändrade vilka krav som granskas")
def change_extent(
    *,
    follow_up_id: int,
    add: Collection[Choice],
    remove: Collection[Choice],
    reason: str = "",
    by: Person,
    at: dt.datetime,
) -> FollowUp:
    """Add and remove requirements for every target under their contracts; a judgement that is removed is kept.

    Raises FollowUpIsOver, NothingChanged, ReasonIsNeeded (once past preparing) or RequirementNotInContract.
    """
    follow_up = open_and_locked(follow_up_id)
    if not add and not remove:
        raise NothingChanged
    if follow_up.stage not in BEFORE_EXAMINING and not reason.strip():
        raise ReasonIsNeeded
    _remove(follow_up, remove, at)
    _add(follow_up, add)
    if follow_up.stage not in BEFORE_EXAMINING:
        told = {"follow_up": follow_up, "reason": reason.strip(), "by": by, "at": at}
        _keep(ScopeChange(kind=ScopeChange.Kind.ADDED, **told), add)
        _keep(ScopeChange(kind=ScopeChange.Kind.REMOVED, **told), remove)
    _follow_with_areas(follow_up, at)
    return follow_up


def _add(follow_up: FollowUp, add: Collection[Choice]) -> None:
    valid = requirements_of({contract for contract, _ in add}, follow_up.reference_date)
    found = {(c, each.requirement.pk): each for c, rows in valid.items() for each in rows}
    if not set(add) <= set(found):
        raise RequirementNotInContract
    targets = list(FollowUpTarget.objects.filter(follow_up=follow_up, contract__in={c for c, _ in add}))
    wanted = [
        (target, found[choice]) for choice in sorted(add) for target in targets if target.contract_id == choice[0]
    ]
    for contract, requirement in add:
        back = Assessment.objects.filter(follow_up=follow_up, target__contract=contract, requirement=requirement)
        back.update(removed_at=None)
    Assessment.objects.bulk_create([_chosen(target, each) for target, each in wanted], ignore_conflicts=True)


def _chosen(target: FollowUpTarget, valid: ValidRequirement) -> Assessment:
    return Assessment(
        follow_up_id=target.follow_up_id,
        target=target,
        requirement=valid.requirement,
        wording=valid.wording,
        deviation=valid.deviation,
    )


def _remove(follow_up: FollowUp, remove: Iterable[Choice], at: dt.datetime) -> None:
    for contract, requirement in remove:
        rows = Assessment.objects.filter(follow_up=follow_up, target__contract=contract, requirement=requirement)
        rows.filter(removed_at__isnull=True).update(removed_at=at)


def _keep(change: ScopeChange, choices: Collection[Choice]) -> None:
    """Before the examination the choice is merely being made; after it, each change stays with its reason."""
    if choices:
        codes = Requirement.objects.filter(pk__in={requirement for _, requirement in choices})
        change.what = ", ".join(codes.order_by("code").values_list("code", flat=True))
        change.save()


def _follow_with_areas(follow_up: FollowUp, at: dt.datetime) -> None:
    """The chosen quality areas are those of the chosen requirements."""
    chosen = Assessment.objects.filter(follow_up=follow_up, removed_at__isnull=True)
    areas = set(chosen.values_list("requirement__quality_area_id", flat=True))
    rows = ChosenArea.objects.filter(follow_up=follow_up)
    rows.filter(quality_area__in=areas).update(removed_at=None)
    rows.exclude(quality_area__in=areas).filter(removed_at__isnull=True).update(removed_at=at)
    had = set(rows.values_list("quality_area_id", flat=True))
    ChosenArea.objects.bulk_create(
        [ChosenArea(follow_up=follow_up, quality_area_id=area) for area in sorted(areas - had)], ignore_conflicts=True
    )

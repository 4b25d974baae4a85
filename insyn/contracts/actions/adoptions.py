"""Which requirement sets a contract takes over, and where it departs from them."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.periods import period, period_through
from insyn.contracts.actions.refusals import (
    AdoptedAlready,
    DeviatesAlready,
    EndsBeforeItBegan,
    NotAdopted,
    TextMissing,
)
from insyn.contracts.models import Adoption, Contract, Requirement, RequirementDeviation, RequirementSet
from insyn.people.models import Person


@action("Antog en kravsamling")
def adopt_set(
    *,
    contract_id: int,
    requirement_set: RequirementSet,
    start: dt.date,
    last: dt.date | None,
    wording_date: dt.date | None,
    by: Person | None,
    at: dt.datetime,
) -> Adoption:
    """From a day, in the wording of the day or locked to one; raises AdoptedAlready and EndsBeforeItBegan."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    if last and last < start:
        raise EndsBeforeItBegan
    valid = period_through(start, last)
    same = Adoption.objects.filter(contract=contract_id, requirement_set=requirement_set)
    if same.filter(valid__overlap=valid).exists():
        raise AdoptedAlready
    made: Adoption = Adoption.objects.create(
        contract_id=contract_id, requirement_set=requirement_set, valid=valid, wording_date=wording_date
    )
    return made


@action("Slutade tillämpa en kravsamling")
def end_adoption(*, adoption_id: int, last: dt.date, by: Person | None, at: dt.datetime) -> Adoption:
    """The set no longer holds for the contract after a day; raises EndsBeforeItBegan."""
    row: Adoption = Adoption.objects.select_for_update(of=("self",)).get(pk=adoption_id)
    if last < row.valid.lower:
        raise EndsBeforeItBegan
    row.valid = period(row.valid.lower, last + dt.timedelta(days=1))
    row.save(update_fields=["valid"])
    return row


@action("Lät avtalet avvika från ett krav")
def deviate(
    *,
    contract_id: int,
    requirement: Requirement,
    kind: str,
    text: str,
    reason: str,
    start: dt.date,
    last: dt.date | None,
    by: Person | None,
    at: dt.datetime,
) -> RequirementDeviation:
    """Other words, or not at all; raises NotAdopted, DeviatesAlready, TextMissing and EndsBeforeItBegan."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    if last and last < start:
        raise EndsBeforeItBegan
    valid = period_through(start, last)
    adopted = Adoption.objects.on(start).filter(contract=contract_id, requirement_set=requirement.requirement_set_id)
    if not adopted.exists():
        raise NotAdopted
    is_replaced = kind == RequirementDeviation.Kind.REPLACED
    if is_replaced and not text:
        raise TextMissing
    same = RequirementDeviation.objects.filter(contract=contract_id, requirement=requirement)
    if same.filter(valid__overlap=valid).exists():
        raise DeviatesAlready
    made: RequirementDeviation = RequirementDeviation.objects.create(
        contract_id=contract_id,
        requirement=requirement,
        kind=kind,
        text=text if is_replaced else "",
        reason=reason,
        valid=valid,
    )
    return made


@action("Avslutade en avvikelse")
def end_deviation(*, deviation_id: int, last: dt.date, by: Person | None, at: dt.datetime) -> RequirementDeviation:
    """The common wording holds again after a day; raises EndsBeforeItBegan."""
    row: RequirementDeviation = RequirementDeviation.objects.select_for_update(of=("self",)).get(pk=deviation_id)
    if last < row.valid.lower:
        raise EndsBeforeItBegan
    row.valid = period(row.valid.lower, last + dt.timedelta(days=1))
    row.save(update_fields=["valid"])
    return row

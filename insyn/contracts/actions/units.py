"""Which units work under a contract, from when to when."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.periods import period, period_through
from insyn.contracts.actions.refusals import EndsBeforeItBegan, UnitAttachedAlready, UnitClosedThen
from insyn.contracts.models import Contract, ContractUnit
from insyn.organisation.models import Unit, UnitSpell
from insyn.people.models import Person


@action("Knöt en enhet till avtalet")
def attach_unit(
    *, contract_id: int, unit: Unit, start: dt.date, last: dt.date | None, by: Person | None, at: dt.datetime
) -> ContractUnit:
    """Raises UnitClosedThen, UnitAttachedAlready and EndsBeforeItBegan."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    if last and last < start:
        raise EndsBeforeItBegan
    valid = period_through(start, last)
    if not UnitSpell.objects.on(start).filter(unit=unit).exists():
        raise UnitClosedThen
    if ContractUnit.objects.filter(contract=contract_id, unit=unit, valid__overlap=valid).exists():
        raise UnitAttachedAlready
    made: ContractUnit = ContractUnit.objects.create(contract_id=contract_id, unit=unit, valid=valid)
    return made


@action("Skilde en enhet från avtalet")
def detach_unit(*, row_id: int, last: dt.date, by: Person | None, at: dt.datetime) -> ContractUnit:
    """The unit leaves the contract after a day; raises EndsBeforeItBegan."""
    row: ContractUnit = ContractUnit.objects.select_for_update(of=("self",)).get(pk=row_id)
    if last < row.valid.lower:
        raise EndsBeforeItBegan
    row.valid = period(row.valid.lower, last + dt.timedelta(days=1))
    row.save(update_fields=["valid"])
    return row

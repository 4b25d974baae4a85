"""A contract's periods and the options to prolong them."""

import datetime as dt

from insyn.base import spells
from insyn.base.actions import action
from insyn.base.periods import last_day, period, period_through
from insyn.contracts.actions.refusals import NoLaterThanNow, OptionTakenUp, OptionTooShort
from insyn.contracts.dated import PERIODS
from insyn.contracts.models import ContractOption, ContractPeriod
from insyn.people.models import Person


@action("Lade till en avtalsperiod")
def add_period(
    *, contract_id: int, start: dt.date, last: dt.date | None, note: str, by: Person | None, at: dt.datetime
) -> ContractPeriod:
    """A new period, such as after a new procurement; raises TimeTaken and EndsBeforeItBegins."""
    end = period_through(start, last).upper
    made: ContractPeriod = spells.begin(PERIODS, contract_id, start=start, end=end, fields={"note": note})
    return made


@action("Rättade en avtalsperiod")
def correct_period(
    *,
    period_id: int,
    start: dt.date,
    last: dt.date | None,
    note: str,
    reason: str,
    by: Person | None,
    at: dt.datetime,
) -> ContractPeriod:
    """The period's days were wrong; raises NothingChanged, TimeTaken and EndsBeforeItBegins."""
    end = last + dt.timedelta(days=1) if last else None
    made: ContractPeriod = spells.correct(
        PERIODS, period_id, start=start, end=end, changes={"note": note}, reason=reason
    )
    return made


@action("Avslutade avtalet i förtid")
def end_period_early(
    *, period_id: int, last: dt.date, reason: str, by: Person | None, at: dt.datetime
) -> ContractPeriod:
    """The period ends before its day, with the reason; raises NoLaterThanNow and EndsBeforeItBegins."""
    row: ContractPeriod = ContractPeriod.objects.select_for_update(of=("self",)).get(pk=period_id)
    end = last + dt.timedelta(days=1)
    if row.valid.upper and end >= row.valid.upper:
        raise NoLaterThanNow
    if end <= row.valid.lower:
        raise spells.EndsBeforeItBegins
    row.valid, row.end_reason = period(row.valid.lower, end), reason
    row.save(update_fields=["valid", "end_reason"])
    return row


@action("Lade till en option")
def add_option(
    *, period_id: int, until: dt.date, notice_date: dt.date | None, by: Person | None, at: dt.datetime
) -> ContractOption:
    """A right to prolong the period; raises OptionTooShort."""
    row: ContractPeriod = ContractPeriod.objects.select_for_update(of=("self",)).get(pk=period_id)
    ends = last_day(row.valid)
    if ends is None or until <= ends or row.options.filter(until=until).exists():
        raise OptionTooShort
    made: ContractOption = ContractOption.objects.create(period=row, until=until, notice_date=notice_date)
    return made


@action("Utnyttjade en option")
def take_up_option(*, option_id: int, taken_up: dt.date, by: Person | None, at: dt.datetime) -> ContractOption:
    """The same period goes on until the option's day; raises OptionTakenUp, OptionTooShort and TimeTaken."""
    option: ContractOption = ContractOption.objects.select_for_update(of=("self",)).get(pk=option_id)
    if option.taken_up_date:
        raise OptionTakenUp
    row: ContractPeriod = ContractPeriod.objects.select_for_update(of=("self",)).get(pk=option.period_id)
    end = option.until + dt.timedelta(days=1)
    if row.valid.upper is None or end <= row.valid.upper:
        raise OptionTooShort
    others = ContractPeriod.objects.filter(contract=row.contract_id).exclude(pk=row.pk)
    if others.filter(valid__overlap=period(row.valid.upper, end)).exists():
        raise spells.TimeTaken
    option.taken_up_date, row.valid = taken_up, period(row.valid.lower, end)
    option.save(update_fields=["taken_up_date"])
    row.save(update_fields=["valid"])
    return option


@action("Tog bort en option")
def drop_option(*, option_id: int, by: Person | None, at: dt.datetime) -> None:
    """An option that was never there; raises OptionTakenUp."""
    option: ContractOption = ContractOption.objects.select_for_update(of=("self",)).get(pk=option_id)
    if option.taken_up_date:
        raise OptionTakenUp
    option.delete()

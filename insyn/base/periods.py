"""Dated truth: half-open ranges of days, [from, to)."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CheckConstraint, F, Func, Q, Value
from django.utils import timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> dt.date:
    """The day it is in Sweden. For the edge (views, jobs, commands) only."""
    return local_date(timezone.now())


def local_date(instant: dt.datetime) -> dt.date:
    """The Swedish day on which an instant falls."""
    return instant.astimezone(STOCKHOLM).date()


def period(start: dt.date | None, end: dt.date | None = None) -> DateRange:
    """From `start`, up to but not including `end`; None is open."""
    return DateRange(start, end, "[)")


def period_through(start: dt.date | None, last: dt.date | None) -> DateRange:
    """From `start` through `last`, both included, as people say periods."""
    return period(start, last + dt.timedelta(days=1) if last else None)


def last_day(valid: DateRange) -> dt.date | None:
    """The last day that belongs to the period, as people say it."""
    upper: dt.date | None = valid.upper
    return upper - dt.timedelta(days=1) if upper else None


def is_valid_on(valid: DateRange, day: dt.date) -> bool:
    lower: dt.date | None = valid.lower
    upper: dt.date | None = valid.upper
    return not valid.isempty and (lower is None or lower <= day) and (upper is None or day < upper)


def ended(valid: DateRange, end: dt.date) -> DateRange:
    """The period cut so that it no longer holds from `end`; never longer than it was."""
    return period(valid.lower, min(end, valid.upper) if valid.upper else end)


def valid_on(day: dt.date, path: str = "valid") -> Q:
    """Rows that were true on the day: `Unit.objects.filter(valid_on(day, "names__valid"))`."""
    return Q(**{f"{path}__contains": day})


def no_overlap(*fields: str, name: str, period: str = "valid", condition: Q | None = None) -> ExclusionConstraint:
    """At most one row at a time for each combination of the whole-number fields (foreign keys).

    A number is compared as a range of itself, which PostgreSQL can index without an extension. A missing number
    would be the range of everything, so such rows are left out.
    """
    present = Q(**{f"{field}__isnull": False for field in fields})
    return ExclusionConstraint(
        name=name,
        expressions=[*((_only(field), RangeOperators.OVERLAPS) for field in fields), (period, RangeOperators.OVERLAPS)],
        condition=present & condition if condition else present,
    )


def has_start(prefix: str, *, field: str = "valid") -> CheckConstraint:
    """A period has a first day and holds for at least one day."""
    begun = Q(**{f"{field}__startswith__isnull": False, f"{field}__isempty": False})
    return CheckConstraint(name=f"{prefix}_has_start", condition=begun)


def _only(field: str) -> Func:
    return Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())

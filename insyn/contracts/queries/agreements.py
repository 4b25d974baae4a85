"""Contracts as lists and pages show them, as of a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, FilteredRelation, OuterRef, Q, QuerySet, Value, When

from insyn.base.periods import is_valid_on, last_day
from insyn.base.scope import Scope
from insyn.contracts.models import (
    Adoption,
    Contract,
    ContractOption,
    ContractPeriod,
    ContractUnit,
    RequirementDeviation,
)

STATES = {"running": "gäller", "coming": "börjar senare", "over": "avslutat"}
STATE_COLORS = {"running": "success", "coming": "info", "over": "neutral"}


def contract_rows(scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """Every contract with its period of the day (`now`), and its state that day."""
    later = ContractPeriod.objects.filter(contract=OuterRef("pk"), valid__startswith__gt=day)
    rows: QuerySet[Any, Any] = Contract.objects.visible_to(scope).annotate(
        now=FilteredRelation("periods", condition=Q(periods__valid__contains=day)),
    )
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(
            When(now__isnull=False, then=Value("running")),
            When(Exists(later), then=Value("coming")),
            default=Value("over"),
        )
    )
    return told


def state_on(periods: "list[PeriodRow]", day: dt.date) -> str:
    if any(is_valid_on(row.period.valid, day) for row in periods):
        return "running"
    return "coming" if any(row.start > day for row in periods) else "over"


def contracts_of_unit(scope: Scope, unit_id: int, day: dt.date) -> "QuerySet[Any, Any]":
    """Every contract that the unit has worked under, with its state on the day."""
    works = ContractUnit.objects.filter(contract=OuterRef("pk"), unit=unit_id)
    rows: QuerySet[Any, Any] = contract_rows(scope, day)
    return rows.filter(Exists(works))


def contracts_of_provider(scope: Scope, provider_id: int, day: dt.date) -> "QuerySet[Any, Any]":
    return contract_rows(scope, day).filter(provider=provider_id)


def contracts_still_open(unit_id: int, last: dt.date) -> list[str]:
    """What to say before a unit closes: the contracts it works under after that day."""
    after = ContractUnit.objects.filter(unit=unit_id).filter(Q(valid__endswith=None) | Q(valid__endswith__gt=last))
    names = after.order_by("contract__number").values_list("contract__number", "contract__name")
    return [f"Enheten ingår i avtalet {number} {name}." for number, name in names]


def providers_contracts_still_open(provider_id: int, last: dt.date) -> list[str]:
    open_then = Contract.objects.filter(provider=provider_id, periods__valid__contains=last)
    return [f"Avtalet {contract} gäller fortfarande." for contract in open_then.distinct()]


@dataclass(frozen=True)
class PeriodRow:
    period: ContractPeriod
    options: tuple[ContractOption, ...]
    start: dt.date
    last: dt.date | None
    is_shown: bool


@dataclass(frozen=True)
class DatedRow:
    """A unit, a requirement set or a deviation of a contract, with its days."""

    row: Any
    start: dt.date
    last: dt.date | None
    holds: bool


def periods_of(contract: Contract, day: dt.date) -> list[PeriodRow]:
    """Latest first, each with its options."""
    rows = contract.periods.prefetch_related("options").order_by("-valid")
    return [
        PeriodRow(row, tuple(row.options.all()), row.valid.lower, last_day(row.valid), is_valid_on(row.valid, day))
        for row in rows
    ]


def units_of(contract: Contract, day: dt.date) -> list[DatedRow]:
    return _dated(ContractUnit.objects.filter(contract=contract).select_related("unit").order_by("unit__name"), day)


def adoptions_of(contract: Contract, day: dt.date) -> list[DatedRow]:
    rows = Adoption.objects.filter(contract=contract).select_related("requirement_set")
    return _dated(rows.order_by("requirement_set__code", "valid"), day)


def deviations_of(contract: Contract, day: dt.date) -> list[DatedRow]:
    rows = RequirementDeviation.objects.filter(contract=contract).select_related("requirement__requirement_set")
    return _dated(rows.order_by("requirement__code", "valid"), day)


def _dated(rows: "QuerySet[Any]", day: dt.date) -> list[DatedRow]:
    """What holds on the day first."""
    found = [DatedRow(row, row.valid.lower, last_day(row.valid), is_valid_on(row.valid, day)) for row in rows]
    return sorted(found, key=lambda row: not row.holds)

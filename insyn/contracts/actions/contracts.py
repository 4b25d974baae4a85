"""The contract itself: made, and its facts corrected."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from insyn.base.actions import action
from insyn.base.periods import period_through
from insyn.base.spells import NothingChanged
from insyn.contracts.actions.refusals import MirrorsItself, NumberTaken, OnlyAssignmentsMirror
from insyn.contracts.models import Contract, ContractPeriod
from insyn.people.models import Person


@action("Lade upp ett avtal")
def open_contract(
    *, fields: Mapping[str, Any], start: dt.date, last: dt.date | None, by: Person | None, at: dt.datetime
) -> Contract:
    """A contract with its first period; raises NumberTaken and OnlyAssignmentsMirror."""
    _check(None, fields)
    # The public name is made of the serial number alone: a contract's own number may hold a person's.
    made: Contract = Contract.objects.create(public_id=_public_id(fields), **fields)
    ContractPeriod.objects.create(contract=made, valid=period_through(start, last))
    return made


@action("Ändrade avtalets uppgifter")
def change_contract(*, contract_id: int, changes: Mapping[str, Any], by: Person | None, at: dt.datetime) -> Contract:
    """Facts that have no days of their own.

    Raises NothingChanged, NumberTaken, OnlyAssignmentsMirror and MirrorsItself.
    """
    contract: Contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    if all(getattr(contract, name) == value for name, value in changes.items()):
        raise NothingChanged
    for name, value in changes.items():
        setattr(contract, name, value)
    _check(contract, {"number": contract.number, "form": contract.form, "mirrors": contract.mirrors})
    contract.save(update_fields=[*changes])
    return contract


def _check(contract: Contract | None, fields: Mapping[str, Any]) -> None:
    same = Contract.objects.filter(number=fields["number"])
    if (same.exclude(pk=contract.pk) if contract else same).exists():
        raise NumberTaken
    mirrors = fields.get("mirrors")
    if mirrors and fields["form"] != Contract.Form.ASSIGNMENT:
        raise OnlyAssignmentsMirror
    if mirrors and contract and mirrors.pk == contract.pk:
        raise MirrorsItself


def _public_id(fields: Mapping[str, Any]) -> str:
    """The number as it stands, but a running one for contracts about one person."""
    if fields["form"] == Contract.Form.INDIVIDUAL:
        return _free("ind")
    wanted = slugify(fields["number"])[:50] or "avtal"
    return wanted if not Contract.objects.filter(public_id=wanted).exists() else _free(wanted)


def _free(prefix: str) -> str:
    taken = set(Contract.objects.filter(public_id__startswith=prefix).values_list("public_id", flat=True))
    return next(name for number in range(1, len(taken) + 2) if (name := f"{prefix}-{number}") not in taken)

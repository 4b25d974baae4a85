"""What a follow-up is to look at, found as it was on its reference day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from insyn.contracts.models import Contract, ContractUnit
from insyn.organisation.models import Provider, ProviderSpell, Unit, UnitSpell


@dataclass(frozen=True)
class Wanted:
    """What somebody chose: whole contracts, units, providers, all units of an area, or the authority."""

    contract_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()
    provider_ids: tuple[int, ...] = ()
    area_id: int | None = None
    is_authority: bool = False

    def __bool__(self) -> bool:
        return bool(self.contract_ids or self.unit_ids or self.provider_ids or self.area_id or self.is_authority)


@dataclass(frozen=True)
class TargetRow:
    """One target with the spells that were valid on the day."""

    contract_id: int | None = None
    unit_id: int | None = None
    provider_id: int | None = None
    unit_spell_id: int | None = None
    provider_spell_id: int | None = None
    is_authority: bool = False


@dataclass(frozen=True)
class Found:
    rows: tuple[TargetRow, ...]
    not_there: tuple[str, ...]
    """The names of what did not exist on the day."""


def found_on(day: dt.date, wanted: Wanted) -> Found:
    """The targets with their spells; a contract stands for each of its units, unless some of them are chosen."""
    units = dict.fromkeys(wanted.unit_ids)
    if wanted.area_id:
        units |= dict.fromkeys(UnitSpell.objects.on(day).filter(area=wanted.area_id).values_list("unit", flat=True))
    rows, of_contracts = _contract_rows(day, wanted.contract_ids, set(units))
    rows += [_unit_row(unit, day) for unit in units if unit not in of_contracts]
    rows += [TargetRow(provider_id=provider) for provider in wanted.provider_ids]
    if wanted.is_authority:
        rows.append(TargetRow(is_authority=True))
    return _with_spells(rows, day)


def _contract_rows(day: dt.date, contract_ids: Iterable[int], chosen: set[int]) -> tuple[list[TargetRow], set[int]]:
    rows: list[TargetRow] = []
    covered: set[int] = set()
    for contract in Contract.objects.filter(pk__in=tuple(contract_ids)).order_by("number"):
        units = set(ContractUnit.objects.on(day).filter(contract=contract).values_list("unit_id", flat=True))
        meant = units & chosen or units
        covered |= meant
        rows += [TargetRow(contract.pk, unit, contract.provider_id) for unit in sorted(meant)] or [
            TargetRow(contract.pk, None, contract.provider_id)
        ]
    return rows, covered


def _unit_row(unit_id: int, day: dt.date) -> TargetRow:
    """A unit with its contract, where there is exactly one that day: the requirements come from it."""
    contracts = list(ContractUnit.objects.on(day).filter(unit=unit_id).values_list("contract_id", flat=True)[:2])
    return TargetRow(contracts[0] if len(contracts) == 1 else None, unit_id)


def _with_spells(rows: list[TargetRow], day: dt.date) -> Found:
    units = {row.unit_id for row in rows if row.unit_id}
    unit_spells = {spell.unit_id: spell for spell in UnitSpell.objects.on(day).filter(unit__in=units)}
    rows = [_placed(row, unit_spells) for row in rows]
    providers = {row.provider_id for row in rows if row.provider_id}
    provider_spells = dict(
        ProviderSpell.objects.on(day).filter(provider__in=providers).values_list("provider_id", "pk")
    )
    full = [replace(row, provider_spell_id=provider_spells.get(row.provider_id or 0)) for row in rows]
    return Found(tuple(full), tuple(_absent(full)))


def _placed(row: TargetRow, unit_spells: dict[int, UnitSpell]) -> TargetRow:
    spell = unit_spells.get(row.unit_id or 0)
    return replace(row, unit_spell_id=spell.pk, provider_id=spell.provider_id) if spell else row


def _absent(rows: Iterable[TargetRow]) -> list[str]:
    units = [row.unit_id for row in rows if row.unit_id and not row.unit_spell_id]
    providers = [row.provider_id for row in rows if row.provider_id and not row.provider_spell_id]
    names = list(Unit.objects.filter(pk__in=units).values_list("name", flat=True))
    return names + list(Provider.objects.filter(pk__in=providers).values_list("name", flat=True))

"""Sixty contracts of every form; the municipality's own units have assignment descriptions that mirror contracts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any

from insyn.base.periods import last_day, period
from insyn.contracts.models import (
    Adoption,
    Contract,
    ContractOption,
    ContractPeriod,
    ContractUnit,
    Requirement,
    RequirementDeviation,
    RequirementSet,
)
from insyn.demo.catalogue import requirements
from insyn.organisation.models import AreaSpell, Board, Provider, ProviderSpell, ServiceArea, UnitSpell

FORMS = {
    "hemtjanst": Contract.Form.LOV,
    "boendestod": Contract.Form.LOV,
    "dagverksamhet": Contract.Form.LOV,
    "motesplatser": Contract.Form.FRAMEWORK,
    "resor-aldre": Contract.Form.FRAMEWORK,
    "resor-omsorg": Contract.Form.FRAMEWORK,
    "barnboende": Contract.Form.DIRECT,
}
# These areas have one contract a unit; elsewhere one contract covers all units of a provider in the area.
ONE_A_UNIT = frozenset({"vob", "bss"})
FIRST_YEARS = (2021, 2022, 2023, 2024)


def load_contracts() -> None:
    """Contracts from the units that providers run, then assignment descriptions that mirror them."""
    boards = {spell.area_id: spell.board for spell in AreaSpell.objects.select_related("board")}
    kinds = dict(ProviderSpell.objects.values_list("provider_id", "kind"))
    numbers = count(1)
    own: list[tuple[ServiceArea, list[UnitSpell]]] = []
    for (area, _), spells in _groups().items():
        if kinds[spells[0].provider_id] == ProviderSpell.Kind.MUNICIPAL:
            own.append((area, spells))
            continue
        for group in [[spell] for spell in spells] if area.key in ONE_A_UNIT else [spells]:
            _sign(next(numbers), area, group, boards[area.pk], FORMS.get(area.key, Contract.Form.LOU))
    for area, spells in own:
        _describe(next(numbers), area, spells, boards[area.pk])
    _further_contracts(numbers)


def _groups() -> dict[tuple[ServiceArea, int], list[UnitSpell]]:
    """The first spell of each unit, by area and provider, in the order they were loaded."""
    groups: dict[tuple[ServiceArea, int], list[UnitSpell]] = defaultdict(list)
    seen: set[int] = set()
    for spell in UnitSpell.objects.select_related("unit", "area", "provider").order_by("pk"):
        if spell.unit_id not in seen:
            seen.add(spell.unit_id)
            groups[spell.area, spell.provider_id].append(spell)
    return groups


def _sign(number: int, area: ServiceArea, spells: list[UnitSpell], board: Board, form: str) -> Contract:
    year = FIRST_YEARS[number % len(FIRST_YEARS)]
    start = max(dt.date(year, 7 if number % 2 else 1, 1), spells[0].valid.lower)
    contract = _contract(f"AV-{start.year}-{number:03}", f"{spells[0].name}", form, area, spells[0], board, number)
    valid = ContractPeriod.objects.create(contract=contract, valid=period(start, start.replace(year=start.year + 4)))
    last = last_day(valid.valid)
    if last and form in {Contract.Form.LOU, Contract.Form.FRAMEWORK}:
        for years in (1, 2):
            until = last.replace(year=last.year + years)
            ContractOption.objects.create(period=valid, until=until, notice_date=dt.date(until.year - 1, 1, 31))
    _attach(contract, area, spells, start)
    return contract


def _describe(number: int, area: ServiceArea, spells: list[UnitSpell], board: Board) -> None:
    mirrored = Contract.objects.filter(area=area).exclude(form=Contract.Form.ASSIGNMENT).order_by("pk").first()
    contract = _contract(
        f"UB-2025-{number:03}",
        f"{area.name}, {spells[0].provider.name.split(', ')[-1]}",
        Contract.Form.ASSIGNMENT,
        area,
        spells[0],
        board,
        number,
        mirrors=mirrored,
    )
    start = dt.date(2025, 1, 1)
    ContractPeriod.objects.create(contract=contract, valid=period(start, dt.date(2027, 1, 1)), note="Nämndens cykel")
    _attach(contract, area, spells, start)


def _contract(  # noqa: PLR0917 - the columns of a contract in their order
    number: str,
    name: str,
    form: str,
    area: ServiceArea,
    spell: UnitSpell,
    board: Board,
    serial: int,
    **fields: Any,
) -> Contract:
    by_authority = form in {Contract.Form.DIRECT, Contract.Form.INDIVIDUAL}
    made: Contract = Contract.objects.create(
        number=number,
        public_id=number.lower(),
        name=name[:200],
        form=form,
        area=area,
        provider=spell.provider,
        board=board,
        followed_up_by=Contract.FollowedUpBy.AUTHORITY if by_authority else Contract.FollowedUpBy.QUALITY,
        case_number=f"ON {number[3:7]}/{serial:04}",
        **fields,
    )
    return made


def _attach(contract: Contract, area: ServiceArea, spells: list[UnitSpell], start: dt.date) -> None:
    """Units under the contract, and the requirement sets it adopts, one of them with a deviation of its own."""
    for spell in spells:
        # A new name does not take the unit out of the contract; a new provider or a closing does.
        same = UnitSpell.objects.filter(unit=spell.unit, provider=spell.provider).order_by("-valid")
        until = same[0].valid.upper
        ContractUnit.objects.create(
            contract=contract, unit=spell.unit, valid=period(max(start, spell.valid.lower), until)
        )
    codes = ["MAL", "LAG", "RIKT-DOK"]
    if area.key in {"vob", "korttidsboende", "bss", "hsl-aldre", "hsl-omsorg"}:
        codes.append("RIKT-HSL")
    if area.key in requirements.TENDERS:
        short, year = requirements.TENDERS[area.key][:2]
        codes.append(f"FU-{short}-{year}")
    for code in codes:
        Adoption.objects.create(
            contract=contract, requirement_set=RequirementSet.objects.get(code=code), valid=period(start)
        )
    if area.key == "vob" and contract.pk % 3 == 0:
        RequirementDeviation.objects.create(
            contract=contract,
            requirement=Requirement.objects.get(code="VOB 2.2"),
            valid=period(start),
            kind=RequirementDeviation.Kind.REPLACED,
            text="Bemanningen är minst tre medarbetare kvällar och helger på boendet.",
            reason="Anbudet lovade högre bemanning än underlaget krävde.",
        )


def _further_contracts(numbers: Iterator[int]) -> None:
    """Individual contracts, which the authority follows up, and cooperation with the region."""
    for serial in range(5):
        _further(next(numbers), Contract.Form.INDIVIDUAL, "assistans", "brunnsgard", f"Individavtal {serial + 1}")
    for area in ("hsl-aldre", "hsl-omsorg"):
        name = "Samverkan med regionen om läkarinsatser och hjälpmedel"
        _further(next(numbers), Contract.Form.COOPERATION, area, "kommun-hsl", name)


def _further(number: int, form: str, area: str, provider: str, name: str) -> None:
    spell = AreaSpell.objects.select_related("board", "area").get(area__key=area)
    individual = form == Contract.Form.INDIVIDUAL
    code = "IND" if individual else "SAM"
    contract = Contract.objects.create(
        number=f"{code}-2025-{number:03}",
        public_id=f"{code}-2025-{number:03}".lower(),
        name=name,
        form=form,
        area=spell.area,
        provider=Provider.objects.get(key=provider),
        board=spell.board,
        followed_up_by=Contract.FollowedUpBy.AUTHORITY if individual else Contract.FollowedUpBy.QUALITY,
    )
    valid = period(dt.date(2025, 1 + number % 6, 1), dt.date(2027, 1, 1))
    ContractPeriod.objects.create(contract=contract, valid=valid)

"""What may be chosen to examine: the requirements of each contract on the reference day, and what is chosen now."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from insyn.casework.models import Assessment, FollowUp, FollowUpTarget, ScopeChange
from insyn.contracts.models import Contract
from insyn.contracts.queries.requirements import ValidRequirement, requirements_of


@dataclass(frozen=True)
class Choice:
    """One requirement of one contract, and whether it is chosen."""

    key: str
    valid: ValidRequirement
    is_chosen: bool


@dataclass(frozen=True)
class AreaChoices:
    key: str
    name: str
    choices: list[Choice]

    @property
    def chosen(self) -> int:
        return sum(1 for each in self.choices if each.is_chosen)


@dataclass(frozen=True)
class ContractChoices:
    """A contract with the targets that are examined under it."""

    contract: Contract
    targets: list[str]
    areas: list[AreaChoices]


@dataclass(frozen=True)
class Extent:
    contracts: list[ContractChoices]
    without_contract: list[str]
    changes: list[ScopeChange]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(c.key for contract in self.contracts for area in contract.areas for c in area.choices)

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(
            c.key for contract in self.contracts for area in contract.areas for c in area.choices if c.is_chosen
        )

    def within(self, area_keys: set[str]) -> frozenset[str]:
        """Every requirement of whole areas."""
        areas = (area for contract in self.contracts for area in contract.areas if area.key in area_keys)
        return frozenset(choice.key for area in areas for choice in area.choices)


def extent_of(follow_up: FollowUp) -> Extent:
    rows = FollowUpTarget.objects.filter(follow_up=follow_up).order_by("pk")
    targets: dict[int | None, list[FollowUpTarget]] = defaultdict(list)
    for target in rows.select_related("contract", "unit_spell", "provider_spell"):
        targets[target.contract_id].append(target)
    chosen = set(
        Assessment.objects.filter(follow_up=follow_up, removed_at__isnull=True).values_list(
            "target__contract_id", "requirement_id"
        )
    )
    valid = requirements_of([pk for pk in targets if pk], follow_up.reference_date)
    return Extent(
        contracts=[_contract(found, valid.get(pk, []), chosen) for pk, found in targets.items() if pk],
        without_contract=[str(each) for each in targets.get(None, [])],
        changes=list(ScopeChange.objects.filter(follow_up=follow_up).select_related("by").order_by("-at")),
    )


def _contract(
    targets: list[FollowUpTarget], valid: list[ValidRequirement], chosen: set[tuple[int | None, int]]
) -> ContractChoices:
    contract = targets[0].contract
    assert contract is not None  # noqa: S101 - grouped by contract
    areas = [
        AreaChoices(
            key=f"{contract.pk}:{area.pk}",
            name=area.name,
            choices=[
                Choice(f"{contract.pk}-{each.requirement.pk}", each, (contract.pk, each.requirement.pk) in chosen)
                for each in rows
            ],
        )
        for area, rows in groupby(valid, key=lambda each: each.quality_area)
    ]
    return ContractChoices(contract, [str(target) for target in targets], areas)

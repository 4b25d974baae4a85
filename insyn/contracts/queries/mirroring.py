"""An assignment description beside the contract it mirrors: the same requirements, and what differs."""

import datetime as dt
from dataclasses import dataclass

from insyn.contracts.models import Contract
from insyn.contracts.queries.requirements import ValidRequirement, adopted_on


@dataclass(frozen=True)
class MirrorRow:
    """One requirement in either, or both."""

    own: ValidRequirement | None
    other: ValidRequirement | None

    @property
    def shown(self) -> ValidRequirement:
        found = self.own or self.other
        if found is None:
            raise ValueError("a row with neither side")
        return found

    @property
    def difference(self) -> str:
        """What differs, in words; empty where both say the same."""
        if self.own is None:
            return "saknas i uppdragsbeskrivningen"
        if self.other is None:
            return "saknas i avtalet"
        return "" if self.own.text == self.other.text else "olika lydelse"


def mirrored(contract: Contract, day: dt.date) -> list[MirrorRow]:
    """Every requirement that holds for the description or the contract it mirrors on the day; three queries."""
    if contract.mirrors_id is None:
        return []
    sides: dict[int, dict[int, ValidRequirement]] = {contract.pk: {}, contract.mirrors_id: {}}
    ordered: dict[int, ValidRequirement] = {}
    for each in adopted_on([contract.pk, contract.mirrors_id], day):
        if not each.is_removed:
            sides[each.contract_id][each.requirement.pk] = each
            ordered.setdefault(each.requirement.pk, each)
    own, other = sides[contract.pk], sides[contract.mirrors_id]
    return [MirrorRow(own.get(pk), other.get(pk)) for pk in ordered]

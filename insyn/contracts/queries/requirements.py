"""Which requirements a contract carries on a day, and in which words."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from insyn.contracts.models import Adoption, Contract, Requirement, RequirementDeviation, RequirementVersion
from insyn.organisation.models import QualityArea

DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class ValidRequirement:
    """One adopted requirement in the words that hold for one contract on one day."""

    contract_id: int
    requirement: Requirement
    wording: RequirementVersion
    adoption: Adoption
    deviation: RequirementDeviation | None = None

    @property
    def text(self) -> str:
        return self.deviation.text if self.deviation and self.deviation.text else self.wording.text

    @property
    def is_replaced(self) -> bool:
        return self.deviation is not None and self.deviation.kind == RequirementDeviation.Kind.REPLACED

    @property
    def is_removed(self) -> bool:
        return self.deviation is not None and self.deviation.kind == RequirementDeviation.Kind.REMOVED

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def source_ref(self) -> str:
        return self.wording.source_ref

    @property
    def quality_area(self) -> QualityArea:
        return self.requirement.quality_area

    @property
    def order(self) -> tuple[object, ...]:
        """By quality area, then as the documents number their requirements: 2.2 before 2.10."""
        area = self.quality_area
        return area.order, area.name, self.requirement.requirement_set.code, natural(self.code), self.requirement.pk


def natural(code: str) -> tuple[tuple[bool, str], ...]:
    return tuple((part.isdigit(), part.zfill(8) if part.isdigit() else part) for part in DIGITS.split(code) if part)


def requirements_on(contract: Contract, day: dt.date) -> list[ValidRequirement]:
    """The requirements that hold for the contract on the day, by quality area; three queries."""
    return requirements_of([contract.pk], day).get(contract.pk, [])


def requirements_of(contract_ids: Iterable[int], day: dt.date) -> dict[int, list[ValidRequirement]]:
    """The same for many contracts at once, still in three queries."""
    valid: dict[int, list[ValidRequirement]] = defaultdict(list)
    for each in adopted_on(contract_ids, day):
        if not each.is_removed:
            valid[each.contract_id].append(each)
    return dict(valid)


def adopted_on(contract_ids: Iterable[int], day: dt.date) -> list[ValidRequirement]:
    """Everything the contracts have adopted on the day, also what a deviation of their own takes away."""
    adoptions = list(Adoption.objects.on(day).filter(contract__in=set(contract_ids)))
    wordings = _wordings(adoptions, day)
    deviations = _deviations({adoption.contract_id for adoption in adoptions}, day)
    rows = [
        ValidRequirement(
            contract_id=adoption.contract_id,
            requirement=wording.requirement,
            wording=wording,
            adoption=adoption,
            deviation=deviations.get((adoption.contract_id, wording.requirement_id)),
        )
        for adoption in adoptions
        for wording in wordings.get((adoption.requirement_set_id, adoption.wording_date or day), ())
    ]
    return sorted(rows, key=lambda row: row.order)


def _wordings(adoptions: list[Adoption], day: dt.date) -> dict[tuple[int, dt.date], list[RequirementVersion]]:
    """The wordings of each adopted set on the day that counts for it: the asked one, or where it was locked."""
    wanted = {(adoption.requirement_set_id, adoption.wording_date or day) for adoption in adoptions}
    if not wanted:
        return {}
    conditions = (Q(requirement__requirement_set=pk, valid__contains=when) for pk, when in wanted)
    versions = RequirementVersion.objects.filter(reduce(or_, conditions)).select_related(
        "requirement__quality_area", "requirement__requirement_set"
    )
    found: dict[tuple[int, dt.date], list[RequirementVersion]] = defaultdict(list)
    days: dict[int, set[dt.date]] = defaultdict(set)
    for pk, when in wanted:
        days[pk].add(when)
    for version in versions:
        pk = version.requirement.requirement_set_id
        for when in days[pk]:
            if version.holds_on(when):
                found[pk, when].append(version)
    return found


def _deviations(contract_ids: set[int], day: dt.date) -> dict[tuple[int, int], RequirementDeviation]:
    if not contract_ids:
        return {}
    rows = RequirementDeviation.objects.on(day).filter(contract__in=contract_ids)
    return {(row.contract_id, row.requirement_id): row for row in rows}

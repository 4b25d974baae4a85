"""Contracts, assignment descriptions and the requirements that were valid on a day."""

from insyn.contracts.models.contracts import Contract, ContractOption, ContractPeriod, ContractQuerySet, ContractUnit
from insyn.contracts.models.requirements import (
    Adoption,
    Requirement,
    RequirementDeviation,
    RequirementSet,
    RequirementVersion,
    SharedQuerySet,
)

__all__ = [
    "Adoption",
    "Contract",
    "ContractOption",
    "ContractPeriod",
    "ContractQuerySet",
    "ContractUnit",
    "Requirement",
    "RequirementDeviation",
    "RequirementSet",
    "RequirementVersion",
    "SharedQuerySet",
]

"""Boards, service areas, assignments, providers and units.

What was true on a day stays known: identity stands in one table, what changes over time in dated spells
(`valid` is half-open and never overlaps for its subject). The `name` on an identity is the name of its current
spell, kept by the actions that write spells and refreshed daily, so that a list needs no join; a dated page reads
the spell.
"""

from insyn.organisation.models.dated import DatedQuerySet, Identity, Spell, StaffQuerySet
from insyn.organisation.models.operation import Provider, ProviderQuerySet, ProviderSpell, Unit, UnitQuerySet, UnitSpell
from insyn.organisation.models.responsibility import (
    AreaSpell,
    AssignmentSpell,
    Board,
    BoardSpell,
    ServiceArea,
    ServiceAssignment,
)
from insyn.organisation.models.settings import Deadline, QualityArea

__all__ = [
    "AreaSpell",
    "AssignmentSpell",
    "Board",
    "BoardSpell",
    "DatedQuerySet",
    "Deadline",
    "Identity",
    "Provider",
    "ProviderQuerySet",
    "ProviderSpell",
    "QualityArea",
    "ServiceArea",
    "ServiceAssignment",
    "Spell",
    "StaffQuerySet",
    "Unit",
    "UnitQuerySet",
    "UnitSpell",
]

"""Boards, service areas, assignments, providers and units.

What was true on a day stays known: identity stands in one table, what changes over time in dated spells
(`valid` is half-open and never overlaps for its subject). The `name` on an identity is the name of its current
spell, kept by the actions that write spells and refreshed daily, so that a list needs no join; a dated page reads
the spell.
"""

from insyn.organisation.models.dated import Identity, DatedQuerySet, StaffQuerySet
from insyn.organisation.models.responsibility import Board, BoardSpell, ServiceArea, AreaSpell, ServiceAssignment, AssignmentSpell
from insyn.organisation.models.operation import ProviderQuerySet, Provider, ProviderSpell, UnitQuerySet, Unit, UnitSpell
from insyn.organisation.models.settings import QualityArea, Deadline

__all__ = ["AreaSpell", "AssignmentSpell", "Board", "BoardSpell", "DatedQuerySet", "Deadline", "Identity", "Provider", "ProviderQuerySet", "ProviderSpell", "QualityArea", "ServiceArea", "ServiceAssignment", "StaffQuerySet", "Unit", "UnitQuerySet", "UnitSpell"]

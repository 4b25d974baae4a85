"""What people report, how it is told apart, and what is counted of it."""

from insyn.registers.models.categories import Category, SourceCode, SourceSystem
from insyn.registers.models.cells import DueCell, EventCell
from insyn.registers.models.entries import ProviderEntry
from insyn.registers.models.events import EVENT_ROLES, Contact, Event, EventSearch
from insyn.registers.models.incoming import Incoming, SenderCount
from insyn.registers.models.oversight import Inspection, Referral
from insyn.registers.models.runs import RunChange
from insyn.registers.models.tracks import Track, TrackStep
from insyn.registers.models.volumes import UnitVolume

__all__ = [
    "EVENT_ROLES",
    "Category",
    "Contact",
    "DueCell",
    "Event",
    "EventCell",
    "EventSearch",
    "Incoming",
    "Inspection",
    "ProviderEntry",
    "Referral",
    "RunChange",
    "SenderCount",
    "SourceCode",
    "SourceSystem",
    "Track",
    "TrackStep",
    "UnitVolume",
]

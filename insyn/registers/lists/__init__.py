"""The registers' lists."""

from insyn.registers.lists.event_filter import EventFilter
from insyn.registers.lists.events import OF_FAMILY, Events, EventsOf

__all__ = ["OF_FAMILY", "EventFilter", "Events", "EventsOf"]

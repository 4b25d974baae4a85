"""The list of one unit's deviations."""

from typing import ClassVar

from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey
from insyn.portal.deviation_forms import DeviationFilter
from insyn.registers.models import Event
from insyn.registers.queries.reporting import STATE_COLORS, STATES


class Deviations(Listing):
    """The link names both the unit and the event, so each row makes its own."""

    title, one, many, order = "Avvikelser", "avvikelse", "avvikelser", "-event_date"
    nothing = "Inga avvikelser än. Rapportera en när något inte blev som det skulle."
    filter_class: ClassVar[type[ListFilter]] = DeviationFilter
    columns = (
        Column("reference", "Ärende", link="portal:deviation"),
        Column("event_date", "Inträffade", kind="day"),
        Column("kind", "Slag", words=dict(Event.Kind.choices)),
        Column("category__name", "Kategori", sort=SwedishKey("category__name")),
        Column("severity", "Allvarlighet", words=dict(Event.Severity.choices)),
        Column("action_date", "Åtgärd", kind="day"),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
    )

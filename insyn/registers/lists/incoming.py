"""What the public has sent in, with what waits first."""

from typing import ClassVar

from django import forms

from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey
from insyn.registers.models import Event, Incoming

STATE_COLORS = {"waiting": "warning", "registered": "success", "moved_on": "neutral", "put_aside": "neutral"}
STATES = dict(Incoming.State.choices)


class IncomingFilter(ListFilter):
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *Incoming.State.choices])


class IncomingList(Listing):
    title, one, many, order = "Inkomna från allmänheten", "inkommen", "inkomna", "-received_at"
    nothing = "Inget har kommit in från allmänheten än. Formuläret finns på den publika webbplatsen."
    filter_class: ClassVar[type[ListFilter]] = IncomingFilter
    columns = (
        Column("reference", "Nummer", link="registers:incoming"),
        Column("received_at", "Kom in", kind="moment"),
        Column("kind", "Slag", words=dict(Event.Kind.choices)),
        Column("unit__name", "Enhet", sort=SwedishKey("unit__name")),
        Column("area__name", "Verksamhetsområde", sort=SwedishKey("area__name")),
        Column("board__name", "Nämnd", sort=SwedishKey("board__name")),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
    )

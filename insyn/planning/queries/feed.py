"""A person's calendar as iCalendar, for the calendar that the person uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from icalendar import Calendar, Event

from insyn.base.scope import Scope
from insyn.planning.agenda import AgendaEntry
from insyn.planning.models import PlannedFollowUp


def planned_entries(scope: Scope) -> Iterator[AgendaEntry]:
    """The person's planned follow-ups that nobody has opened yet, on the first day of their month."""
    mine = Q(responsible=scope.person_id) | Q(assistant=scope.person_id)
    rows = PlannedFollowUp.objects.visible_to(scope).filter(
        mine, cancelled_reason="", month__isnull=False, outcomes__isnull=True
    )
    for row in rows:
        part = "ansvarig" if row.responsible_id == scope.person_id else "biträdande"
        path = reverse("planning:planned", args=[row.pk])
        yield AgendaEntry(f"planerad-{row.pk}", f"Uppföljning denna månad: {row.title} ({part})", row.month, None, path)


def as_icalendar(entries: Iterable[AgendaEntry], *, base: str, host: str, at: dt.datetime) -> bytes:
    """The feed; `base` is put before each entry's path and `host` makes its uid the installation's own."""
    calendar = Calendar()
    calendar.add("prodid", "-//Insyn//Kalender//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Insyn")
    calendar.add("refresh-interval;value=duration", "PT4H")
    for entry in entries:
        calendar.add_component(_event(entry, base, host, at))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: AgendaEntry, base: str, host: str, at: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("dtstamp", at.astimezone(dt.UTC))
    event.add("summary", entry.title)
    event.add("dtstart", entry.day)
    event.add("dtend", (entry.last or entry.day) + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if entry.path:
        event.add("url", f"{base}{entry.path}")
    return event

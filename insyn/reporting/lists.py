"""The lists of reports, meetings and tasks."""

from django import forms
from django.db.models import QuerySet

from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.periods import today
from insyn.base.swedish import SwedishKey
from insyn.organisation.models import Board
from insyn.reporting.models import DecisionTask, DocumentVersion, Meeting, ReportTemplate
from insyn.reporting.queries.reports import STATE_COLORS, STATES

PURPOSES = {str(code): str(word) for code, word in ReportTemplate.Purpose.choices}


class ReportFilter(ListFilter):
    search_fields = ("title", "follow_up__registry_number")
    search_label = "Rubrik eller diarienummer"
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", required=False, empty_label="Alla")
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *DocumentVersion.State.choices], required=False)
    lookups = {"board": "board_id", "state": "latest_state"}


class Reports(Listing):
    title, one, many, order = "Rapporter", "rapport", "rapporter", "-saved_at"
    nothing = "Inga rapporter än. En rapport börjar på uppföljningens flik Rapport."
    filter_class = ReportFilter
    columns = (
        Column("title", "Rapport", link="reporting:document", sort=SwedishKey("title")),
        Column("follow_up__registry_number", "Diarienummer"),
        Column("board__name", "Nämnd"),
        Column("purpose", "Ändamål", words=PURPOSES),
        Column("latest_number", "Version", kind="number"),
        Column("latest_state", "Läge", words=STATES, colors=STATE_COLORS),
        Column("saved_at", "Sparad", kind="moment"),
    )


class MeetingFilter(ListFilter):
    search_fields = ("board__name", "note")
    search_label = "Nämnd eller anteckning"
    when = forms.ChoiceField(
        label="Tid", choices=[("", "Alla"), ("coming", "kommande"), ("held", "hållna")], required=False
    )

    def narrow(self, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
        rows = super().narrow(rows)
        when = self.cleaned_data.get("when")
        if when == "coming":
            return rows.filter(date__gte=today())
        return rows.filter(date__lt=today()) if when == "held" else rows


class Meetings(Listing):
    title, one, many, order = "Sammanträden", "sammanträde", "sammanträden", "-date"
    nothing = "Inga sammanträden än. Lägg in nämndens sammanträdesdagar och sista dag för handlingar."
    filter_class = MeetingFilter
    columns = (
        Column("date", "Dag", kind="day", link="reporting:meeting"),
        Column("board__name", "Nämnd"),
        Column("deadline_date", "Handlingar senast", kind="day"),
        Column("is_half_year", "Slag", words={True: "halvårsredovisning", False: "ordinarie"}),
        Column("item_count", "Ärenden", kind="number"),
    )


class TaskFilter(ListFilter):
    search_fields = ("text", "owner__name")
    search_label = "Uppgift eller ansvarig"
    done = forms.ChoiceField(
        label="Läge", choices=[("", "Alla"), ("open", "öppna"), ("done", "utförda")], required=False
    )

    def narrow(self, rows: QuerySet[DecisionTask]) -> QuerySet[DecisionTask]:
        rows = super().narrow(rows)
        if done := self.cleaned_data.get("done"):
            rows = rows.filter(done_at__isnull=done == "open")
        return rows


class Tasks(Listing):
    title, one, many, order = "Uppgifter ur beslut", "uppgift", "uppgifter", "due_date"
    nothing = "Inga uppgifter. De kommer ur nämndens beslut."
    filter_class = TaskFilter
    columns = (
        Column("text", "Uppgift", link="reporting:task"),
        Column("owner__name", "Ansvarig"),
        Column("due_date", "Klar senast", kind="day"),
        Column("decision__item__meeting__board__name", "Nämnd"),
        Column("decision__date", "Beslut", kind="day"),
        Column("done_at", "Utförd", kind="moment"),
    )

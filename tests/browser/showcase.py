"""Every page component on one page, for tests and for looking at; never a route of the product."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import include, path

from insyn.base import fields, menu
from insyn.base.lists import Column, ListFilter, Listing, respond
from insyn.base.menu import Line, Section
from insyn.base.models import Letter
from insyn.base.scope import Grant, Scope
from insyn.people.models import Person


class Every(forms.Form):
    groups = (("Avtalstid", ("starts", "price", "months")),)

    name = forms.CharField(label="Enhetens namn", max_length=80, help_text="Som det står i avtalet.")
    unit = forms.ChoiceField(
        label="Utförare",
        choices=[("", "Välj utförare")] + [(str(n), f"Omsorgsbolaget nummer {n}") for n in range(1, 80)],
        widget=fields.SearchSelect,
    )
    kind = forms.ChoiceField(
        label="Driftsform", choices=[("own", "Egen regi"), ("lou", "Entreprenad enligt LOU")], widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label="Kvalitetsområden", choices=[("1", "Självbestämmande"), ("2", "Trygghet"), ("3", "Kontinuitet")],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    text = forms.CharField(label="Beskrivning", widget=fields.LongText)
    file = forms.FileField(label="Underlag", required=False, help_text="PDF, Word eller bild, högst 20 MB.")
    agree = forms.BooleanField(label="Jag har läst underlaget")
    starts = fields.SwedishDateField(label="Gäller från")
    price = fields.SwedishDecimalField(label="Ersättning per dygn, kronor")
    months = fields.SwedishIntegerField(label="Längd i månader", required=False)


STEPS = [
    {"label": "Planerad", "state": "done", "note": "2025-01-14"},
    {"label": "Aviserad", "state": "done", "note": "2025-02-03"},
    {"label": "Förberedelse", "state": "skipped"},
    {"label": "Granskning", "state": "now", "note": "sedan 2025-03-11"},
    {"label": "Faktakontroll", "state": "next"},
    {"label": "Rapport", "state": "next"},
]


def _dress(request: HttpRequest) -> None:
    request.user = Person(pk=1, name="Disa Administratör", email="disa@example.se")
    request.scope = Scope(1, frozenset({Grant("administrator")}))  # type: ignore[attr-defined]


def components(request: HttpRequest, layout: str = "work") -> HttpResponse:
    _dress(request)
    form = Every(request.GET or None)
    messages.success(request, "Uppföljningen är sparad.")
    context: dict[str, Any] = {"form": form, "steps": STEPS, "layout": f"base/{layout}.html", "menu": Shown()}
    return render(request, "showcase.html", context)


class Shown:
    """The menu as it looks when the house is full."""

    def __init__(self) -> None:
        here = {"Uppföljningar": "page"}
        labels = {
            "Mitt arbete": ["Start", "Min kalender", "Att kvittera"],
            "Plan": ["Planer", "Täckning", "Urval"],
            "Uppföljning": ["Uppföljningar", "Brister och goda exempel", "Brådskande"],
            "Register": ["Enheter", "Utförare", "Avtal", "Krav", "Nämnder"],
            "Rapportering": ["Rapporter", "Till nämnd"],
            "Administration": ["Personer och roller", "Importer"],
        }
        self.sections = [
            Section(section, tuple(Line(label, "/arbete/", here.get(label, "")) for label in labels[section]))
            for section in menu.SECTIONS
        ]


STATES = {"a": "Granskas", "b": "Försenad", "c": "Avslutad"}


class LetterFilter(ListFilter):
    search_fields = ("subject", "to")
    search_label = "Enhet eller utförare"
    board = forms.ChoiceField(label="Nämnd", choices=[("", "Alla"), ("1", "Äldreomsorgsnämnden")])
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *STATES.items()])
    mine = forms.BooleanField(label="Bara mina")

    def narrow(self, rows: Any) -> Any:
        words = str(self.values.get("sok", "")).split()
        return self.find(rows, words) if words else rows


class Letters(Listing):
    title, one, many, order, per_page = "Uppföljningar", "uppföljning", "uppföljningar", "subject", 20
    filter_class = LetterFilter
    columns = (
        Column("subject", "Enhet", link="letter"),
        Column("to", "Utförare"),
        Column("body", "Läge", words=STATES, colors={"a": "info", "b": "danger", "c": "success"}),
        Column("written_at", "Påbörjad", kind="day"),
        Column("sent_at", "Avslutad", kind="day"),
        Column("pk", "Krav", kind="number"),
    )


def letters(request: HttpRequest) -> HttpResponseBase:
    """A list as the staff meet it, its rows borrowed from the letters."""
    _dress(request)
    return respond(request, Letters(request, Letter.objects.all()), "showcase_list.html", {"menu": Shown()})


urlpatterns = [
    path("visning/lista/", letters),
    path("visning/lista/<int:pk>/", letters, name="letter"),
    path("visning/<slug:layout>/", components),
    path("", include("config.urls")),
]

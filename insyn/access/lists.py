"""The list of accounts."""

from django import forms
from django.db.models import QuerySet

from insyn.access.models import Role
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey
from insyn.people.models import Person


class PeopleFilter(ListFilter):
    search_fields = ("name", "email", "title")
    search_label = "Namn, e-post eller titel"
    role = forms.ChoiceField(label="Roll", choices=[("", "Alla"), *Role.choices], required=False)
    active = forms.ChoiceField(
        label="Konto", choices=[("", "Alla"), ("True", "öppna"), ("False", "stängda")], required=False
    )
    lookups = {"active": "is_active"}

    def narrow(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        rows = super().narrow(rows)
        if role := self.cleaned_data.get("role"):
            rows = rows.filter(role_assignments__role=role).distinct()
        return rows


class People(Listing):
    title, one, many, order = "Personer", "person", "personer", "name"
    nothing = "Ingen person stämmer med det du sökte."
    filter_class = PeopleFilter
    columns = (
        Column("name", "Namn", link="access:person", sort=SwedishKey("name")),
        Column("email", "E-post"),
        Column("title", "Titel"),
        Column("role_count", "Roller i dag", kind="number"),
        Column(
            "is_active",
            "Konto",
            words={True: "öppet", False: "stängt"},
            colors={True: "success", False: "neutral"},
        ),
    )

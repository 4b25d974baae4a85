"""The list of contracts."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet

from insyn.base.fields import SearchSelect, SwedishDateField
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey, swedish_key
from insyn.base.templatetags.swedish import day
from insyn.contracts.models import Contract
from insyn.contracts.queries.agreements import STATE_COLORS, STATES
from insyn.organisation.models import Board, Provider, ServiceArea


class ContractFilter(ListFilter):
    search_fields = ("name",)
    search_label = "Nummer, benämning eller utförare"
    form = forms.ChoiceField(label="Form", choices=[("", "Alla"), *Contract.Form.choices])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    area = forms.ModelChoiceField(
        ServiceArea.objects.all(), label="Verksamhetsområde", empty_label="Alla", widget=SearchSelect
    )
    provider = forms.ModelChoiceField(Provider.objects.all(), label="Utförare", empty_label="Alla", widget=SearchSelect)
    followed_up_by = forms.ChoiceField(label="Följs upp av", choices=[("", "Alla"), *Contract.FollowedUpBy.choices])
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *STATES.items()])
    dag = SwedishDateField(label="Som det var den", help_text="")

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        self.is_valid()
        # The view has read the contracts as of the day already.
        self.cleaned_data.pop("dag", None)
        return super().narrow(rows)

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        rows = rows.annotate(own_key=SwedishKey("name"), run_by_key=SwedishKey("provider__name"))
        for word in words:
            key = swedish_key(word)
            rows = rows.filter(Q(number__icontains=word) | Q(own_key__contains=key) | Q(run_by_key__contains=key))
        return rows


class Contracts(Listing):
    title, one, many, order = "Avtal", "avtal", "avtal", "number"
    nothing = "Inga avtal än. Lägg till ett, eller hämta in registret från Excel."
    filter_class: ClassVar[type[ListFilter]] = ContractFilter
    columns = (
        Column("number", "Nummer", link="contracts:contract"),
        Column("name", "Benämning", sort=SwedishKey("name")),
        Column("provider__name", "Utförare", sort=SwedishKey("provider__name")),
        Column("form", "Form", words=dict(Contract.Form.choices)),
        Column("board__name", "Nämnd"),
        Column("now__valid__endswith", "Till och med", write=lambda end: day(end - dt.timedelta(days=1))),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
    )


class ContractsOf(Contracts):
    """The contracts of a unit or a provider, on its own page."""

    filter_class: ClassVar[type[ListFilter]] = ListFilter
    nothing = "Inga avtal."

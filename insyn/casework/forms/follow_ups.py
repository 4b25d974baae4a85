"""The filters above the list of follow-ups."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from insyn.base.lists import ListFilter
from insyn.casework.models import FollowUp
from insyn.casework.queries.follow_ups import takes_part
from insyn.organisation.models import Board
from insyn.planning.models import FollowUpKind

ALL: list[tuple[Any, str]] = [("", "Alla")]
STANDINGS = [("", "Alla"), ("open", "Pågående"), ("late", "Försenade"), ("over", "Avslutade och inställda")]


class FollowUpFilter(ListFilter):
    search_fields = ("registry_number", "title", "target_names")
    search_label = "Diarienummer, rubrik eller enhet"

    lage = forms.ChoiceField(label="Läge", choices=ALL + list(FollowUp.Stage.choices))
    slag = forms.ChoiceField(label="Slag", choices=ALL + list(FollowUpKind.choices))
    namnd = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    deltagare = forms.ChoiceField(label="Deltagare")
    visa = forms.ChoiceField(label="Visa", choices=STANDINGS)

    lookups = {"lage": "stage", "slag": "kind", "namnd": "board"}

    def __init__(self, data: Any = None, *, officers: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["deltagare"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [*ALL, *(officers or [])]

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        values = self.values
        over = (FollowUp.Stage.CLOSED, FollowUp.Stage.CALLED_OFF)
        if words := str(values.pop("sok", "")).split():
            rows = self.find(rows, words)
        if person := values.pop("deltagare", None):
            rows = rows.filter(takes_part(int(person)))
        match values.pop("visa", None):
            case "open":
                rows = rows.exclude(stage__in=over)
            case "over":
                rows = rows.filter(stage__in=over)
            case "late":
                rows = rows.filter(late="late")
        return rows.filter(**{self.lookups[name]: value for name, value in values.items()})

"""The filters above the lists of findings and actions."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from insyn.base.fields import SwedishDateField
from insyn.base.lists import ListFilter
from insyn.base.scope import Scope
from insyn.casework.models import Finding
from insyn.casework.queries.actions import STANDINGS, in_standing
from insyn.casework.queries.words import KIND, SEVERITY, STATE
from insyn.organisation.models import Board, QualityArea

ALL = [("", "Alla")]
OPEN = [("open_ones", "Öppna")]


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(code, word.capitalize()) for code, word in words.items() if code]


def _boards(scope: Scope) -> QuerySet[Board]:
    boards = scope.boards_for()
    rows: QuerySet[Board] = Board.objects.order_by("name")
    return rows if boards is None else rows.filter(pk__in=boards)


class FindingFilter(ListFilter):
    search_fields = ("title", "follow_up__title", "target__unit_spell__name")
    search_label = "Rubrik, uppföljning eller enhet"
    slag = forms.ChoiceField(label="Slag", choices=ALL + _choices(KIND.words))
    allvar = forms.ChoiceField(label="Allvarlighet", choices=ALL + _choices(SEVERITY.words))
    lage = forms.ChoiceField(label="Läge", choices=ALL + OPEN + _choices(STATE.words))
    omrade = forms.ChoiceField(label="Kvalitetsområde")
    namnd = forms.ChoiceField(label="Nämnd")
    lookups = {"slag": "kind", "allvar": "severity", "omrade": "quality_area", "namnd": "follow_up__board"}

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)
        _choose(self.fields["omrade"], QualityArea.objects.all())
        _choose_board(self, scope)

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        state = given.pop("lage", None)
        if state == "open_ones":
            given["state__in"] = (Finding.State.OPEN, Finding.State.ANSWERED, Finding.State.ACCEPTED)
        elif state:
            given["state"] = state
        return given


class RecurringFilter(ListFilter):
    fran = SwedishDateField(label="Iakttagna från och med", required=False)

    @property
    def since(self) -> dt.date | None:
        since: dt.date | None = self.values.get("fran")
        return since

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """The day narrows the deficiencies that are counted, not the rows they are counted in."""
        return rows


class ActionFilter(ListFilter):
    search_fields = ("text", "owner", "plan__follow_up__title", "plan__provider__name", "plan__unit__name")
    search_label = "Åtgärd, ansvarig, uppföljning eller utförare"
    lage = forms.ChoiceField(label="Läge", choices=ALL + list(STANDINGS.items()))
    namnd = forms.ChoiceField(label="Nämnd")
    lookups = {"namnd": "plan__follow_up__board"}

    def __init__(self, data: Any = None, *, scope: Scope, day: dt.date, **options: Any) -> None:
        self.day = day
        super().__init__(data, **options)
        _choose_board(self, scope)

    @property
    def standing(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("lage") or "")

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        """Where an action stands depends on the day, so it is a condition and no column."""
        rows = rows.filter(in_standing(self.standing, self.day)) if self.standing else rows
        words = self.values
        words.pop("lage", None)
        if typed := str(words.pop("sok", "")).split():
            rows = self.find(rows, typed)
        return rows.filter(**{self.lookups[name]: value for name, value in words.items()})


def _choose_board(form: ListFilter, scope: Scope) -> None:
    """Somebody with one board has nothing to choose between."""
    only = scope.boards_for()
    if only is not None and len(only) < 2:
        del form.fields["namnd"]
    else:
        _choose(form.fields["namnd"], _boards(scope))


def _choose(field: forms.Field, rows: QuerySet[Any]) -> None:
    """Rows as plain choices: a list page has no time for a field that opens a cursor."""
    field.choices = ALL + [(str(pk), name) for pk, name in rows.values_list("pk", "name")]  # type: ignore[attr-defined]

"""The form that gives places to parts of a draw's frame."""

from collections.abc import Iterator
from typing import Any

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import SwedishIntegerField
from insyn.planning.models import Draw
from insyn.planning.queries.parts import Offered
from insyn.planning.rules.parts import Part

PartsBy = Draw.PartsBy
PLACES = "platser-"
WHOLE = (PartsBy.WHOLE.value, "Hela ramen på en gång")
BY = {PartsBy.AREA.value: "Varje verksamhetsområde för sig", PartsBy.OPERATION.value: "Varje driftsform för sig"}
GROUPS = {PartsBy.AREA.value: "Verksamhetsområden", PartsBy.OPERATION.value: "Driftsformer"}


class PartsForm(RowForm, forms.Form):
    """Whether the frame is drawn from whole or in parts, and then how many contracts in each part."""

    all_optional = True
    parts_by = forms.ChoiceField(label="Så dras urvalet", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, row: Draw, offered: Offered, **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(*args, row=row, **kwargs)
        self.fields["parts_by"].choices = [WHOLE, *_divisions(offered)]  # type: ignore[attr-defined] # it is a choice
        for parts in offered.parts.values():
            for part in parts:
                self.fields[_field(part)] = _places(part)
        self.groups = tuple((GROUPS[by], tuple(map(_field, parts))) for by, parts in offered.parts.items())

    def saved(self, row: Draw) -> dict[str, Any]:
        return {"parts_by": row.parts_by} | {f"{PLACES}{name}": count for name, count in row.parts}

    def current_values(self) -> dict[str, Any]:
        # A part that was given none is one that is saved as none.
        none = dict.fromkeys(_field(part) for parts in self.offered.parts.values() for part in parts)
        return none | {"parts_by": ""} | self._saved_now()

    def _saved_now(self) -> dict[str, Any]:
        return self.saved(Draw.objects.select_for_update().get(pk=self.row.pk)) if self.row else {}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        by = data.get("parts_by", "")
        if by and not self.errors and not self._places_of(by):
            self.add_error("parts_by", "Skriv hur många avtal som ska väljas i minst en av delarna.")
        for other in self.offered.parts.keys() - {by}:
            if self._is_typed(other):
                word = f"Du har skrivit platser under {GROUPS[other]}. Välj den delningen, eller töm fälten där."
                self.add_error("parts_by", word)
        return data

    def _is_typed(self, by: str) -> bool:
        """Places that stood there when the page was opened are given up by choosing otherwise; new ones are not."""
        stood = {part.name: self.initial.get(_field(part)) for part in self.offered.parts[by]}
        return any(stood[name] != count for name, count in self._places_of(by).items())

    @property
    def places(self) -> dict[str, int]:
        """Places by the name of the part, as the chosen division has them."""
        return self._places_of(self.cleaned_data["parts_by"])

    def _places_of(self, by: str) -> dict[str, int]:
        typed = {part.name: self.cleaned_data.get(_field(part)) for part in self.offered.parts.get(by, ())}
        return {name: count for name, count in typed.items() if count}


def _divisions(offered: Offered) -> Iterator[tuple[str, str]]:
    """The ways to divide that the frame allows, each with what it would leave out."""
    for by, parts in offered.parts.items():
        left = offered.outside[by]
        out = f" ({left} avtal hör inte till något och kan då inte väljas)" if left else ""
        if parts:
            yield by, f"{BY[by]}{out}"


def _field(part: Part) -> str:
    return f"{PLACES}{part.name}"


def _places(part: Part) -> SwedishIntegerField:
    """More than can be chosen would leave places that nobody fills."""
    most = f"Bara {part.choosable} avtal kan väljas här. Skriv ett lägre antal."
    return SwedishIntegerField(
        label=part.label,
        required=False,
        min_value=0,
        max_value=part.choosable,
        widget=forms.TextInput({"size": "6"}),
        error_messages={"max_value": most},
        help_text=f"{part.choosable} avtal kan väljas, {part.eligible} av dem av slumpen.",
    )

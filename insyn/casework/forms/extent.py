"""The form that chooses what is examined; the template writes the boxes, by contract and quality area."""

from typing import Any

from django import forms

from insyn.base.fields import LongText
from insyn.casework.queries.extent import Extent

type Pair = tuple[int, int]


class ExtentForm(forms.Form):
    krav = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Ett av kraven gäller inte längre. Läs sidan igen."}
    )
    omrade = forms.MultipleChoiceField(required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput())
    reason = forms.CharField(
        label="Varför omfattningen ändras",
        required=False,
        widget=LongText({"rows": "3"}),
        help_text="Behövs när granskningen har börjat. Ändringen och skälet står kvar.",
    )

    def __init__(self, *args: Any, extent: Extent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extent = extent
        areas = [area.key for contract in extent.contracts for area in contract.areas]
        for name, keys in (("krav", extent.keys), ("omrade", areas)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(key, key) for key in keys]

    @property
    def _wanted(self) -> frozenset[str]:
        return frozenset(self.cleaned_data["krav"]) | self.extent.within(set(self.cleaned_data["omrade"]))

    @property
    def _shown(self) -> frozenset[str]:
        """What was ticked when the page was read: only what this person changed is changed."""
        return frozenset(self.cleaned_data["shown"].split()) & self.extent.keys

    def add(self) -> list[Pair]:
        return _pairs(self._wanted - self._shown)

    def remove(self) -> list[Pair]:
        return _pairs(self._shown - self._wanted)


def _pairs(keys: frozenset[str]) -> list[Pair]:
    split = (key.split("-") for key in sorted(keys))
    return [(int(contract), int(requirement)) for contract, requirement in split]

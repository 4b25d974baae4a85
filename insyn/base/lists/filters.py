"""The form above a list: everything optional, sent by GET so that the address can be shared."""

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet


class ListFilter(forms.Form):
    """Filters of a list.

    `search_fields` are read by the free text, every word of it somewhere; `lookups` says what a field narrows by
    where its name does not. Override `narrow` for the rest. `further` names what is folded away until it is used.
    """

    all_optional = True
    search_fields: ClassVar[tuple[str, ...]] = ()
    search_label: ClassVar[str] = "Sök"
    lookups: ClassVar[Mapping[str, str]] = {}
    further: ClassVar[tuple[str, ...]] = ()

    sok = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data or {}, **kwargs)
        self.fields["sok"].label = self.search_label
        for field in self.fields.values():
            field.required = False
        if not self.search_fields:
            del self.fields["sok"]

    @property
    def values(self) -> dict[str, Any]:
        """What was given and understood; a value that makes no sense is said in the form and narrows nothing."""
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in (None, "", False) and (not hasattr(value, "__len__") or len(value))
        }

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        values = self.values
        if words := str(values.pop("sok", "")).split():
            rows = self.find(rows, words)
        for name, value in values.items():
            rows = rows.filter(**{self.lookups.get(name, name): value})
        return rows

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        """Every word in at least one of the fields; override where an index can do it."""
        return rows.filter(
            reduce(and_, (reduce(or_, (Q(**{f"{f}__icontains": w}) for f in self.search_fields)) for w in words))
        )

"""What a file's codes for units and categories are here."""

import difflib
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from insyn.organisation.models import Unit
from insyn.registers.models import Category
from insyn.registers.queries.intake import UnknownCode

SHOWN = 50
LONGEST = 200


class UnitField(forms.CharField):
    """A unit by its name and key as the list offers them, or by either alone where no other has it."""

    def __init__(self, units: "UnitNames", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = units
        self.widget.attrs |= {"list": "enheter", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = self.units.found(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(f"Flera enheter heter ”{text}”. Välj en i listan, med nyckeln inom parentes.")
        raise ValidationError(f"Det finns ingen enhet som heter ”{text}”. Välj en i listan, eller lägg upp den.")


class UnitNames:
    """All units by what they can be called."""

    def __init__(self) -> None:
        self.offered: list[str] = []
        self._by_word: dict[str, list[Unit]] = defaultdict(list)
        self._names: dict[str, str] = {}
        for unit in Unit.objects.order_by("name", "key"):
            told = f"{unit.name} ({unit.key})"
            self.offered.append(told)
            for word in {told.casefold(), unit.name.casefold(), unit.key.casefold()}:
                self._by_word[word].append(unit)
            self._names[unit.name.casefold()] = told

    def found(self, text: str) -> list[Unit]:
        return self._by_word.get(" ".join(text.split()).casefold(), [])

    def like(self, code: str) -> str:
        """The unit whose name is most like the code, for a person to judge."""
        near = difflib.get_close_matches(code.casefold(), self._names, n=1, cutoff=0.7)
        return self._names[near[0]] if near else ""


class CodesForm(forms.Form):
    """A line for each code; one that is left empty stays as it is."""

    all_optional = True

    def __init__(
        self, *args: Any, units: Sequence[UnknownCode], categories: Sequence[UnknownCode], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = UnitNames() if units else None
        self._units = {_name("unit", each.code): each for each in units[:SHOWN] if len(each.code) < LONGEST}
        self._categories = {_name("category", each.code): each for each in categories[:SHOWN]}
        for name, each in self._units.items():
            self._add_unit(name, each)
        choices = _category_choices() if categories else []
        for name, each in self._categories.items():
            self.fields[name] = forms.ChoiceField(label=each.code, required=False, choices=choices)

    def _add_unit(self, name: str, each: UnknownCode) -> None:
        names = self.names
        if names is None:
            return
        near = names.like(each.code)
        help_text = "Flera enheter har namnet." if each.is_ambiguous else f"Liknar {near}." if near else ""
        self.fields[name] = UnitField(names, label=each.code, required=False, max_length=300, help_text=help_text)

    @property
    def unit_lines(self) -> list[tuple[BoundField, int]]:
        return [(self[name], each.rows) for name, each in self._units.items()]

    @property
    def category_lines(self) -> list[tuple[BoundField, int]]:
        return [(self[name], each.rows) for name, each in self._categories.items()]

    @property
    def units(self) -> dict[str, Unit]:
        """What has been chosen, by code."""
        return {each.code: unit for name, each in self._units.items() if (unit := self.cleaned_data.get(name))}

    @property
    def categories(self) -> dict[str, Category]:
        chosen = {each.code: pk for name, each in self._categories.items() if (pk := self.cleaned_data.get(name))}
        rows = Category.objects.in_bulk([int(pk) for pk in chosen.values()])
        return {code: rows[int(pk)] for code, pk in chosen.items() if int(pk) in rows}


def _name(field: str, code: str) -> str:
    return f"{field}_{zlib.crc32(code.encode()):08x}"


def _category_choices() -> list[tuple[str, str]]:
    rows = Category.objects.select_related("parent").order_by("parent__name", "name")
    told = [(str(row.pk), f"{row.parent.name}: {row.name}" if row.parent else row.name) for row in rows]
    return [("", "Inte kopplad"), *sorted(told, key=lambda choice: choice[1].casefold())]

"""The file and its day; and which of its columns is what."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from insyn.base.fields import DayOrMonthField
from insyn.base.files import UploadField
from insyn.base.imports.sheets import Field, Sheet
from insyn.base.periods import today
from insyn.exchange.queries import mapping_names
from insyn.exchange.sheets import SHEETS

FROM_NAME = "*utforarens-namn*"


class FileForm(forms.Form):
    file = UploadField(
        label="Fil",
        accept=".xlsx,.csv",
        help_text="Arbetsboken, eller en fil från ett annat system (xlsx, csv).",
    )
    mapping = forms.ChoiceField(
        label="Kolumner", required=False, help_text="För filer från andra system: en mappning som redan finns."
    )
    snapshot_date = DayOrMonthField(
        label="Gäller från",
        help_text="Den dag uppgifterna gäller från, till exempel 2025-03-31. Ändringar börjar gälla då. "
        "Är bara månaden känd, skriv den: 2025-03.",
    )
    is_complete = forms.BooleanField(
        label="Filen är fullständig",
        required=False,
        help_text="Rader som finns i registret men inte i filen avslutas, som ”senast” den dagen. Med en mappning "
        "gäller det bara rader som har kommit in med samma mappning.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mapping"]
        own = ("", "Registrets egna blad, eller välj kolumner i nästa steg")
        field.choices = [own, *((name, name) for name in mapping_names())]
        self.initial.setdefault("snapshot_date", today())


class SheetForm(forms.Form):
    """What the rows of a foreign file are."""

    blad = forms.ChoiceField(label="Varje rad i filen är", choices=[(name, name) for name in SHEETS])


class ColumnsForm(forms.Form):
    """For each column of a sheet: a column of the file or a fixed value, and how words are translated."""

    def __init__(self, *args: Any, sheet: Sheet, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, self.headings = sheet, headings
        for number, name in enumerate(self._names()):
            self._add(number, name, sheet.field(name))
        self.fields["name"] = forms.CharField(
            label="Spara mappningen som", required=False, max_length=100,
            help_text="Ett namn, om fler filer av samma slag ska läsas in.",
        )  # fmt: skip

    def _names(self) -> list[str]:
        names = [name for name in self.sheet.columns if name not in self.sheet.key_parts or self.sheet.field(name)]
        own = [name for name in names if not (self.sheet.key_parts and name == self.sheet.key_name)]
        extra = ["Utförarens namn", "Utförarens driftsform"] if self.sheet.name == "Enheter" else []
        return own + extra

    def _add(self, number: int, name: str, each: Field | None) -> None:
        choices = [("", "–"), *((heading, heading) for heading in self.headings)]
        guess = next((heading for heading in self.headings if heading.casefold() == name.casefold()), "")
        words = f" Val: {', '.join(each.choices)}." if each and each.choices else ""
        self.fields[f"column_{number}"] = forms.ChoiceField(
            label=name, choices=choices, required=False, initial=guess, help_text=f"Kolumn i filen.{words}"
        )
        self.fields[f"fixed_{number}"] = forms.CharField(label=f"{name}: fast värde", required=False, max_length=300)
        self.fields[f"values_{number}"] = forms.CharField(
            label=f"{name}: översättning", required=False, widget=forms.Textarea({"rows": 2}),
            help_text="En per rad: filens ord = registrets ord. Ordet * står för alla andra.",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        rules = dict(self._rules(data))
        lacking = [each.name for each in self.sheet.fields if each.required and each.name not in rules]
        if self.sheet.name == "Enheter" and "Utförarens namn" in rules:
            lacking = [name for name in lacking if name != "Utförare"]
        if not self.sheet.key_parts and self.sheet.key_name not in rules:
            lacking.insert(0, self.sheet.key_name)
        if lacking:
            raise ValidationError(f"Välj kolumn eller fast värde för: {', '.join(lacking)}.")
        self.targets = self._targets(rules)
        return data

    def _rules(self, data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for number, name in enumerate(self._names()):
            if data.get(f"column_{number}"):
                yield name, {"column": data[f"column_{number}"], **_translation(data.get(f"values_{number}", ""))}
            elif data.get(f"fixed_{number}"):
                yield name, {"constant": data[f"fixed_{number}"]}

    def _targets(self, rules: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
        """A unit's provider that the file knows by name only comes in too, with a key made of the name."""
        provider, kind = rules.pop("Utförarens namn", None), rules.pop("Utförarens driftsform", None)
        if provider is None:
            return [{"sheet": self.sheet.name, "columns": rules}]
        rules["Utförare"] = provider | {"as": "key"}
        own = {"Nyckel": provider | {"as": "key"}, "Namn": provider, "Driftsform": kind or {"constant": "privat"}}
        return [
            {"sheet": "Utförare", "distinct": True, "columns": own},
            {"sheet": self.sheet.name, "columns": rules},
        ]


def _translation(text: str) -> dict[str, Any]:
    pairs = [line.split("=", 1) for line in text.splitlines() if "=" in line]
    values = {ours.strip(): theirs.strip() for ours, theirs in pairs}
    default = values.pop("*", None)
    return ({"values": values} if values or default else {}) | ({"default": default} if default else {})

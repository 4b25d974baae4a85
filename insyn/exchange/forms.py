"""The file and its day; and which of its columns is what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from insyn.base.fields import DayOrMonthField
from insyn.base.files import UploadField
from insyn.base.imports.sheets import Field, Sheet
from insyn.base.periods import today
from insyn.exchange.queries import mapping_names
from insyn.exchange.sheets import SHEETS

type Rules = Mapping[str, Mapping[str, Any]]


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


@dataclass(frozen=True)
class ColumnChoice:
    """Where one of the register's columns comes from: a column, or one thing for all, and perhaps words exchanged."""

    column: BoundField
    fixed: BoundField
    values: BoundField

    @property
    def has_more(self) -> bool:
        return any(field.value() or field.errors for field in (self.fixed, self.values))


def _with_example(heading: str, sample: Mapping[str, str]) -> str:
    example = sample[heading]
    return f"{heading} (till exempel {example[:40]}{'…' if len(example) > 40 else ''})" if example else heading


class ColumnsForm(forms.Form):
    """For each column of a sheet: a column of the file or a fixed value, and how words are translated."""

    all_optional = True

    def __init__(self, *args: Any, sheet: Sheet, sample: Mapping[str, str], chosen: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, self.sample, self.chosen = sheet, sample, chosen
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
        choices = [("", "Ingen kolumn"), *((heading, _with_example(heading, self.sample)) for heading in self.sample)]
        rule = self.chosen.get(name, {})
        needed = "Behövs. " if name in self._needed else ""
        words = f"Registrets ord: {', '.join(each.choices)}." if each and each.choices else ""
        self.fields[f"column_{number}"] = forms.ChoiceField(
            label=name, choices=choices, required=False, help_text=f"{needed}{words}".strip(),
            initial=rule.get("column") or ("" if self.chosen else self._guess(name)),
        )  # fmt: skip
        self.fields[f"fixed_{number}"] = forms.CharField(
            label=f"{name}: samma för alla rader", required=False, max_length=300, initial=rule.get("constant"),
            help_text="Om filen inte har någon kolumn för det.",
        )  # fmt: skip
        self.fields[f"values_{number}"] = forms.CharField(
            label=f"{name}: byt ut ord", required=False, widget=forms.Textarea({"rows": 3}), initial=_as_lines(rule),
            help_text="En rad för varje: filens ord = registrets ord. En stjärna (*) står för alla andra ord.",
        )  # fmt: skip

    def _guess(self, name: str) -> str:
        return next((heading for heading in self.sample if heading.casefold() == name.casefold()), "")

    @property
    def _needed(self) -> set[str]:
        own = set() if self.sheet.key_parts else {self.sheet.key_name}
        return own | {each.name for each in self.sheet.fields if each.required}

    @property
    def choices(self) -> list[ColumnChoice]:
        """One for each of the register's columns, as the page shows them."""
        return [
            ColumnChoice(self[f"column_{number}"], self[f"fixed_{number}"], self[f"values_{number}"])
            for number, _ in enumerate(self._names())
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        rules = dict(self._rules(data))
        lacking = [each.name for each in self.sheet.fields if each.required and each.name not in rules]
        if self.sheet.name == "Enheter" and "Utförarens namn" in rules:
            lacking = [name for name in lacking if name != "Utförare"]
        if not self.sheet.key_parts and self.sheet.key_name not in rules:
            lacking.insert(0, self.sheet.key_name)
        if lacking:
            raise ValidationError(f"Välj en kolumn, eller skriv samma för alla rader, för: {', '.join(lacking)}.")
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


def is_of_the_form(targets: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the form can show the mapping: one that joins several columns is written by hand."""
    return not any("columns" in rule for target in targets for rule in target["columns"].values())


def rules_of(targets: Sequence[Mapping[str, Any]], sheet: Sheet) -> Rules:
    """What has been chosen before for a sheet, as the form asks for it."""
    rules = next((dict(each["columns"]) for each in targets if each["sheet"] == sheet.name), {})
    provider = next((each["columns"] for each in targets if each.get("distinct")), None)
    if rules and provider:
        rules |= {"Utförare": {}, "Utförarens namn": provider["Namn"], "Utförarens driftsform": provider["Driftsform"]}
    return rules


def _as_lines(rule: Mapping[str, Any]) -> str:
    pairs = [*rule.get("values", {}).items(), *([("*", rule["default"])] if rule.get("default") else [])]
    return "\n".join(f"{theirs} = {ours}" for theirs, ours in pairs)


def _translation(text: str) -> dict[str, Any]:
    pairs = [line.split("=", 1) for line in text.splitlines() if "=" in line]
    values = {ours.strip(): theirs.strip() for ours, theirs in pairs}
    default = values.pop("*", None)
    return ({"values": values} if values or default else {}) | ({"default": default} if default else {})

"""Which column of a file is what: for each field one or several, or one thing for all; and what words mean."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from insyn.base.bulk.columns import BulkField, columns_of
from insyn.registers.forms.words import UNDERSTOOD, meanings_of, understands
from insyn.registers.intake.fields import FIELDS
from insyn.registers.intake.looking import Looked, Words
from insyn.registers.models import SourceSystem

type Rules = Mapping[str, Mapping[str, Any]]

JOINED = 3
ORDERS = [("", "Välj"), ("dmy", "dag först: 31/12 2025"), ("mdy", "månad först: 12/31 2025")]
DATED = ("day", "moment")


@dataclass
class FieldChoice:
    """One field of the registers as the page asks for it."""

    column: BoundField
    is_needed: bool = False
    more: list[BoundField] = field(default_factory=list)
    order: BoundField | None = None
    words: list[tuple[BoundField, str, int]] = field(default_factory=list)

    @property
    def has_any(self) -> bool:
        return bool(self.column.value() or self.column.errors or self.has_more)

    @property
    def has_more(self) -> bool:
        return any(each.value() not in {None, "", " "} or each.errors for each in self.more)


class ColumnsForm(forms.Form):
    """`headings` are the file's, each with an example; `chosen` is what was chosen before, or suggested."""

    all_optional = True

    def __init__(
        self, *args: Any, subject: str, headings: Mapping[str, str], chosen: Rules, system: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings, self.chosen = headings, chosen
        self._fields: dict[str, BulkField] = {each.name: each for each in FIELDS[subject]}
        self._words: dict[str, list[tuple[str, str, int]]] = {}
        self._asked: list[str] = []
        self._add_system(system)
        for each in self._fields.values():
            self._add(each, chosen.get(each.name, {}))
        self.fields["name"] = forms.CharField(
            label="Spara mappningen som", required=False, max_length=100,
            help_text="Ett namn, om fler filer från samma system ska läsas in.",
        )  # fmt: skip

    def _add_system(self, system: str) -> None:
        known = list(SourceSystem.objects.values_list("name", flat=True))
        self.fields["system"] = forms.ChoiceField(
            label="Källsystem", required=False, initial=system,
            choices=[("", "Välj, eller skriv ett nytt"), *((name, name) for name in known)],
            help_text="Rader känns igen på ärendenumret inom sitt system.",
        )  # fmt: skip
        initial = "" if system in known else system
        self.fields["new_system"] = forms.CharField(
            label="Nytt källsystem", required=False, max_length=100, initial=initial
        )

    def _add(self, each: BulkField, rule: Mapping[str, Any]) -> None:
        columns = [] if not rule else columns_of(rule)
        needed = "Behövs. " if each.is_required else ""
        for number in range(max(JOINED, len(columns))):
            label = each.label if number == 0 else f"{each.label}: {'och kolumn' if number == 1 else 'och även'}"
            empty = "Ingen kolumn" if number == 0 else "Ingen till"
            self.fields[f"{each.name}_{number}"] = forms.ChoiceField(
                label=label, required=False, initial=columns[number] if number < len(columns) else "",
                choices=[("", empty), *((name, _with_example(name, told)) for name, told in self.headings.items())],
                help_text=f"{needed}{each.help_text}".strip() if number == 0 else "",
            )  # fmt: skip
        self.fields[f"{each.name}_join"] = forms.CharField(
            label=f"{each.label}: sätts ihop med", required=False, max_length=10, strip=False,
            initial=rule.get("join", " "), help_text="Ett tecken, till exempel - eller K. Annars ett mellanslag.",
        )  # fmt: skip
        self.fields[f"{each.name}_fixed"] = _fixed(each, rule)

    def look(self, looked: Looked) -> None:
        """The words and days that stand in the chosen columns; what they mean is asked where it is not plain."""
        for name, each in self._fields.items():
            columns = self.columns(name)
            if each.kind in DATED:
                for heading in columns[:1]:
                    self._ask_order(each, looked.words.get((heading,), Words()))
            elif each.kind in UNDERSTOOD and columns:
                self._ask_words(each, columns, looked.words.get(columns, Words()))

    def columns(self, name: str) -> tuple[str, ...]:
        """What is chosen for a field, as the form stands now."""
        places = [key for key in self.fields if key.startswith(f"{name}_") and key.removeprefix(f"{name}_").isdigit()]
        told = [str(self[key].value() or "") for key in places]
        return tuple(dict.fromkeys(each for each in told if each in self.headings))

    def join_of(self, name: str) -> str:
        told = self[f"{name}_join"].value()
        return str(told) if told else " "

    def _ask_order(self, each: BulkField, words: Words) -> None:
        if not words.slashed:
            return
        rule = self.chosen.get(each.name, {})
        self.fields[f"{each.name}_order"] = forms.ChoiceField(
            label=f"{each.label}: dagens ordning", choices=ORDERS, required=False,
            initial=rule.get("dates") or words.order, help_text=_why(words),
        )  # fmt: skip
        self._asked.append(f"{each.name}_order")

    def _ask_words(self, each: BulkField, columns: tuple[str, ...], words: Words) -> None:
        rule = self.chosen.get(each.name, {})
        before = rule.get("values") or {} if rule and tuple(columns_of(rule)) == columns else {}
        told: list[tuple[str, str, int]] = []
        for text, count in words.counts.most_common(60):
            key = f"{each.name}_word_{zlib.crc32('|'.join((*columns, text)).encode()):08x}"
            is_plain = understands(each, text)
            self.fields[key] = forms.ChoiceField(
                label=f"{each.label}: ”{text[:60]}” betyder", required=False, initial=_meaning(each, before, text),
                choices=[("", "som det står" if is_plain else "går inte att läsa: avvisas"), *meanings_of(each)],
            )  # fmt: skip
            told.append((key, text, count))
            if not is_plain:
                self._asked.append(key)
        self._words[each.name] = told

    @property
    def is_asking(self) -> bool:
        """Whether the page has questions that the person has not seen yet."""
        return any(key not in self.data for key in self._asked)

    @property
    def choices(self) -> list[FieldChoice]:
        """One for each field, as the page shows them."""
        made = []
        for name in self._fields:
            places = [key for key in self.fields if key.removeprefix(f"{name}_").isdigit() and key != f"{name}_0"]
            more = [self[key] for key in (*places, f"{name}_join", f"{name}_fixed")]
            order = self[f"{name}_order"] if f"{name}_order" in self.fields else None
            words = [(self[key], text, count) for key, text, count in self._words.get(name, ())]
            made.append(FieldChoice(self[f"{name}_0"], self._fields[name].is_required, more, order, words))
        return made

    @property
    def given(self) -> list[FieldChoice]:
        """Those that are needed, and those that the file seems to have."""
        return [each for each in self.choices if each.is_needed or each.has_any]

    @property
    def others(self) -> list[FieldChoice]:
        return [each for each in self.choices if not (each.is_needed or each.has_any)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("new_system") or data.get("system")):
            self.add_error("system", "Välj ett källsystem, eller skriv namnet på ett nytt.")
        for each in self._fields.values():
            if each.is_required and not self.columns(each.name) and not data.get(f"{each.name}_fixed"):
                self.add_error(f"{each.name}_0", "Välj en kolumn, eller skriv samma för alla rader.")
        return data

    def mapping(self, sheet: str) -> dict[str, Any]:
        """As it is stored; call it when the form is valid."""
        data = self.cleaned_data
        rules = {name: rule for name in self._fields if (rule := self._rule(name, data))}
        system = (data["new_system"] or data["system"]).strip()
        return {"system": system, "sheet": sheet, "columns": rules}

    def _rule(self, name: str, data: Mapping[str, Any]) -> dict[str, Any]:
        columns, before = self.columns(name), dict(self.chosen.get(name, {}))
        if not columns:
            return {"constant": data[f"{name}_fixed"]} if data.get(f"{name}_fixed") else {}
        rule: dict[str, Any] = {"column": columns[0]}
        if len(columns) > 1:
            rule = {"columns": list(columns), "join": data.get(f"{name}_join") or " "}
        if order := data.get(f"{name}_order"):
            rule["dates"] = order
        if before and tuple(columns_of(before)) == columns:
            # What the form does not ask for stays as somebody has written it.
            rule |= {key: before[key] for key in ("default", "values") if key in before}
        return rule | self._exchanged(name, rule.get("values", {}), data)

    def _exchanged(self, name: str, before: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, Any]:
        if name not in self._words:
            return {}
        seen = {text for _, text, _ in self._words[name]}
        values = {text: word for text, word in before.items() if text not in seen}
        for key, text, _ in self._words[name]:
            if word := data.get(key):
                values[text] = "" if word == EMPTY else word
        return {"values": values}


EMPTY = "-"


def _meaning(each: BulkField, before: Mapping[str, str], text: str) -> str:
    if text not in before:
        return ""
    told = str(before[text])
    return each.choices.get(told, told) if told else EMPTY


def _fixed(each: BulkField, rule: Mapping[str, Any]) -> forms.Field:
    label, told = f"{each.label}: samma för alla rader", rule.get("constant")
    if each.kind in UNDERSTOOD:
        choices = [("", "Inte samma"), *meanings_of(each)[:-1]]
        return forms.ChoiceField(
            label=label, required=False, choices=choices, initial=each.choices.get(str(told), told)
        )
    help_text = "Om filen inte har någon kolumn för det."
    return forms.CharField(label=label, required=False, max_length=300, initial=told, help_text=help_text)


def _with_example(heading: str, example: str) -> str:
    return f"{heading} (till exempel {example[:40]}{'…' if len(example) > 40 else ''})" if example else heading


def _why(words: Words) -> str:
    if words.day_first and words.month_first:
        return f"Filen har både {words.day_first} och {words.month_first}: den blandar två ordningar."
    if words.order:
        shown = words.day_first or words.month_first
        return f"Föreslås för att {shown} bara kan läsas så."
    return "Inget datum bland de första raderna visar vilket som står först. Fråga den som har tagit ut filen."


def suggested(chosen: Rules, suggestions: Rules, headings: Sequence[str]) -> Rules:
    """What was chosen before, or by the headings; a column that the sheet does not have is not chosen."""
    rules = chosen or suggestions
    return {name: rule for name, rule in rules.items() if set(columns_of(rule)) <= set(headings)}

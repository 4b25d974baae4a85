"""Two people on one row: what only one of them changed is merged, and about the rest the second one is asked.

A form carries what its person saw. When it comes back, three versions of each field are compared: seen, saved by
somebody in the meantime, and typed now. Nothing typed is lost and nothing saved is overwritten unseen.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db import connection, models
from django.forms.boundfield import BoundField
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from insyn.base.history import HistoryRow, history_of
from insyn.base.refill import SEEN

THEIRS = "__theirs"
CHOICE = "__choice"


@dataclass(frozen=True)
class Clash:
    """A field that both have changed, each to something else."""

    field: BoundField
    theirs: str
    theirs_raw: tuple[str, ...]

    @property
    def choice_name(self) -> str:
        return f"{self.field.html_name}{CHOICE}"

    @property
    def theirs_name(self) -> str:
        return f"{self.field.html_name}{THEIRS}"


class MergingForm(forms.BaseForm):
    """Mix in before a form class; a ModelForm needs nothing more, another says its `current_values` or is a RowForm."""

    clashes: tuple[Clash, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput)
        if self.is_bound:
            self.data = self._chosen()

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        # Asked for when the form is written, after a form's own __init__ has added its last field.
        if field_name == SEEN:
            return seen_as(self._plain(self.initial_values()))
        return super().get_initial_for_field(field, field_name)

    def current_values(self) -> Mapping[str, Any]:
        """What is saved now, locked until the transaction ends."""
        instance: models.Model = self.instance  # type: ignore[attr-defined]
        if instance.pk is None:
            return self.initial_values()
        rows = type(instance)._base_manager.all()  # noqa: SLF001 - the row itself, whoever may see it
        if connection.in_atomic_block:
            rows = rows.select_for_update(of=("self",))
        return {**self.initial_values(), **model_to_dict(rows.get(pk=instance.pk), fields=list(self._merged()))}

    def initial_values(self) -> dict[str, Any]:
        return {name: self.get_initial_for_field(field, name) for name, field in self._merged().items()}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = self._seen()
        if seen is not None and not self.errors:
            current = self.current_values()
            self._merge(cleaned, seen, current)
        return cleaned

    def _merge(self, cleaned: dict[str, Any], seen: Mapping[str, Any], current: Mapping[str, Any]) -> None:
        saved, typed = self._plain(current), self._plain(cleaned)
        data = self._editable()
        clashes = []
        for name, field in self._merged().items():
            if name not in seen or name not in current or saved[name] in (seen[name], typed[name]):
                continue
            theirs = _raw(field, current[name])
            if typed[name] == seen[name]:
                data.setlist(self.add_prefix(name), list(theirs))
                cleaned[name] = field.clean(_one(field, theirs))
            else:
                clashes.append(Clash(self[name], _shown(field, current[name]), theirs))
        # Next time this is what was seen.
        data[self.add_prefix(SEEN)] = seen_as(saved)
        self.data = data
        self.clashes = tuple(clashes)
        for clash in clashes:
            self.add_error(clash.field.name, f"Någon annan har under tiden sparat: {clash.theirs or 'inget'}")

    def _chosen(self) -> QueryDict:
        """The answers of the conflict page: where the other's was kept, it takes the place of what was typed."""
        data = self._editable()
        for name in [key.removesuffix(CHOICE) for key in data if key.endswith(CHOICE)]:
            if data[f"{name}{CHOICE}"] == "theirs":
                data.setlist(name, data.getlist(f"{name}{THEIRS}"))
        return data

    def _editable(self) -> QueryDict:
        data = QueryDict(mutable=True)
        data.update(self.data)
        return data

    def _seen(self) -> dict[str, Any] | None:
        try:
            seen = json.loads(self.cleaned_data.pop(SEEN, "") or "null")
        except ValueError:
            return None
        return seen if isinstance(seen, dict) else None

    def _merged(self) -> dict[str, forms.Field]:
        return {
            name: field
            for name, field in self.fields.items()
            if name != SEEN and not field.disabled and not isinstance(field, forms.FileField)
        }

    def _plain(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: _plain(values.get(name)) for name in self._merged()}


class RowForm(MergingForm):
    """A plain form over one saved row, or over a row to come; `saved` says what the row holds for each field."""

    base_fields: ClassVar[dict[str, forms.Field]]

    def __init__(self, *args: Any, row: models.Model | None = None, **kwargs: Any) -> None:
        self.row = row
        if row is not None:
            kwargs["initial"] = {**self.saved(row), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def saved(self, row: Any) -> dict[str, Any]:
        return {name: row.serializable_value(name) for name in self.base_fields}

    def current_values(self) -> Mapping[str, Any]:
        if self.row is None:
            return self.initial_values()
        rows = type(self.row)._base_manager.all()  # noqa: SLF001 - the row itself, whoever may see it
        if connection.in_atomic_block:
            rows = rows.select_for_update(of=("self",))
        return {**self.initial_values(), **self.saved(rows.get(pk=self.row.pk))}


def conflict_page(
    request: HttpRequest, form: MergingForm, *, title: str, cancel: str, row: models.Model | None = None
) -> HttpResponse:
    """The page on which the second person chooses field by field; it posts to the same address.

    `row` is what was changed, where the form does not know its row: its history tells who the other was.
    """
    asked = {clash.field.name for clash in form.clashes}
    context = {
        "form": form,
        "untouched": [f for f in form if f.name not in asked and not isinstance(f.field, forms.FileField)],
        "had_files": bool(request.FILES),
        "title_text": title,
        "cancel": cancel,
        "other": _other(row or getattr(form, "instance", None) or getattr(form, "row", None)),
    }
    # The fields are not at fault: the page asks, and marks nothing in red.
    form.errors.clear()
    return render(request, "base/conflict.html", context, status=409)


def seen_as(values: Mapping[str, Any]) -> str:
    """What a person saw in each field, as their form carries it; a template that writes its own form has a tag."""
    return json.dumps({name: _plain(value) for name, value in values.items()}, ensure_ascii=False)


def _other(row: models.Model | None) -> HistoryRow | None:
    """Who saved last, and when."""
    if row is None or not hasattr(row, "pgh_event_model"):
        return None
    return next(iter(history_of(row)), None)


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one line a kind of value
    """A value as it can be compared between row, form and JSON."""
    match value:
        case None | False | "":
            return ""
        case True:
            return "ja"
        case models.Model():
            return str(value.pk)
        case str():
            return value.replace("\r\n", "\n").strip()
        case Decimal():
            return format(value.normalize(), "f")
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case Iterable():
            return sorted(str(_plain(item)) for item in value)
    return str(value)


def _raw(field: forms.Field, value: Any) -> tuple[str, ...]:
    """A value as the field's widget would post it."""
    prepared = field.prepare_value(value)
    if isinstance(field.widget, forms.CheckboxInput):
        return ("on",) if prepared else ()
    formatted = field.widget.format_value(prepared)
    values = formatted if isinstance(formatted, (list, tuple)) else [formatted]
    return tuple(str(item) for item in values if item not in {None, ""}) or ("",)


def _one(field: forms.Field, raw: tuple[str, ...]) -> Any:
    """Posted values as the widget hands them to the field."""
    data = QueryDict(mutable=True)
    data.setlist("x", list(raw))
    return field.widget.value_from_datadict(data, {}, "x")


def _shown(field: forms.Field, value: Any) -> str:
    """A value as its person reads it."""
    choices = getattr(field, "choices", None)
    if choices is None:
        return "Ja" if value is True else "\n".join(raw for raw in _raw(field, value))
    wanted = set(_raw(field, value))
    return ", ".join(str(label) for key, label in _flat(choices) if str(key) in wanted)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label

"""The filters as markup, written in Python: a template for each option of a long list costs more than the rows."""

from html import escape
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe


def controls(form: forms.Form, *, further: bool = False) -> SafeString:
    """The visible fields, or those the form calls `further`; an unusual kind falls back on the form's own templates."""
    apart = getattr(form, "further", ())
    return mark_safe("\n".join(_field(each) for each in form.visible_fields() if (each.name in apart) is further))


def _field(field: BoundField) -> str:
    widget = field.field.widget
    if field.errors or type(widget).__name__ not in WRITERS:
        return field.as_field_group()
    label = f'<label class="ds-label" for="{field.auto_id}" data-weight="medium">{escape(str(field.label))}</label>'
    control = WRITERS[type(widget).__name__](field, widget)
    parts = (control, label) if isinstance(widget, forms.CheckboxInput) else (label, control)
    return f'<div class="ds-field field">{"".join(parts)}</div>'


def _attributes(field: BoundField, widget: forms.Widget) -> str:
    given: dict[str, Any] = {"id": field.auto_id, "name": field.html_name, "class": "ds-input"} | widget.attrs
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in given.items()
        if value not in (None, False)
    )


def _text(field: BoundField, widget: Any) -> str:
    value = widget.format_value(field.value())
    kind = "" if "type" in widget.attrs else f' type="{widget.input_type}"'
    filled = "" if value is None else f' value="{escape(str(value))}"'
    return f"<input{kind}{_attributes(field, widget)}{filled}>"


def _checkbox(field: BoundField, widget: Any) -> str:
    checked = " checked" if widget.check_test(field.value()) else ""
    return f'<input type="checkbox"{_attributes(field, widget)}{checked}>'


def _select(field: BoundField, widget: Any) -> str:
    chosen = {str(value) for value in widget.format_value(field.value())}
    return f"<select{_attributes(field, widget)}>{''.join(_options(widget.choices, chosen))}</select>"


def _options(choices: Any, chosen: set[str]) -> list[str]:
    options = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            options.append(f'<optgroup label="{escape(str(value))}">{"".join(_options(label, chosen))}</optgroup>')
            continue
        code = "" if value is None else str(value)
        mark = " selected" if code in chosen else ""
        options.append(f'<option value="{escape(code)}"{mark}>{escape(str(label))}</option>')
    return options


WRITERS = {
    "TextInput": _text, "NumberInput": _text, "EmailInput": _text, "SwedishDateInput": _text,
    "CheckboxInput": _checkbox, "Select": _select, "SearchSelect": _select,
}  # fmt: skip

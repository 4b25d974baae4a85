"""How forms look and speak: one renderer for all of them, so that {{ form }} is enough in a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html
from django.utils.safestring import SafeString

UNCHOSEN = "Välj"
UNWORDED = ("---------", BLANK_CHOICE_LABEL)


class SwedishBoundField(BoundField):
    """A field with the design system's classes, its hint and its fault tied to it for those who listen."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        _say_unchosen(field)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not shown.is_hidden and "class" not in shown.attrs:
            built["class"] = "ds-input"
        if self.use_fieldset:
            # A required box in a group would demand every box; the group's own fault says it instead.
            built.pop("required", None)
        return built

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def focus_id(self) -> str:
        """Where the error summary leads: the field itself, or the first choice of a group."""
        return f"{self.auto_id}_0" if isinstance(self.field.widget, forms.RadioSelect) else str(self.auto_id)

    @property
    def optional_mark(self) -> SafeString | str:
        """Most fields are needed, so the others are marked; a filter marks none."""
        if self.field.required or getattr(self.form, "all_optional", False):
            return ""
        return format_html(' <span class="optional">{}</span>', "(frivilligt)")


def _say_unchosen(field: forms.Field) -> None:
    """The empty line of a list in Swedish, where nobody has worded it."""
    word = UNCHOSEN if field.required else "Inget"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label in UNWORDED:
            field.empty_label = word
            field.widget.choices = field.choices
        return
    choices = getattr(field, "choices", None)
    if isinstance(field, forms.ChoiceField) and isinstance(choices, Iterable):
        told = list(choices)
        if told and told[0][0] == "" and told[0][1] in UNWORDED:
            field.choices = [("", word), *told[1:]]


class SwedishRenderer(TemplatesSetting):
    """Renders forms with templates/base/forms and the overridden templates/django/forms."""

    form_template_name = "base/forms/form.html"
    field_template_name = "base/forms/field.html"
    bound_field_class = SwedishBoundField


@dataclass(frozen=True)
class FieldGroup:
    label: str
    fields: list[BoundField]


def field_groups(form: forms.BaseForm) -> list[FieldGroup]:
    """The form's fields as its `groups` say: (("Avtalstid", ("starts", "ends")), ...); the rest come first."""
    declared: tuple[tuple[str, tuple[str, ...]], ...] = getattr(form, "groups", ())
    taken = {name for _, names in declared for name in names}
    loose = [field for field in form.visible_fields() if field.name not in taken]
    grouped = [FieldGroup(label, [form[name] for name in names if name in form.fields]) for label, names in declared]
    return [FieldGroup("", loose)] * bool(loose) + [group for group in grouped if group.fields]

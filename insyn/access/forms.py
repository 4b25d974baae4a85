"""Accounts and roles, as an administrator types them."""

from typing import Any

from django import forms

from insyn.access.models import Role
from insyn.base.conflicts import RowForm
from insyn.base.fields import SearchSelect, SwedishDateField
from insyn.organisation.models import Board, Provider, Unit


class PersonForm(RowForm, forms.Form):
    name = forms.CharField(label="Namn", max_length=200)
    email = forms.EmailField(label="E-post", help_text="Används för att logga in.")
    title = forms.CharField(label="Titel", max_length=200, required=False)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Roll", choices=Role.choices)
    board = forms.ModelChoiceField(
        Board.objects.all(),
        label="Nämnd",
        required=False,
        empty_label="Alla nämnder",
        help_text="Gäller kommunens egna.",
    )
    provider = forms.ModelChoiceField(
        Provider.objects.all(),
        label="Utförare",
        required=False,
        empty_label="Ingen",
        widget=SearchSelect,
        help_text="Bara för enhetschefer hos utförare.",
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        label="Enhet",
        required=False,
        empty_label="Alla utförarens enheter",
        widget=SearchSelect,
        help_text="Bara för enhetschefer hos utförare.",
    )
    start = SwedishDateField(label="Från och med")
    last = SwedishDateField(label="Till och med", required=False)

    groups = (("Roll", ("role", "board")), ("Hos en utförare", ("provider", "unit")), ("Tid", ("start", "last")))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        manager = data.get("role") == Role.PROVIDER_MANAGER
        if manager and not data.get("provider"):
            self.add_error("provider", "Välj vilken utförare enhetschefen arbetar hos.")
        if manager and data.get("board"):
            self.add_error("board", "En enhetschef hos en utförare har ingen nämnd. Välj ”Alla nämnder”.")
        if not manager and (data.get("provider") or data.get("unit")):
            self.add_error("provider", "Utförare och enhet väljs bara för enhetschefer hos utförare.")
        start, last = data.get("start"), data.get("last")
        if start and last and last < start:
            self.add_error("last", "Slutdagen ligger före startdagen.")
        return data


class EndRoleForm(forms.Form):
    last = SwedishDateField(label="Sista dagen med rollen")

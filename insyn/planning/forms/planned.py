"""Forms of a planned follow-up."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from insyn.access.models import Role, RoleAssignment
from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishIntegerField
from insyn.base.templatetags.swedish import month
from insyn.contracts.models import Contract
from insyn.organisation.models import AreaSpell, Provider, ServiceArea, Unit
from insyn.people.models import Person
from insyn.planning.actions.planned import PlannedFields
from insyn.planning.models import FollowUpKind, FollowUpPlan, PlannedFollowUp
from insyn.planning.rules.months import months_of


class SeveralOf(forms.SelectMultiple):
    """A list from which several are chosen."""

    def __init__(self) -> None:
        super().__init__({"size": "8"})


def month_choices(plan: FollowUpPlan) -> list[tuple[str, str]]:
    months = months_of(plan.period.lower, plan.period.upper)
    return [("", "Ingen månad än"), *((first.isoformat(), month(first).capitalize()) for first in months)]


def written_month(month: dt.date | None) -> str:
    return month.isoformat() if month else ""


def read_month(value: str) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def officers_of(plan: FollowUpPlan, on: dt.date) -> QuerySet[Person]:
    """Those who follow up for one of the plan's boards, or for all of them."""
    held = RoleAssignment.objects.on(on).filter(
        Q(board__isnull=True) | Q(board__in=plan.boards.all()),
        role__in=(Role.OFFICER, Role.STRATEGIST, Role.MEDICAL),
    )
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id"))


class PlannedForm(RowForm, forms.Form):
    title = forms.CharField(
        label="Rubrik", max_length=200, help_text="Blir offentlig med planen. Skriv inga personnamn."
    )
    kind = forms.ChoiceField(label="Slag", choices=FollowUpKind.choices)
    ground = forms.ChoiceField(label="Grund", choices=PlannedFollowUp.Ground.choices)
    area = forms.ModelChoiceField(
        ServiceArea.objects.none(), label="Verksamhetsområde", required=False, empty_label="Inget", widget=SearchSelect
    )
    contracts = forms.ModelMultipleChoiceField(
        Contract.objects.none(), label="Avtal", required=False, widget=SeveralOf,
        help_text="Håll ned Ctrl för att välja flera.",
    )  # fmt: skip
    units = forms.ModelMultipleChoiceField(
        Unit.objects.order_by("name"), label="Enheter", required=False, widget=SeveralOf,
        help_text="Håll ned Ctrl för att välja flera.",
    )  # fmt: skip
    providers = forms.ModelMultipleChoiceField(
        Provider.objects.order_by("name"), label="Hela utförare", required=False, widget=SeveralOf,
        help_text="Håll ned Ctrl för att välja flera.",
    )  # fmt: skip
    month = forms.ChoiceField(label="Månad", required=False, help_text="Visas aldrig offentligt i förväg.")
    responsible = forms.ModelChoiceField(
        Person.objects.none(), label="Ansvarig", required=False, empty_label="Ingen än"
    )
    assistant = forms.ModelChoiceField(
        Person.objects.none(), label="Biträdande", required=False, empty_label="Ingen än"
    )
    effort_days = SwedishIntegerField(
        label="Beräknade arbetsdagar", min_value=1, max_value=250, initial=10,
        help_text="Räknas helt för den ansvariga och till hälften för den biträdande.",
    )  # fmt: skip
    note = forms.CharField(label="Anteckning", widget=LongText, required=False, help_text="Blir inte offentlig.")
    groups = (
        ("Vad som följs upp", ("area", "contracts", "units", "providers")),
        ("När och av vem", ("month", "responsible", "assistant", "effort_days")),
    )

    def __init__(self, *args: Any, plan: FollowUpPlan, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = plan.boards.values("pk")
        officers = officers_of(plan, on)
        narrowed: dict[str, QuerySet[Any]] = {
            "area": ServiceArea.objects.filter(pk__in=AreaSpell.objects.filter(board__in=boards).values("area_id")),
            "contracts": Contract.objects.filter(board__in=boards),
            "responsible": officers,
            "assistant": officers,
        }
        for name, rows in narrowed.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["month"].choices = month_choices(plan)  # type: ignore[attr-defined]

    def saved(self, row: PlannedFollowUp) -> dict[str, Any]:
        self.revision = row.revision
        targets = list(row.targets.all())
        names = ("title", "kind", "ground", "area", "responsible", "assistant", "effort_days", "note")
        return {name: row.serializable_value(name) for name in names} | {
            "month": written_month(row.month),
            "contracts": [each.contract_id for each in targets if each.contract_id],
            "units": [each.unit_id for each in targets if each.unit_id],
            "providers": [each.provider_id for each in targets if each.provider_id],
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("responsible") and data.get("responsible") == data.get("assistant"):
            self.add_error("assistant", "Ansvarig och biträdande ska vara två olika personer. Byt den ena.")
        return data

    @property
    def planned_fields(self) -> PlannedFields:
        data = self.cleaned_data
        return PlannedFields(**{**data, "month": read_month(data["month"])})


class MoveForm(RowForm, forms.Form):
    month = forms.ChoiceField(label="Månad", required=False)

    def __init__(self, *args: Any, plan: FollowUpPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = month_choices(plan)  # type: ignore[attr-defined]

    def saved(self, row: PlannedFollowUp) -> dict[str, Any]:
        self.revision = row.revision
        return {"month": written_month(row.month)}


class CancelForm(forms.Form):
    reason = forms.CharField(label="Skäl", max_length=300, help_text="Varför uppföljningen utgår ur planen.")


class DismissForm(forms.Form):
    reason = forms.CharField(label="Skäl", max_length=300, help_text="Varför förslaget inte tas med i planen.")

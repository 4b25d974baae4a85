"""Forms for what is gathered: notice, requests, visits, and the individual's own view."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SwedishDateField
from insyn.casework.actions.visits import VisitDetails
from insyn.casework.models import FollowUpTarget, IndividualsView, Visit
from insyn.casework.queries.providers import Addressee

ANNOUNCED = (("yes", "Föranmält"), ("no", "Oanmält"))


class IndividualsViewForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # as Django has it
    class Meta:
        model = IndividualsView
        fields = ("how", "text", "why_not")
        widgets = {"text": LongText(), "why_not": LongText()}
        help_texts = {
            "text": "Behövs när uppfattningen har inhämtats. Skriv inget som pekar ut en enskild.",
            "why_not": "Behövs när uppfattningen inte har inhämtats.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("how") == IndividualsView.How.NOT_OBTAINED:
            if not (data.get("why_not") or "").strip():
                self.add_error("why_not", "Skriv varför den enskildes uppfattning inte har inhämtats.")
        elif data.get("how") and not (data.get("text") or "").strip():
            self.add_error("text", "Skriv vad som framkom.")
        return data


class NoticeForm(forms.Form):
    title = forms.CharField(label="Rubrik", max_length=200)
    text = forms.CharField(label="Text", widget=LongText({"rows": "14"}))
    sent_date = SwedishDateField(label="Avsänds")


class RequestForm(forms.Form):
    addressee = forms.ChoiceField(label="Vem som ska skicka in")
    text = forms.CharField(
        label="Vad som begärs",
        widget=LongText(),
        help_text="Till exempel: bemanningsschema för mars, rutin för avvikelser.",
    )
    due_date = SwedishDateField(label="Senast")

    def __init__(self, *args: Any, people: Iterable[Addressee], day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["addressee"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        self.addressees = {each.key: each for each in people}
        field.choices = [(key, each.name) for key, each in self.addressees.items()]
        self.day = day

    def clean_due_date(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_date"]
        if due < self.day:
            raise forms.ValidationError("Sista dagen har redan varit. Välj en senare dag.")
        return due

    @property
    def chosen(self) -> Addressee:
        return self.addressees[self.cleaned_data["addressee"]]


class ExtensionForm(forms.Form):
    until = SwedishDateField(label="Ny sista dag")
    reason = forms.CharField(label="Skäl till längre tid", max_length=300)


class VisitForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # as Django has it
    date = SwedishDateField(label="Dag")
    methods = forms.MultipleChoiceField(
        label="Metoder", choices=Visit.Method.choices, widget=forms.CheckboxSelectMultiple()
    )
    announced = forms.ChoiceField(label="Föranmält eller inte", choices=ANNOUNCED, widget=forms.RadioSelect())
    met = forms.MultipleChoiceField(
        label="Vilka parter som möttes",
        choices=Visit.Party.choices,
        widget=forms.CheckboxSelectMultiple(),
        required=False,
    )

    class Meta:
        model = Visit
        fields = ("date", "target", "methods", "met", "text")
        labels = {"target": "Vad besöket avser"}
        widgets = {"text": LongText({"rows": "8"})}
        help_texts = {"text": "Skriv inget som pekar ut en enskild."}

    def __init__(self, *args: Any, targets: list[FollowUpTarget], **kwargs: Any) -> None:
        instance: Visit | None = kwargs.get("instance")
        if instance:
            announced = {"announced": "yes" if instance.is_announced else "no"}
            kwargs["initial"] = {**announced, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.order_fields(("date", "target", "announced", "methods", "met", "text"))
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = FollowUpTarget.objects.filter(pk__in=[each.pk for each in targets]).select_related(
            "unit_spell", "contract", "provider_spell"
        )
        field.required, field.empty_label = False, "Hela uppföljningen"

    def current_values(self) -> dict[str, Any]:
        values = dict(super().current_values())
        if self.instance.pk:
            kept = Visit.objects.values_list("is_announced", flat=True).get(pk=self.instance.pk)
            values["announced"] = "yes" if kept else "no"
        return values

    def details(self) -> VisitDetails:
        data = self.cleaned_data
        return VisitDetails(
            date=data["date"],
            methods=tuple(data["methods"]),
            is_announced=data["announced"] == "yes",
            met=tuple(data["met"]),
            text=data["text"],
            target_id=data["target"].pk if data["target"] else None,
        )

"""What anybody may send in about the care: an opinion or a complaint, with a name or without."""

import re
from typing import Any

from django import forms

from insyn.base.fields import LongText, SearchSelect
from insyn.base.periods import today
from insyn.base.pointing import PointingForm
from insyn.organisation.models import AreaSpell, ServiceArea, Unit, UnitSpell
from insyn.registers.models import Category, Event

MOST_SIGNS = 6000
# Signs that are not seen, or that turn the text around them; a line's end and a tab are left.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
KINDS = (
    (Event.Kind.OPINION.value, "En synpunkt: något som är bra, dåligt eller kan bli bättre"),
    (Event.Kind.COMPLAINT.value, "Ett klagomål: något som jag vill att ni utreder och svarar på"),
)
WHO = (
    ("", "Vill inte säga"),
    (Event.Source.USER.value, "Den som får omsorg eller stöd"),
    (Event.Source.RELATIVE.value, "Anhörig eller närstående"),
    (Event.Source.STAFF.value, "Personal"),
    (Event.Source.CASE_OFFICER.value, "Biståndshandläggare"),
    (Event.Source.OMBUDSMAN.value, "Äldreombud"),
    (Event.Source.OTHER.value, "Någon annan"),
)
WHAT_FOR = (
    "Används bara för att svara dig, visas bara för dem som tar hand om ärendet och raderas när det är avslutat. "
    "Lämna tomt om du vill vara anonym. Då kan vi inte svara."
)


class OpinionForm(PointingForm, forms.Form):
    keep_label = "Skicka texten som den är"

    kind = forms.ChoiceField(label="Vad vill du lämna?", choices=KINDS, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Vilken enhet gäller det?", required=False, empty_label="Vet inte, eller flera",
        widget=SearchSelect,
    )  # fmt: skip
    area = forms.ModelChoiceField(
        ServiceArea.objects.none(), label="Vilken verksamhet gäller det?", required=False, empty_label="Vet inte",
        help_text="Behövs bara om du inte har valt en enhet.",
    )  # fmt: skip
    category = forms.ModelChoiceField(
        Category.objects.none(), label="Vad handlar det om?", required=False, empty_label="Vet inte, eller annat"
    )
    text = forms.CharField(
        label="Berätta", widget=LongText({"rows": "8"}), max_length=MOST_SIGNS,
        help_text="Vad hände, när och var? Skriv helst inga namn eller personnummer.",
    )  # fmt: skip
    source = forms.ChoiceField(label="Vem är du?", choices=WHO, required=False)
    name = forms.CharField(label="Ditt namn", required=False, max_length=200)
    reach = forms.CharField(
        label="E-post eller telefon, om du vill ha svar", required=False, max_length=200, help_text=WHAT_FOR
    )
    # People do not see this field; what fills it in is a machine.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    groups = (
        ("Vad det gäller", ("kind", "unit", "area", "category", "text")),
        ("Om dig", ("source", "name", "reach")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        day = today()
        open_spells = UnitSpell.objects.on(day)
        fields["unit"].queryset = Unit.objects.filter(pk__in=open_spells.values("unit")).order_by("name")
        fields["area"].queryset = ServiceArea.objects.filter(pk__in=AreaSpell.objects.on(day).values("area")).order_by(
            "name"
        )
        fields["category"].queryset = Category.objects.on(day).filter(parent=None)
        self.allowed = frozenset(open_spells.values_list("name", flat=True)) if self.is_bound else frozenset()

    def clean_text(self) -> str:
        text = UNSEEN.sub("", self.cleaned_data["text"].replace("\r\n", "\n")).strip()
        if not text:
            raise forms.ValidationError("Skriv vad du vill berätta.")
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("website"):
            raise forms.ValidationError("Formuläret kunde inte tas emot. Ring kommunens växel i stället.")
        if data.get("name") and not data.get("reach"):
            self.add_error("reach", "Skriv hur vi når dig, eller ta bort namnet om du vill vara anonym.")
        return data

    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in ("kind", "unit", "area", "category", "text", "name", "reach")}
        return told | {"source": self.cleaned_data["source"] or Event.Source.PUBLIC}

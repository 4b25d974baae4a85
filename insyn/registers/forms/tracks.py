"""What people type about legal tracks: opening one, the decision, and a step with what shows it."""

from typing import Any, ClassVar

from django import forms

from insyn.base.fields import LongText, SwedishDateField
from insyn.base.files import UploadField
from insyn.base.pointing import PointingForm
from insyn.people.models import Person
from insyn.registers.models import Track, TrackStep
from insyn.registers.rules import STEPS, deciders

SHOWN = "Till exempel diarienummer, brev eller mottagningsbevis. Skriv inga namn på enskilda."


class TrackForm(forms.Form):
    """`holders` gives the people of the board by the roles they hold: who may decide depends on the law."""

    basis = forms.ChoiceField(label="Lagspår")
    started_date = SwedishDateField(label="Började")
    decider = forms.ModelChoiceField(
        Person.objects.none(),
        label="Beslutar",
        required=False,
        help_text="Lex Maria och HSL: MAS eller MAR. Lex Sarah: kvalitetsstrateg.",
    )

    def __init__(self, *args: Any, taken: set[str], holders: dict[int, set[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = holders
        basis: Any = self.fields["basis"]
        basis.choices = [("", "Välj"), *(each for each in Track.Basis.choices if each[0] not in taken)]
        decider: Any = self.fields["decider"]
        decider.queryset = Person.objects.filter(pk__in=holders).order_by("name")
        decider.label_from_instance = lambda person: person.name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        decider, basis = data.get("decider"), data.get("basis")
        if decider and basis and not self.holders[decider.pk] & set(deciders(basis)):
            self.add_error("decider", f"{decider.name} får inte besluta enligt {Track.Basis(basis).label}.")
        return data


class EvidenceForm(PointingForm, forms.Form):
    """Something that was done: which day, and what shows it, in words or as a file."""

    pointed_fields: ClassVar[tuple[str, ...]] = ("evidence",)
    must_be_shown: ClassVar[bool] = True

    done_date = SwedishDateField(label="Gjort den")
    evidence = forms.CharField(label="Vad som visar det", max_length=300, required=False, help_text=SHOWN)
    file = UploadField(label="Fil", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.must_be_shown and not self.errors and not data.get("evidence") and not data.get("file"):
            self.add_error(
                "evidence",
                "Skriv vad som visar att det är gjort, eller bifoga en fil. Utan det fortsätter fristen att löpa.",
            )
        return data


class StepForm(EvidenceForm):
    pointed_fields = ("evidence", "note")
    kind = forms.ChoiceField(label="Steg")
    note = forms.CharField(label="Anteckning", widget=LongText, required=False)

    field_order = ("kind", "done_date", "evidence", "file", "note")

    def __init__(self, *args: Any, basis: str, done: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [kind for kind in STEPS[basis] if kind not in done and kind != TrackStep.Kind.ASSESSED]
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Välj"), *((each, TrackStep.Kind(each).label) for each in left)]


class SeriousnessForm(EvidenceForm):
    """The decision itself is what shows that it is made; a protocol may be named besides."""

    pointed_fields = ("ground", "evidence")
    must_be_shown = False
    is_serious = forms.TypedChoiceField(
        label="Bedömning",
        choices=[("yes", "Allvarligt"), ("no", "Inte allvarligt")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    ground = forms.CharField(
        label="Skäl", widget=LongText, help_text="Varför det är eller inte är allvarligt. Det visas på ärendets sida."
    )

    field_order = ("is_serious", "ground", "done_date", "evidence", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].label = "Beslutet finns i"
        self.fields["evidence"].help_text = "Till exempel diarienummer. Lämna tomt om skälet här är beslutet."


class RemovalForm(PointingForm, forms.Form):
    pointed_fields = ("reason",)

    reason = forms.CharField(
        label="Varför steget tas bort", widget=LongText, help_text="Skälet står kvar i historiken."
    )

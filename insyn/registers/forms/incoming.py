"""What an official decides about something that the public has sent in."""

from typing import Any, ClassVar

from django import forms

from insyn.base.fields import LongText
from insyn.base.periods import local_date
from insyn.registers.forms.events import ComplaintForm
from insyn.registers.models import Incoming

NOT_ASKED = ("reference", "registered_date")


class RegistrationForm(ComplaintForm):
    """The day it came in is known, and the number is the next."""

    class Meta(ComplaintForm.Meta):
        help_texts: ClassVar = ComplaintForm.Meta.help_texts | {
            "text": "Så här skrev den som skickade in det. Ta bort det som pekar ut någon enskild."
        }

    def __init__(self, *args: Any, incoming: Incoming, **kwargs: Any) -> None:
        names = ("kind", "source", "board", "unit", "category", "text")
        initial = {name: getattr(incoming, name) for name in names} | {"is_formal": incoming.kind == "complaint"}
        super().__init__(
            *args, initial={name: value for name, value in initial.items() if value not in {None, ""}}, **kwargs
        )
        self.came = local_date(incoming.received_at)
        for name in NOT_ASKED:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        happened = data.get("occurred_date")
        if happened and happened > self.came:
            self.add_error("occurred_date", "Det kan inte ha inträffat efter den dag då det kom in.")
        return data

    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self._meta.fields or () if name not in NOT_ASKED}
        return told | {"has_personal_number": self.has_personal_number}


class SettlementForm(forms.Form):
    STATES = (
        (Incoming.State.MOVED_ON.value, "Lämna vidare: det hör hemma någon annanstans"),
        (Incoming.State.PUT_ASIDE.value, "Lägg undan: det är ingen synpunkt, till exempel reklam"),
    )
    state = forms.ChoiceField(label="Vad ska hända?", choices=STATES, widget=forms.RadioSelect)
    outcome = forms.CharField(
        label="Vart den lämnas, eller varför den läggs undan", widget=LongText, max_length=2000,
        help_text="Skriv inte av något ur texten. Kontaktuppgifterna raderas när du sparar.",
    )  # fmt: skip

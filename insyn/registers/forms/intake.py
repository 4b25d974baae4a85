"""A file of events or volumes, and what is known of it."""

from typing import Any

from django import forms

from insyn.base.files import UploadField
from insyn.base.models import ImportRun
from insyn.registers.queries.mappings import mappings

SUBJECTS = [
    (ImportRun.Subject.EVENTS.value, "Händelser: avvikelser, klagomål, rapporter"),
    (ImportRun.Subject.VOLUMES.value, "Volymer: personer, vårddygn, personaltimmar"),
]
GROUPS = {"events": "Händelser", "volumes": "Volymer"}


class FileForm(forms.Form):
    file = UploadField(
        label="Fil", accept=".xlsx,.csv,.txt", help_text="Verksamhetssystemets export: xlsx, csv eller txt."
    )
    subject = forms.ChoiceField(label="Varje rad i filen är", choices=SUBJECTS, widget=forms.RadioSelect)
    mapping = forms.ChoiceField(
        label="Kolumner",
        required=False,
        help_text="En mappning som är sparad sedan tidigare. Annars väljer du kolumnerna i nästa steg.",
    )
    is_complete = forms.BooleanField(
        label="Filen är fullständig",
        required=False,
        help_text="Det som har lästs in förut från samma system, för filens enheter och tid, och nu saknas i filen "
        "märks som utgånget.",
    )
    is_strict = forms.BooleanField(
        label="Allt eller inget",
        required=False,
        help_text="Är en enda rad fel sparas ingen. Annars sparas de rätta raderna, och de andra får du tillbaka.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("subject", ImportRun.Subject.EVENTS.value)
        self._mappings = mappings()
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, found in self._mappings.items():
            groups.setdefault(GROUPS[found.subject], []).append((name, name))
        field: Any = self.fields["mapping"]
        field.choices = [("", "Välj kolumner i nästa steg"), *groups.items()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        found = self._mappings.get(data.get("mapping", ""))
        if found and data.get("subject") and found.subject != data["subject"]:
            self.add_error("mapping", f"Mappningen läser {GROUPS[found.subject].lower()}. Välj en annan, eller ändra.")
        data["rules"] = found.mapping if found else None
        return data

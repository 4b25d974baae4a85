"""A form that points out what may name a person in its free text, before anything is kept."""

from collections.abc import Set
from hashlib import sha256
from typing import Any, ClassVar

from django import forms

from insyn.base.detection import Certainty, Ground, Span, detect

KEPT = "keep_as_written"
LIKE_A_NUMBER = (Ground.PERSONAL_NUMBER, Ground.SOLE_TRADER)


class PointingForm(forms.BaseForm):
    """Mix in before a form class. `pointed_fields` are read; the second time, a person may say that all shall stand.

    What somebody says shall stand is what they saw pointed out: with other words in the text they are asked again.
    How somebody feels or what happened to them is what these texts are about, and is not pointed out.
    """

    pointed_fields: ClassVar[tuple[str, ...]] = ("text",)
    keep_label: ClassVar[str] = "Jag har läst igenom texten, och det ska stå så här"
    allowed: Set[str] = frozenset()

    has_personal_number = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        found = {name: self._pointed_out(str(data.get(name) or "")) for name in self.pointed_fields}
        self.has_personal_number = any(span.ground in LIKE_A_NUMBER for spans in found.values() for span in spans)
        words = [f"{span.ground}:{span.text}" for spans in found.values() for span in spans]
        seal = sha256("\n".join(sorted(words)).encode()).hexdigest()[:20]
        if words and self.data.get(self.add_prefix(KEPT)) != seal:
            self._ask(found, seal)
        return data

    def _pointed_out(self, text: str) -> list[Span]:
        spans = detect(text, allow=self.allowed)
        return [
            each for each in spans if each.ground is not Ground.CIRCUMSTANCE and each.certainty > Certainty.POSSIBLE
        ]

    def _ask(self, found: dict[str, list[Span]], seal: str) -> None:
        box = forms.CheckboxInput(attrs={"value": seal}, check_test=lambda value: False)
        self.fields[KEPT] = forms.BooleanField(label=self.keep_label, required=False, widget=box)
        # Last of all, where one comes after having read.
        self.groups = (*getattr(self, "groups", ()), ("Innan du sparar", (KEPT,)))
        for name, spans in found.items():
            if spans:
                told = ", ".join(f"”{span.text}” ({span.ground.label.lower()})" for span in spans)
                self.add_error(
                    name, f"Det här kan peka ut en person: {told}. Ta bort det, eller kryssa i ”{self.keep_label}”."
                )

"""The form of a stage change: a note, and the stage the person had before them."""

from typing import Any

from django import forms

from insyn.base.fields import LongText


class StageChangeForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    note = forms.CharField(label="Anteckning", widget=LongText(), required=False)

    def __init__(self, *args: Any, note_label: str = "", note_help: str = "", is_needed: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.help_text, note.required = note_label or "Anteckning", note_help, is_needed

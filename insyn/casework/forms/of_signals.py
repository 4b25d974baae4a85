"""The form that adds a signal to a follow-up that runs already."""

from typing import Any

from django import forms

from insyn.base.fields import LongText
from insyn.casework.forms.opening import SERIOUS
from insyn.casework.models import FollowUp


class JoiningForm(forms.Form):
    follow_up = forms.ModelChoiceField(FollowUp.objects.none(), label="Pågående uppföljning", empty_label=None)
    is_serious = forms.BooleanField(
        label="Signalen bedöms som allvarlig",
        required=False,
        help_text=SERIOUS,
    )
    reason = forms.CharField(label="Anteckning", required=False, widget=LongText())

    def __init__(self, *args: Any, running: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["follow_up"]
        field.queryset = running
        field.label_from_instance = lambda row: f"{row.registry_number} {row.title} ({row.get_stage_display()})"

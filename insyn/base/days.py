"""Which day a page is read as of: today, or the one that somebody asks for with ?dag=2024-05-01."""

import datetime as dt

from django import forms
from django.http import HttpRequest

from insyn.base.fields import SwedishDateField
from insyn.base.periods import today

ASKED = "dag"


class DayForm(forms.Form):
    """The day picker of a dated page."""

    all_optional = True
    dag = SwedishDateField(label="Visa som det var den", required=False, help_text="")


class Asked:
    """The day of a request: `day`, whether it is another than today, and the form to choose it with."""

    def __init__(self, request: HttpRequest) -> None:
        self.today = today()
        self.form = DayForm(request.GET if ASKED in request.GET else {ASKED: self.today.isoformat()})
        self.day: dt.date = (self.form.cleaned_data[ASKED] or self.today) if self.form.is_valid() else self.today
        self.is_today = self.day == self.today

    @property
    def query(self) -> str:
        """What to add to an address so that the next page is read as of the same day."""
        return "" if self.is_today else f"?{ASKED}={self.day.isoformat()}"

"""Forms of the preparation list."""

from django import forms

from insyn.base.fields import LongText


class TickForm(forms.Form):
    shown = forms.CharField(required=False, widget=forms.HiddenInput())
    note = forms.CharField(
        label="Anteckning", required=False, widget=LongText({"rows": "4"}), help_text="Vad som är värt att ta med."
    )


class UntickForm(forms.Form):
    reason = forms.CharField(label="Varför avprickningen tas bort", max_length=300)


class ItemForm(forms.Form):
    title = forms.CharField(label="Vad som ska läsas", max_length=200)

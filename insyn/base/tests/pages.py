"""A few pages for the tests of what surrounds every page: one row, one form, one text."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.urls import include, path

from insyn.base.conflicts import MergingForm, conflict_page
from insyn.base.history import history_of
from insyn.base.models import Letter, StoredFile
from insyn.base.refusals import Refusal

NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
PAGE = """{% extends "base/bare.html" %}{% block title %}Brev{% endblock %}{% block content %}
{% include "base/_form.html" with submit="Spara" draft=True %}{% endblock %}"""
HISTORY = """{% extends "base/bare.html" %}{% block title %}En fil{% endblock %}{% block content %}
{% include "base/_history.html" %}{% endblock %}"""


class LetterForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # as Django has it
    class Meta:
        model = Letter
        fields = ("subject", "body", "to")


class Refused(Refusal):
    message = "Det går inte."


def show(request: HttpRequest, form: forms.BaseForm, status: int = 200) -> HttpResponse:
    text = engines["django"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(text, status=status)


def letters(request: HttpRequest) -> HttpResponse:
    """A new letter for each POST."""
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.key, form.instance.written_at = f"{Letter.objects.count()}", NOON
        form.save()
        if form.instance.subject == "vägra":
            raise Refused
        return redirect("letter", form.instance.pk)
    return show(request, form, 422 if form.errors else 200)


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Letter, pk=pk)
    form = LetterForm(request.POST or None, instance=found)
    if request.method == "POST":
        if form.is_valid():
            form.save()
            return redirect("letter", pk)
        if form.clashes:
            return conflict_page(request, form, title="Brev", cancel=request.path)
    return show(request, form, 422 if form.errors else 200)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What has happened to a file."""
    text = engines["django"].from_string(HISTORY)
    return HttpResponse(text.render({"history": history_of(get_object_or_404(StoredFile, pk=pk))}, request))


def gated(view: Any) -> Any:
    from django.contrib.auth.decorators import login_required

    inside = login_required(view)
    inside.gate = "signed_in"
    return inside


urlpatterns = [
    path("brev/", gated(letters), name="letters"),
    path("brev/<int:pk>/", gated(letter), name="letter"),
    path("filer/<int:pk>/", gated(file), name="file"),
    path("", include("config.urls")),
]
handler400 = "insyn.base.views.faults.bad_request"
handler403 = "insyn.base.views.faults.forbidden"

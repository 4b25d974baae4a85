"""The administrator's pages for accounts and roles."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access import actions, forms, queries
from insyn.access.gates import PersonRequest, staff
from insyn.access.lists import People
from insyn.access.models import Role, RoleAssignment
from insyn.base.conflicts import conflict_page
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.people import actions as accounts
from insyn.people.models import Person

administrator = staff(Role.ADMINISTRATOR)


@administrator
@require_safe
def people(request: PersonRequest) -> HttpResponseBase:
    return respond(request, People(request, queries.people_with_roles(today())), "access/people.html")


@administrator
@require_http_methods(["GET", "POST"])
def new_person(request: PersonRequest) -> HttpResponse:
    form = forms.PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = accounts.create_person(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, f"Kontot för {person.name} är upplagt. Ge det en roll.")
            return redirect("access:role_new", person.pk)
    return _form_page(request, form, "Nytt konto", "Lägg upp kontot", reverse("access:people"))


@administrator
@require_safe
def person(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    roles = queries.roles_of(found)
    context = {"person": found, "roles": roles, "history": history_of(found, *(role.row for role in roles))}
    return render(request, "access/person.html", context)


@administrator
@require_http_methods(["GET", "POST"])
def person_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    form = forms.PersonForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_person(person_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, "Kontot är ändrat.")
            return redirect("access:person", pk)
    return _form_page(request, form, f"Ändra {found.name}", "Spara", reverse("access:person", args=[pk]))


@administrator
@require_http_methods(["GET", "POST"])
def closure(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    if request.method == "POST":
        accounts.close_person(person_id=pk, by=request.user, at=timezone.now())
        messages.success(request, f"Kontot för {found.name} är stängt.")
        return redirect("access:person", pk)
    context = {
        "question": f"Stänga kontot för {found.name}?",
        "consequence": "Personen kan inte logga in längre. Allt den har gjort står kvar, och kontot kan öppnas igen.",
        "confirm": "Stäng kontot",
        "cancel": reverse("access:person", args=[pk]),
        "crumbs": [("Personer", reverse("access:people")), (found.name, reverse("access:person", args=[pk]))],
    }
    return render(request, "base/confirm.html", context)


@administrator
@require_POST
def reopening(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    accounts.reopen_person(person_id=pk, by=request.user, at=timezone.now())
    messages.success(request, f"Kontot för {found.name} är öppet igen.")
    return redirect("access:person", pk)


@administrator
@require_http_methods(["GET", "POST"])
def role_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    form = forms.RoleForm(request.POST or None, initial={"start": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(person=found, **_grant(form), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{found.name} har fått rollen.")
            return redirect("access:person", pk)
    return _form_page(request, form, f"Ge {found.name} en roll", "Ge rollen", reverse("access:person", args=[pk]))


@administrator
@require_http_methods(["GET", "POST"])
def role_end(request: PersonRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(RoleAssignment.objects.visible_to(request.scope).select_related("person"), pk=pk)
    form = forms.EndRoleForm(request.POST or None, initial={"last": today()})
    if request.method == "POST" and form.is_valid():
        end = form.cleaned_data["last"] + dt.timedelta(days=1)
        try:
            actions.end_role(assignment_id=pk, end=end, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Rollen är avslutad.")
            return redirect("access:person", assignment.person_id)
    back = reverse("access:person", args=[assignment.person_id])
    title = f"Avsluta rollen {assignment.get_role_display()} för {assignment.person.name}"
    return _form_page(request, form, title, "Avsluta rollen", back)


def _grant(form: forms.RoleForm) -> dict[str, Any]:
    data = form.cleaned_data
    end = data["last"] + dt.timedelta(days=1) if data["last"] else None
    where = {key: data[key] for key in ("role", "board", "provider", "unit", "start")}
    return where | {"end": end}


def _form_page(request: HttpRequest, form: Any, title: str, submit: str, cancel: str) -> HttpResponse:
    if getattr(form, "clashes", ()):
        return conflict_page(request, form, title=f"{title}: två har ändrat samtidigt", cancel=cancel)
    context = {"form": form, "title": title, "submit": submit, "cancel": cancel}
    return render(request, "access/form.html", context, status=422 if form.errors else 200)

"""The pages that boards, areas, assignments, providers and units share: list, page, history and the acts."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.base.conflicts import conflict_page
from insyn.base.days import Asked
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.organisation import actions, forms, parts
from insyn.organisation.kinds import AREA, BOARD, Kind
from insyn.organisation.lists import LISTS, AreasUnder, AssignmentsUnder, UnitsUnder
from insyn.organisation.models import Identity
from insyn.organisation.queries.rows import areas_under, assignments_under, rows_of, units_under
from insyn.organisation.queries.subjects import page_of
from insyn.people.gates import PersonRequest, staff
from insyn.people.roles import Role

EDITORS = (Role.ADMINISTRATOR, Role.STRATEGIST)
readers, editors = staff(), staff(*EDITORS)


@readers
@require_safe
def listing(request: PersonRequest, kind: Kind) -> HttpResponseBase:
    shown = LISTS[kind.name](request, rows_of(kind, request.scope, Asked(request).day))
    context = {"kind": kind, "may_edit": request.scope.has_role(*EDITORS), "new_url": reverse(kind.address("new"))}
    return respond(request, shown, "organisation/list.html", context)


@readers
@require_safe
def subject(request: PersonRequest, kind: Kind, pk: int) -> HttpResponse:
    found, asked = _found(request, kind, pk), Asked(request)
    page = page_of(kind, pk, asked.day, asked.today)
    context = _context(request, kind, found) | {"page": page, "asked": asked}
    if kind is BOARD:
        context["list"] = AreasUnder(request, areas_under(pk, request.scope, asked.day))
    if kind is AREA:
        context["list"] = AssignmentsUnder(request, assignments_under(pk, request.scope, asked.day))
    return render(request, "organisation/subject.html", context)


@readers
@require_safe
def units(request: PersonRequest, kind: Kind, pk: int) -> HttpResponseBase:
    found, asked = _found(request, kind, pk), Asked(request)
    shown = UnitsUnder(request, units_under(kind, pk, request.scope, asked.day))
    return respond(request, shown, "organisation/units.html", _context(request, kind, found) | {"asked": asked})


@readers
@require_safe
def history(request: PersonRequest, kind: Kind, pk: int) -> HttpResponse:
    found = _found(request, kind, pk)
    context = _context(request, kind, found) | {"history": history_of(found)}
    return render(request, "organisation/history.html", context)


@editors
@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, kind: Kind) -> HttpResponse:
    form = forms.opening_form(kind)(request.POST or None, initial={"start": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.open_subject(
                kind=kind,
                key=data["key"].strip(),
                start=data["start"],
                fields=form.facts(),
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{made.name} finns nu i registret.")
            return redirect(kind.page, made.pk)
    return _form_page(request, form, kind=kind, title=kind.new, submit="Lägg till", cancel=reverse(kind.listing))


@editors
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, kind: Kind, pk: int) -> HttpResponse:
    found, asked = _found(request, kind, pk), Asked(request)
    spell = kind.dated.spell_on(pk, asked.day)
    if spell is None:
        messages.warning(request, f"Den {asked.day} var {kind.the} inte öppen. Öppna på nytt, eller välj en annan dag.")
        return redirect(kind.page, pk)
    form = forms.change_form(kind)(request.POST or None, kind=kind, spell=spell, initial={"day": asked.day})
    title = f"Ändra {found.name} från en dag"
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.change_subject(
                kind=kind,
                subject_id=pk,
                day=form.cleaned_data["day"],
                changes=form.changes(),
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _changed(made.valid.lower, made.valid.upper))
            return redirect(kind.page, pk)
    shown = {"title": title, "submit": "Ändra från den dagen", "template": "organisation/change.html"}
    return _spell_page(request, form, kind=kind, found=found, **shown)


def _changed(start: dt.date, end: dt.date | None) -> str:
    until = f" till och med {end - dt.timedelta(days=1)}, då nästa kända ändring tar vid" if end else ""
    return f"Ändringen gäller från och med {start}{until}. Det som gällde förut står kvar."


@editors
@require_http_methods(["GET", "POST"])
def correction(request: PersonRequest, kind: Kind, pk: int, spell_pk: int) -> HttpResponse:
    found = _found(request, kind, pk)
    spell = get_object_or_404(kind.dated.spells, pk=spell_pk, **{kind.dated.link: found})
    form = forms.correction_form(kind)(request.POST or None, kind=kind, spell=spell)
    title = f"Rätta ett fel om {found.name}"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.correct_spell(
                kind=kind,
                spell_id=spell_pk,
                start=data["start"],
                end=data["last"] + dt.timedelta(days=1) if data["last"] else None,
                changes=form.changes(),
                reason=data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Felet är rättat. Skälet står i historiken.")
            return redirect(kind.page, pk)
    shown = {"title": title, "submit": "Spara rättelsen", "template": "organisation/correction.html"}
    return _spell_page(request, form, kind=kind, found=found, **shown)


@editors
@require_http_methods(["GET", "POST"])
def withdrawal(request: PersonRequest, kind: Kind, pk: int, spell_pk: int) -> HttpResponse:
    found = _found(request, kind, pk)
    spell = get_object_or_404(kind.dated.spells, pk=spell_pk, **{kind.dated.link: found})
    page = reverse(kind.page, args=[pk])
    if request.method == "POST":
        actions.withdraw_change(kind=kind, spell_id=spell_pk, by=request.user, at=timezone.now())
        messages.success(request, "Ändringen är borttagen. Det som gällde före den fortsätter att gälla.")
        return redirect(page)
    context = {
        "question": f"Ta bort ändringen från {spell.valid.lower}?",
        "consequence": "Gör så när ändringen aldrig skedde. Det som gällde före den fortsätter då att gälla. "
        "Att ändringen fanns i registret syns i historiken.",
        "confirm": "Ta bort ändringen",
        "cancel": page,
        "crumbs": [(kind.title, reverse(kind.listing)), (found.name, page)],
    }
    return render(request, "base/confirm.html", context)


@editors
@require_http_methods(["GET", "POST"])
def closure(request: PersonRequest, kind: Kind, pk: int) -> HttpResponse:
    found = _found(request, kind, pk)
    form = forms.Closing(request.POST or None, initial={"last_day": today()})
    if not kind.dated.about_end:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_subject(kind=kind, subject_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{found.name} är stängd efter {form.cleaned_data['last_day']}.")
            return redirect(kind.page, pk)
    context = _context(request, kind, found) | {
        "form": form,
        "title": f"Stäng {found.name}",
        "submit": "Stäng efter den dagen",
        "warnings": parts.warnings_of(kind.name, pk, today()),
    }
    return render(request, "organisation/closure.html", context, status=422 if form.errors else 200)


@editors
@require_http_methods(["GET", "POST"])
def reopening(request: PersonRequest, kind: Kind, pk: int) -> HttpResponse:
    found = _found(request, kind, pk)
    spell = kind.dated.spells.filter(**{kind.dated.link: pk}).order_by("valid").last()
    names = forms.FACTS[kind.name].fact_names
    initial = {name: getattr(spell, name) for name in names} | {"start": today()}
    form = forms.reopening_form(kind)(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        start = form.cleaned_data["start"]
        try:
            actions.reopen_subject(
                kind=kind, subject_id=pk, start=start, fields=form.facts(), by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{found.name} är öppen igen från och med {start}.")
            return redirect(kind.page, pk)
    title = f"Öppna {found.name} på nytt"
    shown = {"title": title, "submit": "Öppna från den dagen", "cancel": reverse(kind.page, args=[pk])}
    return _form_page(request, form, kind=kind, found=found, **shown)


def _found(request: PersonRequest, kind: Kind, pk: int) -> Identity:
    found: Identity = get_object_or_404(kind.model.objects.visible_to(request.scope), pk=pk)
    return found


def _context(request: PersonRequest, kind: Kind, found: Identity) -> dict[str, Any]:
    return parts.frame(kind, found, request.scope) | {"may_edit": request.scope.has_role(*EDITORS)}


def _spell_page(
    request: HttpRequest, form: Any, *, kind: Kind, found: Identity, title: str, submit: str, template: str
) -> HttpResponse:
    if form.clashes:
        return conflict_page(request, form, title=title, cancel=reverse(kind.page, args=[found.pk]))
    cancel = reverse(kind.page, args=[found.pk])
    return _form_page(
        request, form, kind=kind, found=found, title=title, submit=submit, cancel=cancel, template=template
    )


def _form_page(
    request: HttpRequest,
    form: Any,
    *,
    kind: Kind,
    title: str,
    submit: str,
    cancel: str,
    found: Identity | None = None,
    template: str = "organisation/form.html",
) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind,
        "subject": found,
        "title": title,
        "submit": submit,
        "cancel": cancel,
        "spell": getattr(form, "spell", None),
        "list_url": reverse(kind.listing),
        "page_url": reverse(kind.page, args=[found.pk]) if found else "",
    }
    return render(request, template, context, status=422 if form.errors else 200)

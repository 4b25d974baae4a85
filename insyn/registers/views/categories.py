"""The one categorisation: the tree as of a day, one category, and what is added, changed and ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.base.periods import is_valid_on, today
from insyn.base.views.acting import FormPage, form_page
from insyn.registers import actions
from insyn.registers.forms.categories import CategoryForm, DayForm, EndCategoryForm, NewCategoryForm
from insyn.registers.models import Category
from insyn.registers.queries.categories import ended_categories, tree_on

EDITORS = (Role.STRATEGIST, Role.ADMINISTRATOR)
readers, editors = staff(), staff(*EDITORS)


@readers
@require_safe
def categories(request: PersonRequest) -> HttpResponse:
    now, form = today(), DayForm(request.GET)
    day = (form.is_valid() and form.cleaned_data["dag"]) or now
    context = {
        "form": form,
        "tree": tree_on(day, now),
        "ended": ended_categories(now) if day == now else [],
        "day": day,
        "is_now": day == now,
        "may_edit": day == now and request.scope.has_role(*EDITORS),
    }
    return render(request, "registers/categories.html", context)


@readers
@require_safe
def category(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    context = {
        "category": found,
        "children": found.children.on(today()).order_by("name"),
        "codes": found.codes.select_related("system"),
        "is_used": is_valid_on(found.valid, today()),
        "may_edit": request.scope.has_role(*EDITORS),
        "history": history_of(found),
    }
    return render(request, "registers/category.html", context)


@editors
@require_http_methods(["GET", "POST"])
def category_new(request: PersonRequest) -> HttpResponse:
    form = NewCategoryForm(request.POST or None, initial={"start": today()})
    page = FormPage("Ny kategori", "Lägg till", _tree()[1], (_tree(),))
    return form_page(
        request,
        form,
        page,
        act=lambda data: actions.add_category(**_told(data, "start"), by=request.user, at=timezone.now()),
        done="Kategorin är tillagd.",
    )


@editors
@require_http_methods(["GET", "POST"])
def category_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return form_page(
        request,
        CategoryForm(request.POST or None, row=found),
        _page(found, f"Ändra {found.name}", "Spara"),
        act=lambda data: actions.change_category(category_id=pk, **_told(data), by=request.user, at=timezone.now()),
        done="Kategorin är ändrad. Det som står i den följer med.",
    )


@editors
@require_http_methods(["GET", "POST"])
def category_end(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    words = "Det som redan står i kategorin står kvar där. Ingen kan välja den efter sista dagen."
    return form_page(
        request,
        EndCategoryForm(request.POST or None, row=found, initial={"last_day": today()}),
        _page(found, f"Sluta använda {found.name}", "Sluta använda", words=words),
        act=lambda data: actions.end_category(category_id=pk, **data, by=request.user, at=timezone.now()),
        done="Kategorin används inte längre.",
    )


@editors
@require_POST
def category_restoration(request: PersonRequest, pk: int) -> HttpResponse:
    _found(request, pk)
    actions.restore_category(category_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Kategorin används igen.")
    return redirect("registers:category", pk)


def _found(request: PersonRequest, pk: int) -> Category:
    rows = Category.objects.visible_to(request.scope).select_related("parent", "replaced_by")
    found: Category = get_object_or_404(rows, pk=pk)
    return found


def _told(data: Any, *more: str) -> dict[str, Any]:
    return {name: data[name] for name in ("name", "description", "parent", *more)}


def _tree() -> tuple[str, str]:
    return "Kategorier", reverse("registers:categories")


def _page(found: Category, title: str, submit: str, words: str = "") -> FormPage:
    back = reverse("registers:category", args=[found.pk])
    return FormPage(title, submit, back, (_tree(), (found.name, back)), words)

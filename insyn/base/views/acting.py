"""A page with one form that becomes one action: what most acts need, said once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from insyn.base.conflicts import conflict_page
from insyn.base.refusals import Refusal

type Act = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True)
class FormPage:
    """The words about a form: `back` is where its page leads, done or not; `words` say what the act means."""

    title: str
    submit: str
    back: str
    crumbs: tuple[tuple[str, str], ...] = ()
    words: str = ""
    color: str = ""
    draft: str = ""


def form_page(
    request: HttpRequest, form: Any, page: FormPage, *, act: Act, done: str | Callable[[Any], str]
) -> HttpResponse:
    """Show the form, or do the act with what was typed; a refusal stands in the form, where nothing is lost.

    `done` is the word about it afterwards, or a function of what the act returned.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done if isinstance(done, str) else done(made))
            return redirect(_after(made, page))
    if getattr(form, "clashes", ()):
        return conflict_page(request, form, title=page.title, cancel=page.back)
    return render(request, "base/form_page.html", {"form": form, "page": page}, status=422 if form.errors else 200)


def _after(made: Any, page: FormPage) -> str:
    """An act that makes something with a page of its own leads there."""
    address: str = made if isinstance(made, str) and made.startswith("/") else page.back
    return address


def asking(
    request: HttpRequest, *, question: str, consequence: str, confirm: str, page: FormPage, act: Callable[[], Any]
) -> HttpResponse:
    """What cannot be undone asks once."""
    if request.method == "POST":
        act()
        messages.success(request, page.title)
        return redirect(page.back)
    context = {
        "question": question,
        "consequence": consequence,
        "confirm": confirm,
        "cancel": page.back,
        "crumbs": page.crumbs,
    }
    return render(request, "base/confirm.html", context)

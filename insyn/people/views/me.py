"""One's own page, where one belongs, and the sessions one may end."""

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from insyn.base.scope import NOBODY


@login_required
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "people/me.html", {"has_second_factor": is_mfa_enabled(request.user)})


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """After signing in: to the work, to the provider's pages, or to the own page when no role is held."""
    scope = getattr(request, "scope", NOBODY)
    if scope.is_staff:
        return redirect("/arbete/")
    return redirect("/utforare/" if scope.is_provider else "people:me")


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, "Inloggningen är avslutad.")
    return redirect("usersessions_list")

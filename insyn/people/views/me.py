"""One's own page, where one belongs, and the sessions one may end."""

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from insyn.people.gates import PersonRequest, signed_in


@signed_in
@require_safe
def me(request: PersonRequest) -> HttpResponse:
    return render(request, "people/me.html", {"has_second_factor": is_mfa_enabled(request.user)})


@signed_in
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """After signing in: to the work, to the provider's pages, or to the own page when no role is held."""
    scope = request.scope
    if scope.is_staff:
        return redirect("/arbete/")
    return redirect("/utforare/" if scope.is_provider else "people:me")


@signed_in
@require_POST
def session_end(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, "Inloggningen är avslutad.")
    return redirect("usersessions_list")

"""Sending a draft to the providers of a case, who check its facts block by block."""

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.actions.factual_check import send_factual_check
from insyn.casework.queries.providers import addressees
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import load_case
from insyn.organisation.queries.deadlines import DeadlineNotSet, deadline_on
from insyn.reporting import forms
from insyn.reporting.composing import document_of
from insyn.reporting.document import Heading, all_blocks, plain_text
from insyn.reporting.models import DocumentVersion
from insyn.reporting.queries.reports import versions

CODE = "factual_check"


@staff()
@require_http_methods(["GET", "POST"])
def factual_check(request: PersonRequest, pk: int) -> HttpResponse:
    version: DocumentVersion = get_object_or_404(
        versions(request.scope).filter(document__follow_up__isnull=False), pk=pk
    )
    case = load_case(request, version.document.follow_up_id or 0, act=Act.FACT_CHECK)
    receivers = {each.key: each.name for each in addressees(case.follow_up)}
    form = forms.CheckForm(
        request.POST or None, receivers=receivers, initial={"due": _due(version.document.board_id), "to": [*receivers]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, version, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Utkastet är skickat på faktagranskning.")
            return redirect("casework:factual_checks", case.follow_up.pk)
    context = {"form": form, "version": version, "title": "Skicka på faktagranskning", "submit": "Skicka utkastet"}
    return render(request, "reporting/version_form.html", context, status=422 if form.errors else 200)


def _send(request: PersonRequest, version: DocumentVersion, form: forms.CheckForm) -> None:
    """All providers get it, or none."""
    with transaction.atomic():
        for receiver in form.cleaned_data["to"]:
            provider_id, _, unit_id = receiver.partition("-")
            send_factual_check(
                follow_up_id=version.document.follow_up_id or 0,
                provider_id=int(provider_id),
                unit_id=int(unit_id) if unit_id else None,
                blocks=draft_blocks(version),
                draft_number=version.number,
                due=form.cleaned_data["due"],
                by=request.user,
                at=timezone.now(),
            )


def draft_blocks(version: DocumentVersion) -> list[dict[str, str]]:
    """The draft as the provider reads it: each block with its lasting id and its plain words."""
    return [
        {"id": block.id, "kind": "heading" if isinstance(block, Heading) else "text", "text": text}
        for block in all_blocks(document_of(version))
        if (text := plain_text(block)).strip()
    ]


def _due(board_id: int) -> dt.date | None:
    try:
        return deadline_on(CODE, today(), board_id).after(today())
    except DeadlineNotSet:
        return None

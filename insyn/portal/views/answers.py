"""Answering a request for documents, and checking the facts of a draft."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, provider
from insyn.base.files import store_upload
from insyn.base.refusals import Refusal
from insyn.casework.actions import answers
from insyn.casework.models import DocumentRequest, FactualCheck, Statement
from insyn.casework.queries.gathering import checked_blocks
from insyn.portal import forms


@provider
@require_http_methods(["GET", "POST"])
def document_request(request: PersonRequest, pk: int) -> HttpResponse:
    rows = DocumentRequest.objects.visible_to(request.scope).select_related("follow_up", "unit", "provider")
    found = get_object_or_404(rows, pk=pk)
    form = forms.RequestAnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, found, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Svaret är skickat till kommunen.")
            return redirect("portal:document_request", pk)
    context = {"row": found, "form": form, "documents": found.documents.select_related("file")}
    return render(request, "portal/document_request.html", context, status=422 if form.errors else 200)


def _answer(request: PersonRequest, found: DocumentRequest, form: forms.RequestAnswerForm) -> None:
    at = timezone.now()
    with transaction.atomic():
        files = [store_upload(upload=each, by_id=request.user.pk, at=at) for each in form.cleaned_data["uploads"]]
        answers.answer_request(request_id=found.pk, text=form.cleaned_data["text"], files=files, by=request.user, at=at)


def _check(request: PersonRequest, pk: int) -> FactualCheck:
    rows = FactualCheck.objects.visible_to(request.scope).select_related("follow_up", "unit", "provider")
    found: FactualCheck = get_object_or_404(rows, pk=pk)
    return found


@provider
@require_safe
def factual_check(request: PersonRequest, pk: int) -> HttpResponse:
    """The draft, block by block, with a place to remark on each."""
    found = _check(request, pk)
    blocks = zip([str(each["id"]) for each in found.draft], checked_blocks(found), strict=False)
    is_open = found.answered_at is None and found.closed_at is None
    context = {"check": found, "blocks": list(blocks), "is_open": is_open, "remarks": found.statements.count()}
    return render(request, "portal/factual_check.html", context)


@provider
@require_http_methods(["GET", "POST"])
def remark(request: PersonRequest, pk: int, block: str) -> HttpResponse:
    found = _check(request, pk)
    words = next((each["text"] for each in found.draft if str(each["id"]) == block), None)
    if words is None:
        raise Http404
    form = forms.RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answers.add_statement(
                check_id=pk, block_id=block, text=form.cleaned_data["text"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Anmärkningen är antecknad. Den skickas när du lämnar ditt svar.")
            return redirect("portal:factual_check", pk)
    context = {"check": found, "words": words, "form": form}
    return render(request, "portal/remark.html", context, status=422 if form.errors else 200)


@provider
@require_POST
def remark_removal(request: PersonRequest, pk: int) -> HttpResponse:
    found: Statement = get_object_or_404(Statement.objects.visible_to(request.scope), pk=pk)
    answers.remove_statement(statement_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Anmärkningen är borttagen.")
    return redirect("portal:factual_check", found.check_of_id)


@provider
@require_POST
def check_answer(request: PersonRequest, pk: int) -> HttpResponse:
    _check(request, pk)
    answers.answer_check(check_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Svaret på faktagranskningen är skickat.")
    return redirect("portal:factual_check", pk)

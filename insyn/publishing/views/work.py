"""The staff's pages for publishing: what waits, masking place by place, confirming, withdrawing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.conflicts import conflict_page
from insyn.base.detection import recall
from insyn.base.history import history_of
from insyn.base.refusals import Refusal
from insyn.casework.views.case import refuse_conflicted
from insyn.publishing import forms
from insyn.publishing.actions import confirming, preparing
from insyn.publishing.actions.feedback import answer_feedback
from insyn.publishing.models import Feedback, Publication, PublicVersion
from insyn.publishing.queries import work as queries
from insyn.publishing.texts import public_document, source_of
from insyn.reporting.document import Document
from insyn.reporting.models import DocumentVersion
from insyn.reporting.printers import print_html

PREPARERS = ("officer", "strategist")
CONFIRMERS = ("officer", "strategist", "director", "secretary")
STATE_COLORS = {
    "masking": "info",
    "awaiting": "warning",
    "published": "success",
    "replaced": "neutral",
    "withdrawn": "danger",
}


@staff(*CONFIRMERS)
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    context = {
        "waiting": queries.waiting_reports(request.scope),
        "in_preparation": queries.in_preparation(request.scope),
        "publications": queries.publications(request.scope)[:100],
        "may_prepare": request.scope.has_role(*PREPARERS),
        "may_withdraw": request.scope.has_role(*PREPARERS, "director"),
        "feedback": Feedback.objects.filter(answered_at__isnull=True).order_by("received_at"),
    }
    return render(request, "publishing/work.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def preparation(request: PersonRequest, source: int) -> HttpResponse:
    """Begin a public version; a follow-up that is out already asks what is corrected."""
    rows = DocumentVersion.objects.visible_to(request.scope).select_related("document__follow_up")
    found = get_object_or_404(rows, pk=source)
    require_role(request.scope, *PREPARERS, board_id=found.document.board_id)
    refuse_conflicted(found.document.follow_up_id or 0, request.user.pk)
    is_correction = Publication.objects.filter(follow_up=found.document.follow_up_id, versions__isnull=False).exists()
    form = forms.CorrectionForm(request.POST or None)
    if request.method == "POST" and (not is_correction or form.is_valid()):
        correction = form.cleaned_data["correction"] if is_correction else ""
        try:
            made = preparing.prepare_version(
                source_id=source, correction=correction, by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("publishing_work:version", made.pk)
    context = {"form": form if is_correction or form.is_bound else None, "source": found}
    return render(request, "publishing/preparation.html", context, status=422 if form.errors else 200)


def _version(request: PersonRequest, pk: int, *roles: str) -> PublicVersion:
    version: PublicVersion = get_object_or_404(queries.versions(request.scope), pk=pk)
    require_role(request.scope, *(roles or CONFIRMERS), board_id=version.publication.follow_up.board_id)
    if request.method == "POST":
        refuse_conflicted(version.publication.follow_up_id, request.user.pk)
    return version


@staff()
@require_safe
def version(request: PersonRequest, pk: int) -> HttpResponse:
    found = _version(request, pk)
    is_masking = found.state == PublicVersion.State.MASKING
    maskings = list(found.maskings.all())
    texts = queries.pointed_texts(found) if is_masking else []
    shown = None if found.state == PublicVersion.State.WITHDRAWN else _shown(found)
    context = {
        "version": found,
        "publication": found.publication,
        "color": STATE_COLORS[found.state],
        "texts": texts,
        "places_form": forms.PlacesForm(version=found, texts=texts),
        "undecided": sum(not each.choice for each in maskings),
        "total": len(maskings),
        "words_form": forms.WordsForm(),
        "article": print_html(shown, title_level=2) if shown else "",
        "may_confirm": request.user.pk != found.prepared_by_id
        and request.user.pk not in {each.by_id for each in maskings},
        "measured": recall(),
        "history": history_of(found),
    }
    return render(request, "publishing/version.html", context)


def _shown(version: PublicVersion) -> Document:
    return source_of(version) if version.state == PublicVersion.State.MASKING else public_document(version)


@staff()
@require_POST
def places(request: PersonRequest, pk: int) -> HttpResponse:
    found = _version(request, pk, *PREPARERS)
    form = forms.PlacesForm(request.POST, version=found, texts=queries.pointed_texts(found))
    if form.is_valid():
        preparing.decide_places(version_id=pk, choices=form.choices(), by=request.user, at=timezone.now())
        messages.success(request, "Valen är sparade.")
    elif form.clashes:
        back = reverse("publishing_work:version", args=[pk])
        return conflict_page(request, form, title="Två har avgjort samma ställe olika", cancel=back)
    else:
        messages.error(request, "Valen är inte sparade: ett av dem finns inte. Läs sidan igen och välj på nytt.")
    return redirect("publishing_work:version", pk)


@staff()
@require_POST
def words(request: PersonRequest, pk: int) -> HttpResponse:
    _version(request, pk, *PREPARERS)
    form = forms.WordsForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv orden som ska maskeras och välj grund.")
        return redirect("publishing_work:version", pk)
    count = preparing.mask_words(version_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, f"Orden maskeras på {count} ställen.")
    return redirect("publishing_work:version", pk)


@staff()
@require_POST
def handover(request: PersonRequest, pk: int) -> HttpResponse:
    _version(request, pk, *PREPARERS)
    preparing.send_for_confirmation(version_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Versionen väntar på att en annan person bekräftar den.")
    return redirect("publishing_work:version", pk)


@staff()
@require_POST
def return_to_masking(request: PersonRequest, pk: int) -> HttpResponse:
    _version(request, pk)
    preparing.take_back(version_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Versionen maskeras igen.")
    return redirect("publishing_work:version", pk)


@staff()
@require_http_methods(["GET", "POST"])
def confirmation(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks once: what is out may have been read and saved by anybody."""
    found = _version(request, pk)
    if request.method == "POST":
        confirming.confirm_version(version_id=pk, by=request.user, at=timezone.now())
        messages.success(request, "Uppföljningen är publicerad.")
        return redirect("publishing_work:version", pk)
    context = {
        "question": f"Publicera {found.title}?",
        "consequence": "Du intygar att du har läst texten. Den blir genast läsbar för alla, som sida, PDF och Word.",
        "confirm": "Bekräfta och publicera",
        "cancel": reverse("publishing_work:version", args=[pk]),
        "crumbs": [("Publicering", reverse("publishing_work:overview"))],
    }
    return render(request, "base/confirm.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def withdrawal(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.publications(request.scope), pk=pk)
    # Also by somebody with a conflict of interest: what has shown personal data must go at once.
    require_role(request.scope, *PREPARERS, "director", board_id=found.follow_up.board_id)
    if request.method == "POST":
        confirming.withdraw_publication(publication_id=pk, by=request.user, at=timezone.now())
        messages.success(request, "Publiceringen är återkallad från sidor, filer, sökning och flöde.")
        return redirect("publishing_work:overview")
    context = {
        "question": f"Återkalla publiceringen av {found.follow_up.title}?",
        "consequence": "Alla offentliga versioner tas bort genast. Bara att den är återkallad och när står kvar. "
        "Återkalla bara det som har visat personuppgifter; annat rättas med en ny version.",
        "confirm": "Återkalla",
        "cancel": reverse("publishing_work:overview"),
        "crumbs": [("Publicering", reverse("publishing_work:overview"))],
    }
    return render(request, "base/confirm.html", context)


@staff(*CONFIRMERS)
@require_http_methods(["GET", "POST"])
def feedback(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Feedback, pk=pk)
    if found.answered_at and request.method == "POST":
        raise Http404
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_feedback(feedback_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Svaret är antecknat.")
        return redirect("publishing_work:overview")
    context = {"feedback": found, "form": form}
    return render(request, "publishing/feedback.html", context, status=422 if form.errors else 200)

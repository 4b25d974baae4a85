"""The accessibility statement, with the feedback function that the law asks for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import public
from insyn.base.detection import recall
from insyn.publishing.actions.feedback import receive_feedback
from insyn.publishing.forms import FeedbackForm


@public
@require_http_methods(["GET", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        receive_feedback(text=data["text"], address=data["address"], contact=data["contact"], at=timezone.now())
        messages.success(request, "Tack. Synpunkten har kommit fram.")
        return redirect("publishing:accessibility")
    return render(request, "publishing/accessibility.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_http_methods(["GET", "HEAD"])
def about(request: HttpRequest) -> HttpResponse:
    """What is published, how names are masked, and how well that is measured to work."""
    return render(request, "publishing/about.html", {"measured": recall()})

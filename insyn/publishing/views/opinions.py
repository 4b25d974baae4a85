"""The public form for opinions and complaints, its receipt, and what happens with what is sent."""

import re

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import public
from insyn.base.refusals import Refusal
from insyn.organisation.models import Unit
from insyn.publishing.opinion_forms import OpinionForm
from insyn.registers.actions.incoming import receive_opinion
from insyn.registers.models import Incoming

TOO_MANY = 429
SLUG = re.compile(r"[-a-z0-9_]{1,120}")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest) -> HttpResponse:
    slug = request.GET.get("enhet", "")
    asked = Unit.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None
    form = OpinionForm(request.POST or None, initial={"unit": asked})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            address = get_adapter(request).get_client_ip(request)
            made = receive_opinion(fields=form.facts(), address=address, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = TOO_MANY
        else:
            return redirect("publishing:opinion_receipt", made.reference)
    elif form.errors:
        status = 422
    return render(request, "publishing/opinion.html", {"form": form}, status=status)


@public
@never_cache
@require_safe
def opinion_receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """The number and the day; nothing of what was sent, which whoever has the address could read."""
    found = get_object_or_404(Incoming.objects.only("reference", "received_at"), reference=reference)
    return render(request, "publishing/opinion_receipt.html", {"incoming": found})


@public
@require_safe
def opinion_next(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/opinion_next.html")

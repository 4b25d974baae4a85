"""The follow-ups of a unit, a provider or a contract, on the register's pages."""

from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.lists import ListFilter, respond
from insyn.base.periods import today
from insyn.casework.models import FollowUpTarget
from insyn.casework.queries import follow_ups as queries
from insyn.casework.views.follow_ups import FollowUps
from insyn.contracts.models import Contract
from insyn.organisation import parts
from insyn.organisation.kinds import PROVIDER, UNIT
from insyn.organisation.models import Provider, Unit


class FollowUpsOf(FollowUps):
    filter_class: ClassVar[type[ListFilter]] = ListFilter
    nothing = "Inga uppföljningar än."


@staff()
@require_safe
def of_unit(request: PersonRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    context = parts.frame(UNIT, unit, request.scope)
    return respond(request, _listing(request, unit=unit), "casework/of_subject.html", context)


@staff()
@require_safe
def of_provider(request: PersonRequest, pk: int) -> HttpResponseBase:
    provider = get_object_or_404(Provider.objects.visible_to(request.scope), pk=pk)
    context = parts.frame(PROVIDER, provider, request.scope)
    return respond(request, _listing(request, provider=provider), "casework/of_subject.html", context)


@staff()
@require_safe
def of_contract(request: PersonRequest, pk: int) -> HttpResponseBase:
    contract = get_object_or_404(Contract.objects.visible_to(request.scope), pk=pk)
    context = {"contract": contract, "tabs": parts.tabs_of("contract", request.scope)}
    return respond(request, _listing(request, contract=contract), "casework/of_contract.html", context)


def _listing(request: PersonRequest, **target: Any) -> FollowUpsOf:
    """Only what the person may see; the register itself is shared, the follow-ups are their boards'."""
    examined = FollowUpTarget.objects.filter(**target).values("follow_up")
    return FollowUpsOf(request, queries.follow_ups(request.scope, today()).filter(pk__in=examined))

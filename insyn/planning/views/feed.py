"""The personal calendar feed: whoever has the secret address reads it, without a session."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from insyn.access.gates import public
from insyn.access.queries import scope_of
from insyn.base.periods import today
from insyn.people.models import Person
from insyn.planning.agenda import agenda_of
from insyn.planning.queries.feed import as_icalendar


@public
@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    person = Person.objects.filter(calendar_secret=secret, is_active=True).first()
    if person is None:
        raise Http404
    entries = agenda_of(scope_of(person.pk, today()))
    written = as_icalendar(
        entries,
        base=request.build_absolute_uri("/")[:-1],
        host=request.get_host(),
        at=timezone.now(),
    )
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")

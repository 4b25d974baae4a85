"""The notice to the provider."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.periods import today
from insyn.casework.actions.notice import send_notice
from insyn.casework.forms.gathering import NoticeForm
from insyn.casework.queries.notice_text import proposed_notice
from insyn.casework.queries.providers import addressees
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import handle, load_case


@staff()
@require_http_methods(["GET", "POST"])
def notice(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.NOTIFY)
    proposed = proposed_notice(case.follow_up, case.targets, case.participations)
    return handle(
        case,
        NoticeForm(request.POST or None, initial={**proposed, "sent_date": today()}),
        lambda data: send_notice(follow_up_id=pk, **data, by=request.user, at=timezone.now()),
        template="casework/notice.html",
        done="Aviseringen är avsänd. Utförarens chefer har fått ett meddelande.",
        context={"addressees": addressees(case.follow_up)},
    )

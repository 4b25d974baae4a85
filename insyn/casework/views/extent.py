"""Choosing what is examined."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.casework.actions.extent import change_extent
from insyn.casework.forms.extent import ExtentForm
from insyn.casework.queries.extent import extent_of
from insyn.casework.rules.powers import Act
from insyn.casework.rules.stages import BEFORE_EXAMINING
from insyn.casework.views.case import handle, load_case, require_power


@staff()
@require_http_methods(["GET", "POST"])
def extent(request: PersonRequest, pk: int) -> HttpResponse:
    """Everybody with the follow-up reads the choice; those who take part change it."""
    case = load_case(request, pk)
    if request.method == "POST":
        require_power(case, Act.EXTENT)
    found = extent_of(case.follow_up)
    form = ExtentForm(
        request.POST if request.method == "POST" else None,
        extent=found,
        initial={"shown": " ".join(sorted(found.chosen))},
    )
    ticked = set(request.POST.getlist("krav")) if request.method == "POST" else set(found.chosen)
    return handle(
        case,
        form,
        lambda data: change_extent(
            follow_up_id=pk,
            add=form.add(),
            remove=form.remove(),
            reason=data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        template="casework/extent.html",
        done="Omfattningen är ändrad.",
        then="casework:extent",
        context={"extent": found, "ticked": ticked, "needs_reason": case.follow_up.stage not in BEFORE_EXAMINING},
    )

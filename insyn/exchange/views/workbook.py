"""The workbook goes out: the register itself, or a file that came in with the remarks in it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest
from insyn.base.files import open_stored
from insyn.base.imports.remarks import with_remarks
from insyn.base.periods import today
from insyn.exchange.queries import remarks_of
from insyn.exchange.views.runs import editors, found
from insyn.exchange.workbook import write_workbook
from insyn.registers.models import EVENT_ROLES

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@editors
@require_safe
def fetch(request: PersonRequest) -> HttpResponse:
    boards = request.scope.boards_for(*EVENT_ROLES)
    return _file(write_workbook(today(), boards=boards, asked=today()), f"insyn-register-{today()}.xlsx")


@editors
@require_safe
def remarks(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    with open_stored(run.upload) as content:
        made = with_remarks(run.upload.name, content, remarks_of(run, most=50_000))
    return _file(made, f"{run.upload.name.rsplit('.', 1)[0]}-anmarkningar.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The documents of a follow-up: the list, one document, its file, a new one, a photograph."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.files import serve, store_upload
from insyn.base.models import StoredFile
from insyn.base.periods import today
from insyn.casework.actions.documents import add_document, change_document
from insyn.casework.forms.documents import DocumentForm, PhotoForm
from insyn.casework.models import CaseDocument
from insyn.casework.queries import gathering as queries
from insyn.casework.queries.providers import addressees
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import handle, load_case, load_material, render_case


@staff()
@require_GET
def documents(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_material(request, pk)
    context = {
        "documents": queries.documents(pk, request.scope),
        "requests": queries.requests(pk, request.scope, today()),
    }
    return render_case(case, "casework/documents.html", context)


@staff()
@require_GET
def document(request: PersonRequest, pk: int, document: int) -> HttpResponse:
    case = load_material(request, pk)
    return render_case(case, "casework/document.html", {"row": queries.DocumentRow(_found(request, pk, document))})


@staff()
@require_GET
def document_file(request: PersonRequest, pk: int, document: int) -> FileResponse:
    load_material(request, pk)
    found = _found(request, pk, document)
    if found.file is None:
        raise Http404
    return serve(found.file, inline=found.kind == CaseDocument.Kind.PHOTO)


def _found(request: PersonRequest, pk: int, document: int) -> CaseDocument:
    rows = CaseDocument.objects.visible_to(request.scope).select_related("file", "unit", "provider", "uploaded_by")
    found: CaseDocument = get_object_or_404(rows, pk=document, follow_up=pk)
    return found


@staff()
@require_http_methods(["GET", "POST"])
def document_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.GATHER)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        people=addressees(case.follow_up),
        initial={"standing": CaseDocument.Standing.RECEIVED, "standing_date": today(), "collected_date": today()},
    )
    return handle(
        case,
        form,
        lambda data: add_document(
            follow_up_id=pk,
            details=form.details(),
            file=_stored(request, data["file"]),
            by=request.user,
            at=timezone.now(),
        ),
        template="casework/document_new.html",
        done="Handlingen är inlagd.",
        then="casework:documents",
    )


@staff()
@require_http_methods(["GET", "POST"])
def document_edit(request: PersonRequest, pk: int, document: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.GATHER)
    found = _found(request, pk, document)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        people=addressees(case.follow_up),
        row=found,
    )
    return handle(
        case,
        form,
        lambda data: change_document(
            document_id=found.pk,
            details=form.details(),
            file=_stored(request, data["file"]),
            by=request.user,
            at=timezone.now(),
        ),
        template="casework/document_new.html",
        done="Handlingen är ändrad.",
        then="casework:documents",
        context={"document": found},
    )


@staff()
@require_http_methods(["GET", "POST"])
def photo_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.GATHER)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        add_document(
            follow_up_id=pk,
            details=form.details(today()),
            file=_stored(request, form.cleaned_data["file"]),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Fotografiet är sparat.")
        # Straight on to the next picture, as it goes during a visit.
        return redirect("casework:photo_new", pk)
    return render_case(case, "casework/photo_new.html", {"form": form}, status=422 if form.errors else 200)


def _stored(request: PersonRequest, upload: object) -> StoredFile | None:
    if not upload:
        return None
    stored: StoredFile = store_upload(upload=upload, by_id=request.user.pk, at=timezone.now())  # type: ignore[arg-type]
    return stored

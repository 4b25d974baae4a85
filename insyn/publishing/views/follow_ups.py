"""The published follow-ups: the front page, the search, one page each, the files and the feed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from insyn.access.gates import public
from insyn.base.files import serve
from insyn.base.models import StoredFile
from insyn.organisation.models import Unit
from insyn.publishing.models import Publication, PublicVersion
from insyn.publishing.queries import public as queries
from insyn.publishing.texts import public_document
from insyn.reporting.printers import print_html

PER_PAGE = 20


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/home.html", {"versions": queries.published()[:5]})


@public
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    search = _search(request)
    page = Paginator(queries.found(search), PER_PAGE).get_page(request.GET.get("sida"))
    query = request.GET.copy()
    query.pop("sida", None)
    context: dict[str, Any] = {
        "page": page,
        "search": search,
        "query": query.urlencode(),
        "boards": queries.boards(),
        "areas": queries.areas(),
        "kinds": queries.KINDS.items(),
        "years": queries.years(),
    }
    return render(request, "publishing/follow_ups.html", context)


def _search(request: HttpRequest) -> queries.Search:
    year = request.GET.get("ar", "")
    kind = request.GET.get("slag", "")
    return queries.Search(
        text=request.GET.get("q", "").strip()[:200],
        board=request.GET.get("namnd", "")[:120],
        area=request.GET.get("omrade", "")[:120],
        kind=kind if kind in queries.KINDS else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )


@public
@require_safe
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one follow-up; of a withdrawn one only the fact and the date, with 410."""
    publication = get_object_or_404(Publication.objects.public().select_related("follow_up__board"), slug=slug)
    version = publication.versions.filter(state=PublicVersion.State.PUBLISHED).first()
    if version is None:
        if publication.withdrawn_at is None:
            raise Http404
        return render(request, "publishing/withdrawn.html", {"publication": publication}, status=410)
    context = {
        "publication": publication,
        "version": version,
        "units": queries.units_of(publication),
        "mending": queries.mending_of(publication),
        "article": print_html(public_document(version), title_level=2),
        "versions": publication.versions.filter(state__in=("published", "replaced")).order_by("-number"),
    }
    return render(request, "publishing/follow_up.html", context)


@public
@require_safe
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    return _file(slug, "pdf")


@public
@require_safe
def report_word(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    return _file(slug, "word")


def _file(slug: str, kind: str) -> HttpResponse | FileResponse:
    publication = get_object_or_404(Publication.objects.public(), slug=slug)
    version = publication.versions.filter(state=PublicVersion.State.PUBLISHED).select_related(kind).first()
    file: StoredFile | None = getattr(version, kind) if version else None
    if file is None:
        if publication.withdrawn_at is None:
            raise Http404
        return HttpResponse("Uppföljningen är återkallad.", status=410, content_type="text/plain; charset=utf-8")
    return serve(file)


@public
@require_safe
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is published of one unit."""
    found = get_object_or_404(Unit, slug=slug)
    spell = found.spells.order_by("-valid").select_related("provider", "area").first()
    return render(
        request, "publishing/unit.html", {"unit": found, "spell": spell, "versions": queries.versions_of_unit(found)}
    )


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest follow-ups as Atom, for those who want to be told."""
    context = {"versions": queries.published()[:30], "origin": f"{request.scheme}://{request.get_host()}"}
    return render(request, "publishing/feed.xml", context, content_type="application/atom+xml; charset=utf-8")

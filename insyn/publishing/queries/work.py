"""What staff see of publications: what waits to be published, masked or confirmed."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from insyn.base.scope import Scope
from insyn.publishing.models import Masking, Publication, PublicVersion
from insyn.publishing.texts import source_of
from insyn.reporting.document import text_spans
from insyn.reporting.models import DocumentVersion


def waiting_reports(scope: Scope) -> "QuerySet[DocumentVersion]":
    """Approved reports on follow-ups that have no public version made from them."""
    made = PublicVersion.objects.filter(source=OuterRef("pk"))
    rows: QuerySet[DocumentVersion] = DocumentVersion.objects.visible_to(scope).filter(
        ~Exists(made), state=DocumentVersion.State.APPROVED, document__follow_up__isnull=False
    )
    return rows.select_related("document__follow_up__board", "approver").order_by("-approved_at")


def versions(scope: Scope) -> "QuerySet[PublicVersion]":
    rows: QuerySet[PublicVersion] = PublicVersion.objects.visible_to(scope)
    return rows.select_related(
        "publication__follow_up__board", "source__document__follow_up", "prepared_by", "confirmed_by", "pdf", "word"
    )


def in_preparation(scope: Scope) -> "QuerySet[PublicVersion]":
    undecided = Count("maskings", filter=Q(maskings__choice=""))
    return versions(scope).filter(state__in=("masking", "awaiting")).annotate(undecided=undecided)


def publications(scope: Scope) -> "QuerySet[Publication]":
    rows: QuerySet[Publication] = Publication.objects.visible_to(scope).filter(published_at__isnull=False)
    return rows.select_related("follow_up__board")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and the place pointed out in it if it is one."""

    text: str
    masking: Masking | None = None


@dataclass(frozen=True)
class PointedText:
    """A text of the report with its places in it, in order."""

    pieces: tuple[Piece, ...]


def pointed_texts(version: PublicVersion) -> list[PointedText]:
    """Every text that has a place pointed out, cut at the places; what overlaps an earlier place is shown after it."""
    places: dict[tuple[str, str], list[Masking]] = {}
    for masking in version.maskings.order_by("start", "-end"):
        places.setdefault((masking.block_id, masking.path), []).append(masking)
    return [
        PointedText(tuple(_pieces(span.text, places[span.block_id, span.path])))
        for span in text_spans(source_of(version))
        if (span.block_id, span.path) in places
    ]


def _pieces(text: str, maskings: list[Masking]) -> list[Piece]:
    pieces, position = [], 0
    for masking in maskings:
        start = max(position, masking.start)
        if start > position:
            pieces.append(Piece(text[position:start]))
        pieces.append(Piece(text[masking.start : masking.end], masking))
        position = max(position, masking.end)
    pieces.append(Piece(text[position:]))
    return [piece for piece in pieces if piece.text]

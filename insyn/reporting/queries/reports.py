"""Reports and their versions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from insyn.base.scope import Scope
from insyn.reporting.models import BoardItem, Document, DocumentVersion

STATES: dict[str, str] = {str(code): str(word) for code, word in DocumentVersion.State.choices}
STATE_COLORS = {"draft": "info", "ready": "warning", "approved": "success", "superseded": "neutral"}


def documents(scope: Scope) -> "QuerySet[Document]":
    """Reports the person may see, with the state of the latest version that the person may read."""
    latest = DocumentVersion.objects.visible_to(scope).filter(document=OuterRef("pk")).order_by("-number")
    rows: QuerySet[Document] = Document.objects.visible_to(scope)
    return rows.annotate(
        latest_state=Subquery(latest.values("state")[:1]),
        latest_number=Subquery(latest.values("number")[:1]),
        latest_id=Subquery(latest.values("pk")[:1]),
        saved_at=Subquery(latest.values("saved_at")[:1]),
    )


def versions(scope: Scope) -> "QuerySet[DocumentVersion]":
    rows: QuerySet[DocumentVersion] = DocumentVersion.objects.visible_to(scope).select_related(
        "document__board", "document__template", "document__follow_up", "document__meeting", "author", "approver"
    )
    return rows


@dataclass(frozen=True)
class VersionRow:
    version: DocumentVersion
    item: BoardItem | None

    @property
    def color(self) -> str:
        return STATE_COLORS[self.version.state]


def version_rows(document_id: int, scope: Scope) -> list[VersionRow]:
    """A report's versions that the person may read, latest first, with the meeting each has gone to."""
    return version_rows_of([document_id], scope)[document_id]


def version_rows_of(document_ids: Iterable[int], scope: Scope) -> dict[int, list[VersionRow]]:
    """The same for several reports; two queries."""
    found: dict[int, list[VersionRow]] = {pk: [] for pk in document_ids}
    rows = DocumentVersion.objects.visible_to(scope).filter(document__in=found)
    rows = rows.select_related("author", "approver").defer("tree", "figures")
    items = {
        item.version_id: item
        for item in BoardItem.objects.visible_to(scope)
        .filter(version__document__in=found)
        .select_related("meeting__board")
    }
    for row in rows.order_by("-number"):
        found[row.document_id].append(VersionRow(row, items.get(row.pk)))
    return found

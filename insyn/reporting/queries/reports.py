"""Reports and their versions."""

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
    seen = DocumentVersion.objects.visible_to(scope).filter(document_id=document_id)
    rows = seen.select_related("author", "approver").defer("tree", "figures")
    sent = BoardItem.objects.visible_to(scope).filter(version__document_id=document_id)
    items = {item.version_id: item for item in sent.select_related("meeting__board")}
    return [VersionRow(row, items.get(row.pk)) for row in rows.order_by("-number")]

"""Documents, their versions, the meetings they go to and the decisions that come back."""

from insyn.reporting.models.documents import Document, DocumentVersion, ReportTemplate, SavedDraft
from insyn.reporting.models.meetings import BoardDecision, BoardItem, DecisionTask, Meeting

__all__ = [
    "BoardDecision",
    "BoardItem",
    "DecisionTask",
    "Document",
    "DocumentVersion",
    "Meeting",
    "ReportTemplate",
    "SavedDraft",
]

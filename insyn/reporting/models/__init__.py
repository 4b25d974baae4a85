"""Documents, their versions, the meetings they go to and the decisions that come back."""

from insyn.reporting.models.documents import Document, DocumentVersion, SavedDraft
from insyn.reporting.models.meetings import BoardDecision, BoardItem, DecisionTask, Meeting
from insyn.reporting.models.templates import Purpose, ReportTemplate

__all__ = [
    "BoardDecision",
    "BoardItem",
    "DecisionTask",
    "Document",
    "DocumentVersion",
    "Meeting",
    "Purpose",
    "ReportTemplate",
    "SavedDraft",
]

"""Follow-ups: gathering, findings, mending, notices and overarching projects."""

from insyn.casework.models.extent import ChosenArea, ScopeChange
from insyn.casework.models.findings import Assessment, Cause, Finding, FindingAssessment, FindingEvidence
from insyn.casework.models.follow_ups import (
    CASE_ROLES,
    READING_ROLES,
    CasePartQuerySet,
    FollowUp,
    FollowUpShare,
    FollowUpTarget,
    Participation,
    StageChange,
)
from insyn.casework.models.gathering import (
    CaseDocument,
    DocumentRequest,
    IndividualsView,
    PreparationItem,
    ProviderPartQuerySet,
    Visit,
)
from insyn.casework.models.mending import (
    Action,
    ActionCause,
    ActionEvidence,
    ActionPlan,
    ActionReview,
    EffectCheck,
    Escalation,
)
from insyn.casework.models.notices import FactualCheck, Handover, Receipt, Statement, UrgentNotice, UrgentRecipient
from insyn.casework.models.overarching import Cell, Project, Question

__all__ = [
    "CASE_ROLES",
    "READING_ROLES",
    "Action",
    "ActionCause",
    "ActionEvidence",
    "ActionPlan",
    "ActionReview",
    "Assessment",
    "CaseDocument",
    "CasePartQuerySet",
    "Cause",
    "Cell",
    "ChosenArea",
    "DocumentRequest",
    "EffectCheck",
    "Escalation",
    "FactualCheck",
    "Finding",
    "FindingAssessment",
    "FindingEvidence",
    "FollowUp",
    "FollowUpShare",
    "FollowUpTarget",
    "Handover",
    "IndividualsView",
    "Participation",
    "PreparationItem",
    "Project",
    "ProviderPartQuerySet",
    "Question",
    "Receipt",
    "ScopeChange",
    "StageChange",
    "Statement",
    "UrgentNotice",
    "UrgentRecipient",
    "Visit",
]

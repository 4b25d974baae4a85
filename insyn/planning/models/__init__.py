"""The board's plan, what it promises, what has been looked at, and the draw."""

from insyn.planning.models.coverage import CoverageRecord, Depth
from insyn.planning.models.draws import Displacement, Draw, DrawEntry, Nomination
from insyn.planning.models.facts import DemandedAction, FollowUpOutcome
from insyn.planning.models.plans import (
    Commitment,
    FocusArea,
    FollowUpKind,
    FollowUpPlan,
    PlanBoard,
    PlannedFollowUp,
    PlannedTarget,
    PlanVersion,
    ProposalDismissal,
    RotationEntry,
)
from insyn.planning.models.risk import RiskWeights

__all__ = [
    "Commitment",
    "CoverageRecord",
    "DemandedAction",
    "Depth",
    "Displacement",
    "Draw",
    "DrawEntry",
    "FocusArea",
    "FollowUpKind",
    "FollowUpOutcome",
    "FollowUpPlan",
    "Nomination",
    "PlanBoard",
    "PlanVersion",
    "PlannedFollowUp",
    "PlannedTarget",
    "ProposalDismissal",
    "RiskWeights",
    "RotationEntry",
]

"""The shape of what people write about plans and draws."""

from insyn.planning.forms.draws import (
    DisplacementForm,
    DrawForm,
    NominationForm,
    RedrawForm,
    SeedForm,
)
from insyn.planning.forms.parts import PartsForm
from insyn.planning.forms.planned import CancelForm, DismissForm, MoveForm, PlannedForm
from insyn.planning.forms.plans import CommitmentForm, DecisionForm, FocusAreaForm, PlanForm, RotationForm

__all__ = [
    "CancelForm",
    "CommitmentForm",
    "DecisionForm",
    "DismissForm",
    "DisplacementForm",
    "DrawForm",
    "FocusAreaForm",
    "MoveForm",
    "NominationForm",
    "PartsForm",
    "PlanForm",
    "PlannedForm",
    "RedrawForm",
    "RotationForm",
    "SeedForm",
]

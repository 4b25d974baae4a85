"""Every page says who may enter, and every row that belongs to somebody knows who may see it."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tests.access.routes import all_routes, is_signing_in

# Rows that are only reached through a row which itself is asked who sees it, and what everybody may know.
REACHED_THROUGH = {
    "publishing.Feedback": "letters to the site, of no board; the view's gate names the roles",
    "reporting.ReportTemplate": "the municipality's own templates, the same for all boards",
    "reporting.SavedDraft": "through its DocumentVersion",
    "reporting.BoardDecision": "through its BoardItem",
    "reporting.DecisionTask": "through its decision's BoardItem; tasks are listed by owner",
    "planning.PlanBoard": "through its FollowUpPlan",
    "planning.PlannedTarget": "through its PlannedFollowUp",
    "casework.FindingAssessment": "through its Finding",
    "casework.FindingEvidence": "through its Finding",
    "casework.Cause": "through its Finding",
    "casework.ActionCause": "through its Action",
    "casework.ActionEvidence": "through its Action",
    "casework.UrgentRecipient": "the view's gate names the roles",
    "casework.Receipt": "through its UrgentNotice",
    "contracts.ContractPeriod": "through its Contract",
    "contracts.ContractOption": "through its ContractPeriod",
    "contracts.ContractUnit": "through its Contract",
    "contracts.RequirementVersion": "through its Requirement",
    "contracts.Adoption": "through its Contract",
    "contracts.RequirementDeviation": "through its Contract",
    "organisation.BoardSpell": "through its Board",
    "organisation.AreaSpell": "through its ServiceArea",
    "organisation.AssignmentSpell": "through its ServiceAssignment",
    "organisation.ProviderSpell": "through its Provider",
    "organisation.UnitSpell": "through its Unit",
    "organisation.Deadline": "the municipality's settings, shown to all staff",
}
OWNERS = {"organisation.Board", "organisation.Provider", "casework.FollowUp"}


def ours() -> list[type[Model]]:
    return [
        model for model in apps.get_models() if model.__module__.startswith("insyn.") and not hasattr(model, "pgh_obj")
    ]


def leads_to_an_owner(model: type[Model], passed: frozenset[Any] = frozenset()) -> bool:
    """Whether the row's foreign keys lead, however far, to a board, a provider or a follow-up."""
    if model._meta.label in OWNERS:
        return True
    ahead = {field.related_model for field in model._meta.concrete_fields if field.is_relation} - passed
    return any(leads_to_an_owner(other, passed | {model}) for other in ahead if isinstance(other, type))


def asks_who_sees_it(model: type[Model]) -> bool:
    return hasattr(model._default_manager.all(), "visible_to")


@pytest.mark.parametrize("model", [m for m in ours() if leads_to_an_owner(m)], ids=lambda m: m._meta.label)
def test_a_row_with_an_owner_knows_who_sees_it(model: type[Model]) -> None:
    assert asks_who_sees_it(model) or model._meta.label in REACHED_THROUGH


def test_no_reason_outlives_its_model() -> None:
    without = {model._meta.label for model in ours() if not asks_who_sees_it(model)}
    assert set(REACHED_THROUGH) <= without


def test_every_view_says_who_may_enter() -> None:
    open_doors = [
        name for name, pattern in all_routes() if not is_signing_in(name) and not getattr(pattern.callback, "gate", "")
    ]
    assert open_doors == []

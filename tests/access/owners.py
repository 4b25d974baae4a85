"""Whose every row is: what a model says itself, what it is reached through, and what is nobody's in particular."""

from insyn.casework.models import (
    Action,
    ActionReview,
    Cell,
    ChosenArea,
    EffectCheck,
    FollowUp,
    FollowUpShare,
    ScopeChange,
    StageChange,
)
from insyn.planning.models import (
    Commitment,
    CoverageRecord,
    DemandedAction,
    Displacement,
    DrawEntry,
    FollowUpOutcome,
    FollowUpPlan,
    RotationEntry,
)
from tests.access.routes import Named
from tests.access.sample_registers import counted
from tests.world import NOON, World, board

# A part of a row that itself is asked who sees it.
THROUGH = {
    "reporting.SavedDraft": "reporting.DocumentVersion",
    "reporting.BoardDecision": "reporting.BoardItem",
    "reporting.DecisionTask": "reporting.BoardDecision",
    "planning.PlanBoard": "planning.FollowUpPlan",
    "planning.PlannedTarget": "planning.PlannedFollowUp",
    "planning.ProposalDismissal": "planning.FollowUpPlan",
    "casework.FindingAssessment": "casework.Finding",
    "casework.FindingEvidence": "casework.Finding",
    "casework.Cause": "casework.Finding",
    "casework.ActionCause": "casework.Action",
    "casework.ActionEvidence": "casework.Action",
    "casework.Receipt": "casework.UrgentNotice",
    "contracts.ContractPeriod": "contracts.Contract",
    "contracts.ContractOption": "contracts.ContractPeriod",
    "contracts.ContractUnit": "contracts.Contract",
    "contracts.RequirementVersion": "contracts.Requirement",
    "contracts.Adoption": "contracts.Contract",
    "contracts.RequirementDeviation": "contracts.Contract",
    "organisation.BoardSpell": "organisation.Board",
    "organisation.AreaSpell": "organisation.ServiceArea",
    "organisation.AssignmentSpell": "organisation.ServiceAssignment",
    "organisation.ProviderSpell": "organisation.Provider",
    "organisation.UnitSpell": "organisation.Unit",
    "base.StagedRow": "base.ImportRun",
    "base.ImportRemark": "base.ImportRun",
    "base.ImportedRow": "base.ImportRun",
}
# Neither a board's nor a provider's, with what stands in front of it instead.
WITHOUT = {
    "publishing.Feedback": "letters to the site, of no board; the view's gate names the roles",
    "reporting.ReportTemplate": "the municipality's own templates, the same for all boards",
    "registers.RunChange": "rows as they were before a run, held for taking it back and shown to nobody",
    "registers.SenderCount": "numbers by the hour, shown to nobody",
    "organisation.QualityArea": "the municipality's own, shown to all staff",
    "organisation.Deadline": "the municipality's settings, shown to all staff",
    "casework.UrgentRecipient": "listed for the boards in which the person holds one of the roles that the gate names",
    "people.Person": "the administrator's; elsewhere named by the rows they stand on",
    "base.StoredFile": "served only by the row it hangs on",
    "base.Submission": "asked by person and token",
    "base.PendingPost": "asked by person and key",
    "base.Draft": "asked by person and address",
    "base.Letter": "asked by the own e-mail address",
    "base.ColumnMapping": "how other systems' files are read; the view's gate names the roles",
}
# What everybody on the staff shares, whatever the board.
SHARED_BY_STAFF = {
    "organisation.Board", "organisation.ServiceArea", "organisation.ServiceAssignment", "organisation.Provider",
    "organisation.Unit", "contracts.Contract", "contracts.RequirementSet", "contracts.Requirement",
    "planning.CoverageRecord", "measures.RuleSet", "measures.Duty", "measures.DecidedMonth", "measures.FalseAlarms",
    "registers.Category", "registers.SourceSystem", "registers.SourceCode", "registers.EventCell", "registers.DueCell",
    "registers.UnitVolume",
}  # fmt: skip
# Public documents, which everybody with a role reads.
SHARED_BY_ALL = {"contracts.RequirementSet", "contracts.Requirement"}


def the_rest(world: World, names: Named) -> None:
    """A row of every kind that the addresses do not need: of Anna's follow-up, of the grid and of the plan."""
    case, grid, at_plan = (names[key] for key in ("casework:", "casework:grid", "planning:"))
    by_anna = {"by": world.anna, "at": NOON}
    of_case = {"follow_up_id": case["pk"], **by_anna}
    FollowUpShare.objects.create(**of_case, board=board("tredje", "Tredje nämnden"), reason="Gemensam")
    StageChange.objects.create(**of_case, from_stage="planned", to_stage="notified")
    ChosenArea.objects.create(follow_up_id=case["pk"], quality_area=world.participation)
    ScopeChange.objects.create(**of_case, kind="added", what="D1", reason="Klagomål")
    action = Action.objects.get(pk=case["action_pk"])
    ActionReview.objects.create(action=action, verdict="refused", note="Otydlig", **by_anna)
    EffectCheck.objects.create(action=action, verdict="intended", note="Märks", **by_anna)
    Cell.objects.create(
        follow_up_id=grid["pk"], question_id=grid["question_pk"], unit=world.lindgarden, provider=world.private
    )
    counted(world)
    _of_plan(world, FollowUpPlan.objects.get(pk=at_plan["pk"]), FollowUp.objects.get(pk=case["pk"]))


def _of_plan(world: World, plan: FollowUpPlan, follow_up: FollowUp) -> None:
    day = NOON.date()
    RotationEntry.objects.create(plan=plan, board=world.elderly, year=2025, wording="Boende")
    Commitment.objects.create(plan=plan, text="Tio enheter", rule="units_followed_up", target=10)
    CoverageRecord.objects.create(unit=world.lindgarden, depth="in_depth", date=day)
    told = {"follow_up_id": follow_up.pk, "board": world.elderly}
    FollowUpOutcome.objects.create(**told, kind="contract", title=follow_up.title)
    DemandedAction.objects.create(**told, action_id=1, text="Rutin", demanded_date=day)
    entry = DrawEntry.objects.exclude(picked_as="")[0]
    Displacement.objects.create(draw=entry.draw, entry=entry, decided_date=day, reason="Akut", by=world.sten, at=NOON)

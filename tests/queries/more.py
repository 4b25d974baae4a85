"""One of what the access sample has no need of, because no address names it, but which pages show."""

import datetime as dt

from insyn.base.files import store_content
from insyn.base.models import ColumnMapping, ImportedRow, ImportRemark, ImportRun, StagedRow, StoredFile
from insyn.casework.models import (
    Action,
    ActionCause,
    ActionReview,
    Assessment,
    Cause,
    Cell,
    ChosenArea,
    EffectCheck,
    Finding,
    FindingAssessment,
    FollowUpShare,
    Project,
    Question,
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
    PlannedFollowUp,
    PlannedTarget,
    ProposalDismissal,
    RotationEntry,
)
from tests.access.routes import Named
from tests.world import NOON, World

DAY = NOON.date()


def more_rows(world: World) -> Named:
    """Adds them; gives the addresses of an import and of a calendar."""
    in_the_plan(world)
    in_the_case(world)
    in_the_grid(world)
    return an_import(world) | {"calendar:feed": {"secret": world.anna.calendar_secret}}


def in_the_plan(world: World) -> None:
    planned = PlannedFollowUp.objects.select_related("plan").get()
    plan = planned.plan
    Commitment.objects.create(plan=plan, text="Minst tio enheter", rule="units_followed_up", target=10)
    RotationEntry.objects.create(
        plan=plan, board=world.elderly, year=2025, wording="Vård- och omsorgsboende", area=world.nursing
    )
    ProposalDismissal.objects.create(plan=plan, proposal_key="six-months:1", reason="Görs 2026", by=world.sten, at=NOON)
    PlannedTarget.objects.create(planned=planned, unit=world.lindgarden)
    CoverageRecord.objects.create(unit=world.lindgarden, depth="in_depth", date=DAY)
    FollowUpOutcome.objects.create(
        follow_up_id=1, board=world.elderly, plan=plan, planned=planned, kind="contract", title="Lindgården",
        state="done", done_date=DAY,
    )  # fmt: skip
    DemandedAction.objects.create(
        action_id=1, follow_up_id=1, board=world.elderly, unit=world.lindgarden, text="Ny rutin",
        demanded_date=DAY - dt.timedelta(days=300),
    )  # fmt: skip
    drawn = DrawEntry.objects.filter(picked_as="random").latest("position")
    Displacement.objects.create(
        draw=drawn.draw, entry=drawn, decided_date=DAY, reason="Akut ärende", by=world.sten, at=NOON
    )


def in_the_case(world: World) -> None:
    finding, action = Finding.objects.get(), Action.objects.get()
    made, by_anna = finding.follow_up, {"by": world.anna, "at": NOON}
    assessment = Assessment.objects.filter(follow_up=made)[0]
    FindingAssessment.objects.create(finding=finding, assessment=assessment)
    cause = Cause.objects.create(finding=finding, text="Ingen uppföljning av rutinen")
    ActionCause.objects.create(action=action, cause=cause)
    ActionReview.objects.create(action=action, verdict="refused", note="För sent", **by_anna)
    EffectCheck.objects.create(action=action, verdict="partly", note="Märks inte än", **by_anna)
    ChosenArea.objects.create(follow_up=made, quality_area=world.participation)
    ScopeChange.objects.create(follow_up=made, kind="added", what="Delaktighet", reason="Anhörigas brev", **by_anna)
    StageChange.objects.create(follow_up=made, from_stage="examining", to_stage="analysing", **by_anna)
    FollowUpShare.objects.create(follow_up=made, board=world.disability, reason="Gemensam", **by_anna)


def in_the_grid(world: World) -> None:
    question = Question.objects.get()
    Project.objects.get_or_create(follow_up=question.follow_up, defaults={"purpose": "Bemanningen"})
    Cell.objects.create(
        follow_up=question.follow_up, question=question, unit=world.lindgarden, provider=world.private, result="partly",
        by=world.anna, at=NOON,
    )  # fmt: skip


def an_import(world: World) -> Named:
    """A file that Disa has loaded, with a row that would be new and a remark."""
    run = ImportRun.objects.create(
        file=StoredFile.objects.order_by("pk")[0], state="faulty", mapping_name="Register", snapshot_date=DAY, read=2,
        accepted=1, rejected=1, by_id=world.disa.pk, at=NOON, counts={"Enheter": {"new": 1}},
    )  # fmt: skip
    StagedRow.objects.create(run=run, sheet="Enheter", row=2, key="ek", facts={"name": "Eken"}, outcome="new")
    ImportRemark.objects.create(run=run, sheet="Enheter", row=3, column="Namn", rule="Saknas", remedy="Skriv ett namn")
    ImportedRow.objects.create(source="Register", sheet="Enheter", key="ek", run=run)
    ColumnMapping.objects.create(name="Register", targets=[], saved_by_id=world.disa.pk, saved_at=NOON)
    return {"exchange:": {"pk": run.pk, "sheet": "Enheter", "outcome": "new"}} | an_import_of_events(world)


def an_import_of_events(world: World) -> Named:
    """Another file of hers, with a unit and a category that nobody has mapped."""
    lines = b"Id;Enhet;Registrerad;Kategori\n1;L-1;2025-01-07;FALL\n"
    told = {"system": "Treserva", "sheet": "", "columns": {"reference": {"column": "Id"}}}
    run = ImportRun.objects.create(
        file=store_content(name="avvikelser.csv", content=lines, by_id=world.disa.pk, at=NOON), subject="events",
        state="ready", snapshot_date=DAY, read=2, accepted=1, rejected=1, by_id=world.disa.pk, at=NOON,
        counts={"new": 1, "unknown_units": 1}, targets=[told],
    )  # fmt: skip
    unknown = "enheten ”L-1” finns inte i registret"
    ImportRemark.objects.create(run=run, row=2, column="Enhet", rule=unknown, remedy="Koppla koden")
    unsorted = "koden ”FALL” hör inte till någon kategori än: 1 rad"
    ImportRemark.objects.create(run=run, column="Kategori", rule=unsorted, remedy="Koppla koden")
    ColumnMapping.objects.create(
        name="Treserva", subject="events", targets=[told], saved_by_id=world.disa.pk, saved_at=NOON
    )
    return {"registers:import_": {"pk": run.pk}}

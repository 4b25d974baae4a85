"""One of everything that an address can name: all of it Anna's board's, and the provider's parts Carin's unit's."""

import datetime as dt
from dataclasses import replace

from allauth.usersessions.models import UserSession

from insyn.base.files import store_content
from insyn.base.models import ImportRun
from insyn.base.periods import period
from insyn.casework.models import FollowUp
from insyn.casework.tests.cases import follow_up_of
from insyn.contracts.models import ContractOption, Requirement, RequirementDeviation
from insyn.exchange.workbook import write_workbook
from insyn.organisation.models import AssignmentSpell, Deadline, ServiceAssignment
from insyn.planning.actions.plans import decide_plan
from insyn.planning.models import FocusArea
from insyn.planning.queries.proposals import proposals
from insyn.planning.tests.plans import a_draw, a_drawn_draw, a_plan, a_planned
from insyn.publishing.actions.confirming import confirm_version
from insyn.publishing.actions.preparing import decide_places, prepare_version, send_for_confirmation
from insyn.publishing.models import Feedback, Masking
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.templates import begin_template
from insyn.reporting.actions.writing import begin_report, hand_over_draft, save_draft
from insyn.reporting.models import BoardDecision, BoardItem, DecisionTask, DocumentVersion, Meeting
from tests.access.routes import Named
from tests.access.sample_case import DUE, OFFICES, SECRET, case, taking_part
from tests.access.sample_incoming import sent_in
from tests.access.sample_portal import deviation
from tests.access.sample_registers import reported
from tests.access.sample_signals import signals
from tests.world import BEGINNING, NOON, World

HALF_YEAR = dt.date(2030, 6, 1)


def own_things(world: World) -> Named:
    """What hangs on an account: Anna's session and calendar, and a file that Disa has loaded."""
    session = UserSession.objects.create(user=world.anna, ip="127.0.0.1", session_key="anna", user_agent="Läsare")
    book = write_workbook(NOON.date(), boards=None, asked=NOON.date())
    file = store_content(name="register.xlsx", content=book, by_id=world.disa.pk, at=NOON)
    run = ImportRun.objects.create(file=file, state="ready", by_id=world.disa.pk, at=NOON, snapshot_date=NOON)
    lines = b"Id;Enhet;Registrerad\n1;lindgarden;2025-01-07\n"
    export = store_content(name="avvikelser.csv", content=lines, by_id=world.disa.pk, at=NOON)
    told = {"system": "Treserva", "sheet": "", "columns": {"reference": {"column": "Id"}}}
    events = ImportRun.objects.create(
        file=export, subject="events", state="ready", targets=[told], by_id=world.disa.pk, at=NOON, snapshot_date=NOON
    )
    return {
        "": {},
        "registers:import_": {"pk": events.pk},
        "people:session_end": {"pk": session.pk},
        "people:demo_sign_in": {"pk": world.anna.pk},
        "calendar:": {"secret": world.anna.calendar_secret},
        "exchange:": {"pk": run.pk, "sheet": "Enheter", "outcome": "new"},
    }


def register(world: World) -> Named:
    """What the register's and the contracts' addresses name."""
    key = f"uppdrag-{world.elderly.key}"
    assignment = ServiceAssignment.objects.create(key=key, name="Boende", slug=key)
    named = AssignmentSpell.objects.create(
        assignment=assignment, name="Boende", area=world.nursing, valid=period(BEGINNING)
    )
    subjects: Named = {
        "unit": world.lindgarden, "provider": world.private, "area": world.nursing, "board": world.elderly,
        "assignment": assignment,
    }  # fmt: skip
    found: Named = {}
    for name, subject in subjects.items():
        found[f"organisation:{name}"] = {
            "pk": subject.pk,
            "spell_pk": (named if name == "assignment" else subject.spells.get()).pk,
        }
    return found | _contracts(world)


def _contracts(world: World) -> Named:
    """A contract with an option and a deviation, its requirements, and a complaint."""
    contract, deviating = world.contract, world.requirement
    until = contract.periods.get()
    departure = RequirementDeviation.objects.create(
        contract=contract, requirement=deviating, valid=period(BEGINNING), kind="removed", reason="Gäller inte"
    )
    return {
        "organisation:quality_area": {"pk": world.participation.pk},
        "organisation:deadline": {"pk": Deadline.objects.order_by("pk")[0].pk},
        "access:": {"pk": world.olle.pk},
        "access:role_end": {"pk": world.olle.role_assignments.get().pk},
        "contracts:": {
            "pk": contract.pk,
            "period_pk": until.pk,
            "option_pk": ContractOption.objects.create(period=until, until=DUE).pk,
            "row_pk": contract.units.get().pk,
            "adoption_pk": contract.adoptions.get().pk,
            "deviation_pk": departure.pk,
        },
        "contracts:mirror": {"pk": world.own_contract.pk},
        "contracts:of_unit": {"pk": world.lindgarden.pk},
        "contracts:of_provider": {"pk": world.private.pk},
        **_requirements(world),
        **reported(world),
        **deviation(world),
        **sent_in(world),
    }


def _requirements(world: World) -> Named:
    deviating = world.requirement
    return {
        **{
            key: {"pk": world.requirements.pk}
            for key in ("contracts:requirement_set", "contracts:set_", "contracts:requirement_new")
        },
        **{
            key: {"pk": deviating.pk, "version_pk": deviating.versions.get().pk}
            for key in (
                "contracts:requirement",
                "contracts:wording_",
                "contracts:requirement_correction",
                "contracts:requirement_end",
            )
        },
    }


def plans(world: World) -> Named:
    """A plan with a decided version, a draw being prepared and one that is drawn."""
    plan = a_plan(world)
    focus = FocusArea.objects.create(plan=plan, name="Delaktighet")
    planned = a_planned(world, plan, month=dt.date(2025, 3, 1), note=f"{OFFICES} anteckning", responsible=world.anna)
    a_plan(world, title=f"{OFFICES} plan")
    decide_plan(plan_id=plan.pk, meeting_date=NOON.date(), paragraph="§ 1", case_number="ÄN 1", by=world.sten, at=NOON)
    prepared = a_draw(world, plan)
    drawn = a_drawn_draw(world, plan)
    proposed = proposals(plan).waiting[0].key
    at_plan = {"pk": plan.pk, "part": "fokusomraden", "row": focus.pk, "key": proposed, "number": 1}
    return {
        "planning:": at_plan,
        "planning:unit_coverage": {"pk": world.lindgarden.pk},
        "planning:coverage_cell": {"cell": f"{world.lindgarden.pk}-2025"},
        "planning:planned": {"pk": planned.pk},
        **{key: {"pk": plan.pk} for key in ("planning:planned_list", "planning:planned_new")},
        **{
            key: {"pk": prepared.pk}
            for key in (
                "planning:draw",
                "planning:draw_edit",
                "planning:draw_division",
                "planning:nominations",
                "planning:nomination_new",
                "planning:frame",
                "planning:frame_publication",
                "planning:draw_history",
            )
        },
        "planning:draw_new": {"pk": plan.pk},
        "planning:drawing": {"pk": drawn.pk},
        "planning:displacement": {"pk": drawn.pk},
        "planning:replacement": {"pk": drawn.pk},
        "planning:nomination_": {"pk": prepared.nominations.get().pk},
        "publishing:plan": {"slug": plan.slug, "number": 1},
        "publishing:draw": {"slug": drawn.slug},
        "publishing:protocol": {"slug": drawn.slug},
        "publishing:frame": {"slug": drawn.slug},
    }


def report_of(follow_up: FollowUp, world: World) -> DocumentVersion:
    draft = begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    texts = {"bakgrund": "<p>Karin Lindqvist ringde om maten.</p>", "analys": "<p>Den har blivit bättre.</p>"}
    return save_draft(
        version_id=draft.pk, sections=texts, summary="<p>Bättre.</p>", needs_decision=False, proposal="",
        by=world.anna, at=NOON,
    )  # fmt: skip


def _board(world: World, item: BoardItem, task: DecisionTask) -> Named:
    """A meeting's own addresses, a half-year's, and a template's draft."""
    at_item = ("reporting:item_removal", "reporting:presentation", "reporting:decision", "reporting:task_new")
    half_year = Meeting.objects.create(board=world.elderly, date=HALF_YEAR, deadline_date=HALF_YEAR, is_half_year=True)
    template = begin_template(purpose="follow_up", kind="", by=world.sten, at=NOON)
    return {
        **{key: {"pk": item.meeting_id} for key in ("reporting:meeting", "reporting:package")},
        **{key: {"pk": item.pk} for key in at_item},
        **{key: {"pk": template.pk, "key": "metod"} for key in ("reporting:template", "reporting:section")},
        "reporting:half_year": {"pk": half_year.pk},
        "reporting:task": {"pk": task.pk},
    }


def reports(world: World) -> Named:
    """An approved report that is published and on its way to a meeting, and a task of the board's decision."""
    made = taking_part(world, follow_up_of(world, stage="reported"), reported_at=NOON)
    approved = report_of(made, world)
    hand_over_draft(version_id=approved.pk, by=world.anna, at=NOON)
    approve_report(version_id=approved.pk, by=world.sten, at=NOON)
    meeting = Meeting.objects.create(board=world.elderly, date=DUE, deadline_date=DUE, note=OFFICES)
    item = BoardItem.objects.create(
        meeting=meeting, version=approved, for_decision=True, added_by=world.anna, added_at=NOON
    )
    decision = BoardDecision.objects.create(
        item=item, text=f"{OFFICES} beslut", paragraph="§ 3", date=DUE, recorded_by=world.siv, recorded_at=NOON
    )
    task = DecisionTask.objects.create(decision=decision, text=f"{OFFICES} uppgift", owner=world.anna, due_date=DUE)
    version = prepare_version(source_id=approved.pk, by=world.anna, at=NOON)
    choices = dict.fromkeys(version.maskings.values_list("pk", flat=True), Masking.Choice.MASK.value)
    decide_places(version_id=version.pk, choices=choices, by=world.anna, at=NOON)
    send_for_confirmation(version_id=version.pk, by=world.anna, at=NOON)
    confirm_version(version_id=version.pk, by=world.sten, at=NOON)
    feedback = Feedback.objects.create(text="Sidan är svår", received_at=NOON)
    draft = report_of(taking_part(world, follow_up_of(world, stage="analysing"), title=f"{SECRET} utkast"), world)
    return {
        "reporting:": {"pk": draft.pk},
        "reporting:report": {"pk": approved.pk},
        "reporting:comparison": {"pk": approved.pk, "other": approved.pk},
        "portal:report": {"pk": made.pk},
        "reporting:case_report": {"pk": made.pk},
        "reporting:document": {"pk": approved.document_id},
        **{key: {"pk": approved.pk} for key in ("reporting:new_version", "reporting:to_board")},
        **_board(world, item, task),
        "publishing_work:": {"pk": version.pk, "source": approved.pk},
        "publishing_work:withdrawal": {"pk": version.publication_id},
        "publishing_work:feedback": {"pk": feedback.pk},
        "publishing:": {"slug": version.publication.slug},
        "publishing:unit": {"slug": world.lindgarden.slug},
    }


def of_another_board(world: World) -> Named:
    """The same kinds of things again: a follow-up of Bo's board at another provider's unit, its register and contract,
    another plan, and what a report that is not a version of the first is called."""
    other = replace(
        world, elderly=world.disability, nursing=world.housing, private=world.other_private, lindgarden=world.aspgarden,
        contract=world.other_contract, requirement=Requirement.objects.get(code="D2"), anna=world.bo, carin=world.carl,
    )  # fmt: skip
    draft = report_of(follow_up_of(other, stage="analysing"), other)
    plan = a_plan(other, title="En annan nämnds plan")
    focus = FocusArea.objects.create(plan=plan, name="Bostäder")
    return {
        **register(other),
        **signals(other),
        **case(other, number=2),
        "planning:": {"pk": plan.pk, "row": focus.pk, "number": 2, "key": "contract:0"},
        "reporting:comparison": {"pk": draft.pk, "other": draft.pk},
    }


def named(world: World) -> Named:
    """What fills in the addresses: the longest beginning of a route's name says which."""
    return own_things(world) | register(world) | plans(world) | signals(world) | case(world) | reports(world)

"""A follow-up with one of everything that its addresses can name, and the grid of another."""

import datetime as dt
from typing import Any

from insyn.base.files import store_content
from insyn.base.periods import period
from insyn.casework.models import (
    Action,
    ActionCause,
    ActionEvidence,
    ActionPlan,
    CaseDocument,
    Cause,
    DocumentRequest,
    Escalation,
    FactualCheck,
    Finding,
    FindingEvidence,
    FollowUp,
    Handover,
    IndividualsView,
    Participation,
    PreparationItem,
    Project,
    Receipt,
    Statement,
    UrgentNotice,
    UrgentRecipient,
    Visit,
)
from insyn.casework.tests.cases import chosen_requirements, follow_up_of, overarching
from tests.access.routes import Named
from tests.world import BEGINNING, NOON, World

DUE = dt.date(2030, 1, 1)
# What is not for everybody has a word in it that no page has of itself: one in what the provider shares with the
# office, another in what is the office's own.
SECRET, OFFICES = "kråkvinkel", "kontorslådan"


def taking_part(world: World, made: FollowUp, **changes: Any) -> FollowUp:
    """With Moa for the health care, beside Anna and Olle; changed as the row needs it."""
    Participation.objects.create(
        follow_up=made, person=world.moa, part="medical", conflict="none", declared_at=NOON, started_at=NOON
    )
    FollowUp.objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


def case(world: World, number: int = 1) -> Named:
    """A follow-up of Carin's unit with something of every kind, reported in between and still going on."""
    made = follow_up_of(world, stage="action_plan_asked")
    taking_part(world, made, reported_at=NOON, title=f"{SECRET} granskning")
    asked = {"follow_up": made, "provider": world.private, "unit": world.lindgarden, "due_date": DUE}
    request = DocumentRequest.objects.create(**asked, text=f"{SECRET} schema", sent_at=NOON, sent_by=world.anna)
    rows: Named = {"request": request, "document": _document(world, made, request)}
    rows["finding"] = _finding(world, made, number)
    rows["plan"] = ActionPlan.objects.create(**asked, round=1, asked_at=NOON, asked_by=world.anna)
    rows |= _mending(rows) | _checking(world, asked) | _telling(world, rows["finding"])
    numbers = _case_numbers(world, made, rows["plan"]) | {
        "target": made.targets.get().pk,
        "document_pk": rows["document"].pk,
        "document": rows["document"].pk,
        "asked": request.pk,
        "check": rows["check"].pk,
        "statement": rows["statement"].pk,
        "action_pk": rows["action"].pk,
    }
    return {"casework:": numbers, **_case_addresses(world, made.pk, rows), **grid(world)}


def _mending(rows: Named) -> Named:
    """A cause with what it was seen from, and the action that answers it."""
    cause = Cause.objects.create(finding=rows["finding"], text=f"{SECRET} orsak")
    FindingEvidence.objects.create(finding=rows["finding"], document=rows["document"])
    action = Action.objects.create(
        plan=rows["plan"], text=f"{SECRET} rutin", owner="Chef", due_date=DUE, effect_seen_by="Egenkontroll"
    )
    ActionCause.objects.create(action=action, cause=cause)
    ActionEvidence.objects.create(action=action, document=rows["document"])
    return {"action": action}


def _checking(world: World, asked: Named) -> Named:
    words = "Enheten har 40 platser."
    draft = [{"id": "a1", "kind": "text", "text": words}]
    check = FactualCheck.objects.create(**asked, draft=draft, sent_at=NOON, sent_by=world.anna)
    statement = Statement.objects.create(
        check_of=check, block_id="a1", block_text=words, text=f"Det är {SECRET}.", by=world.carin, at=NOON
    )
    return {"check": check, "statement": statement}


def _telling(world: World, finding: Finding) -> Named:
    """An urgent notice that the director has not confirmed yet."""
    notice = UrgentNotice.objects.create(
        follow_up=finding.follow_up, finding=finding, text=f"{OFFICES} och akut", by=world.anna, at=NOON
    )
    Receipt.objects.create(notice=notice, person=world.dag, capacity="director", last_sent_at=NOON)
    recipient = UrgentRecipient.objects.create(
        board=world.elderly, person=world.dag, capacity="director", valid=period(BEGINNING)
    )
    return {"notice": notice, "recipient": recipient}


def _document(world: World, made: FollowUp, request: DocumentRequest) -> CaseDocument:
    file = store_content(name="schema.txt", content=b"Schema", by_id=world.anna.pk, at=NOON)
    document: CaseDocument = CaseDocument.objects.create(
        follow_up=made, provider=world.private, unit=world.lindgarden, request=request, kind="requested",
        title=f"{SECRET} schema", file=file, standing="received", received_date=NOON.date(), uploaded_at=NOON,
        uploaded_by=world.carin,
    )  # fmt: skip
    return document


def _finding(world: World, made: FollowUp, number: int) -> Finding:
    finding: Finding = Finding.objects.create(
        follow_up=made, target=made.targets.get(), number=number, kind="deficiency", severity="serious",
        title=f"{SECRET} brist", quality_area=world.participation, text=f"{SECRET} planer saknades.",
        found_by=world.anna, found_at=NOON, found_date=NOON.date(),
    )  # fmt: skip
    return finding


def _case_numbers(world: World, made: FollowUp, plan: ActionPlan) -> dict[str, int]:
    """Rows that only the case's own pages name."""
    by_anna = {"follow_up": made, "by": world.anna, "at": NOON}
    return {
        "pk": made.pk,
        "number": made.findings.get().number,
        "assessment_pk": chosen_requirements(made)[0].pk,
        "item": PreparationItem.objects.create(follow_up=made, topic="other", title=f"Läs det {OFFICES}").pk,
        "visit": Visit.objects.create(**by_anna, date=NOON.date(), methods=["observation"], is_announced=True).pk,
        "view": IndividualsView.objects.create(**by_anna, how="conversation", text=f"{OFFICES} nöjd").pk,
        "part": made.participations.get(person=world.olle).pk,
        "handover": Handover.objects.create(**by_anna, from_person=world.anna, to_person=world.olle, reason="Ledig").pk,
        "plan_pk": plan.pk,
        "step_pk": Escalation.objects.create(
            **by_anna, plan=plan, step="correction", clause="§ 9", text=f"{OFFICES} rättelse"
        ).pk,
    }


def _case_addresses(world: World, follow_up_id: int, rows: Named) -> Named:
    """What the addresses outside the case's own page name."""
    document, request, check = rows["document"], rows["request"], rows["check"]
    statement, plan, action = rows["statement"], rows["plan"], rows["action"]
    at_portal = {"portal:": {"pk": follow_up_id}, "portal:unit": {"pk": world.lindgarden.pk}}
    own: Named = {
        "document_file": document, "document_request": request, "factual_check": check, "remark": check,
        "check_answer": check, "remark_removal": statement, "action_plan": plan, "action_new": plan, "action": action,
        "action_edit": action, "action_removal": action,
    }  # fmt: skip
    return {
        "casework:recurring_requirement": {"pk": world.requirement.pk},
        "casework:recurring_area": {"pk": world.participation.pk},
        "casework:finding_by_key": {"pk": rows["finding"].pk},
        "casework:action_by_key": {"pk": action.pk},
        "casework:urgent_notice": {"pk": rows["notice"].pk},
        "casework:receipt": {"pk": rows["notice"].pk},
        "casework:urgent_recipient_end": {"pk": rows["recipient"].pk},
        "casework:of_unit": {"pk": world.lindgarden.pk},
        "casework:of_provider": {"pk": world.private.pk},
        "casework:of_contract": {"pk": world.contract.pk},
        **at_portal,
        **{f"portal:{name}": {"pk": row.pk, "block": "a1"} for name, row in own.items()},
    }


def grid(world: World) -> Named:
    made = taking_part(world, overarching(world, world.lindgarden), reported_at=NOON, title=f"{SECRET} rutnät")
    Project.objects.create(follow_up=made, purpose=f"{OFFICES} syfte")
    numbers = {"pk": made.pk, "question_pk": made.questions.get().pk, "unit_pk": world.lindgarden.pk}
    return dict.fromkeys(("casework:grid", "casework:project"), numbers)

"""What a provider's managers meet: what waits for them, their units, and what has been followed up there."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from insyn.base.scope import Scope
from insyn.casework.models import Action, ActionPlan, CaseDocument, DocumentRequest, FactualCheck, FollowUp
from insyn.casework.queries.causes import open_deficiencies_of
from insyn.casework.queries.mending import CauseAnswered, answered_causes
from insyn.organisation.models import UnitSpell
from insyn.publishing.models import Publication, PublicVersion
from insyn.registers.models import Event
from insyn.reporting.models import DocumentVersion, Purpose

# The provider reads the report when it has been given back to the operation, not before.
TOLD = (FollowUp.Stage.FEEDBACK_GIVEN, FollowUp.Stage.REPORTED, FollowUp.Stage.CLOSED)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the provider, with its last day."""

    label: str
    what: str
    url: str
    due: dt.date
    is_late: bool


def waiting(scope: Scope, day: dt.date) -> list[Waiting]:
    """Everything that waits, the most urgent first."""
    rows = [*_requests(scope, day), *_checks(scope, day), *_plans(scope, day), *_actions(scope, day)]
    return sorted(rows, key=lambda each: (each.due, each.label))


def _requests(scope: Scope, day: dt.date) -> list[Waiting]:
    rows = DocumentRequest.objects.visible_to(scope).filter(answered_at__isnull=True, settled_at__isnull=True)
    return [
        _waiting("Skicka in handlingar", row, "portal:document_request", row.extended_due_date or row.due_date, day)
        for row in rows.select_related("follow_up")
    ]


def _checks(scope: Scope, day: dt.date) -> list[Waiting]:
    rows = FactualCheck.objects.visible_to(scope).filter(answered_at__isnull=True, closed_at__isnull=True)
    return [
        _waiting("Granska fakta i utkastet", row, "portal:factual_check", row.due_date, day)
        for row in rows.select_related("follow_up")
    ]


def _plans(scope: Scope, day: dt.date) -> list[Waiting]:
    rows = ActionPlan.objects.visible_to(scope).filter(state=ActionPlan.State.ASKED)
    return [
        _waiting("Skriv åtgärdsplan", row, "portal:action_plan", row.due_date, day)
        for row in rows.select_related("follow_up")
    ]


@dataclass(frozen=True)
class DeficiencyToAnswer:
    """A deficiency as the provider reads it, with each of its causes and the actions that answer them."""

    number: int
    title: str
    severity: str
    text: str
    causes: tuple[CauseAnswered, ...]


def deficiencies_to_answer(plan: ActionPlan, actions: list[Action]) -> list[DeficiencyToAnswer]:
    """What the plan must answer, deficiency by deficiency in their order."""
    answered = answered_causes(plan, actions)
    return [
        DeficiencyToAnswer(
            row.number,
            row.title,
            row.get_severity_display(),
            row.text,
            tuple(each for each in answered if each.cause.finding_number == row.number),
        )
        for row in open_deficiencies_of(plan.follow_up_id, plan.provider_id, plan.unit_id)
    ]


def _actions(scope: Scope, day: dt.date) -> list[Waiting]:
    rows = Action.objects.visible_to(scope).filter(state=Action.State.ACCEPTED, plan__state=ActionPlan.State.ACCEPTED)
    return [
        Waiting(
            "Genomför åtgärden", row.text, reverse("portal:action", args=[row.pk]), row.due_date, row.due_date < day
        )
        for row in rows
    ]


def _waiting(
    label: str, row: DocumentRequest | FactualCheck | ActionPlan, url_name: str, due: dt.date, day: dt.date
) -> Waiting:
    return Waiting(label, row.follow_up.title, reverse(url_name, args=[row.pk]), due, due < day)


def own_units(scope: Scope, day: dt.date) -> "QuerySet[UnitSpell]":
    """The units that the person manages today, as they are today."""
    seen = Q(pk__in=())
    for grant in scope.provider_grants:
        own = Q(provider_id=grant.provider_id)
        seen |= own & Q(unit_id=grant.unit_id) if grant.unit_id else own
    rows: QuerySet[UnitSpell] = UnitSpell.objects.on(day).filter(seen).select_related("unit", "provider", "area")
    return rows.order_by("name")


def names_of(spell: UnitSpell) -> frozenset[str]:
    """What may stand in a text though it looks like a person's name."""
    return frozenset({spell.name, spell.unit.name, spell.provider.name})


def is_kept_here(event: Event) -> bool:
    """Entered by the provider, who keeps it; what a care system brought is kept there."""
    return hasattr(event, "provider_entry")


def deviation_state(event: Event, day: dt.date) -> str:
    if event.closed_date:
        return "closed"
    return "late" if event.due_date and event.due_date < day else "open"


def follow_ups(scope: Scope) -> "QuerySet[FollowUp]":
    rows: QuerySet[FollowUp] = FollowUp.objects.visible_to(scope).select_related("board")
    return rows.order_by("-notified_at", "-pk")


def documents(scope: Scope) -> "QuerySet[CaseDocument]":
    """What was sent to the units or handed in by them, whoever manages them now.

    What the office has collected is its own working material.
    """
    of_actions = Q(action_links__action__in=Action.objects.visible_to(scope))
    rows: QuerySet[CaseDocument] = CaseDocument.objects.visible_to(scope).filter(
        Q(standing=CaseDocument.Standing.SENT)
        | Q(request__isnull=False)
        | Q(uploaded_by_id=scope.person_id)
        | of_actions
    )
    return rows.select_related("file").distinct()


@dataclass(frozen=True)
class CasePage:
    """One follow-up as the provider may read it."""

    follow_up: FollowUp
    targets: list[str]
    documents: list[CaseDocument]
    requests: list[DocumentRequest]
    checks: list[FactualCheck]
    plans: list[ActionPlan]
    report: DocumentVersion | None
    published: str


def case_page(scope: Scope, follow_up: FollowUp) -> CasePage:
    """Only what is addressed to the person's own units: notices sent, own answers, checks and plans."""
    targets = follow_up.targets.select_related("unit_spell", "provider_spell", "contract")
    return CasePage(
        follow_up=follow_up,
        targets=[str(each) for each in targets if _is_own(scope, each.provider_id, each.unit_id)],
        documents=list(documents(scope).filter(follow_up=follow_up)),
        requests=list(DocumentRequest.objects.visible_to(scope).filter(follow_up=follow_up)),
        checks=list(FactualCheck.objects.visible_to(scope).filter(follow_up=follow_up)),
        plans=list(ActionPlan.objects.visible_to(scope).filter(follow_up=follow_up)),
        report=told_report(follow_up),
        published=published_slug(follow_up),
    )


def _is_own(scope: Scope, provider_id: int | None, unit_id: int | None) -> bool:
    return any(grant.provider_id == provider_id and grant.unit_id in {None, unit_id} for grant in scope.provider_grants)


def told_report(follow_up: FollowUp) -> DocumentVersion | None:
    """The approved report, once it has been given back to the operation.

    A report on several units or providers tells of them all: those read the published one, like everybody else.
    """
    if follow_up.stage not in TOLD or follow_up.targets.values("provider_id", "unit_id").distinct().count() > 1:
        return None
    rows = DocumentVersion.objects.filter(
        document__follow_up=follow_up, document__purpose=Purpose.FOLLOW_UP, state=DocumentVersion.State.APPROVED
    )
    return rows.select_related("document__board", "document__template").order_by("-number").first()


def published_slug(follow_up: FollowUp) -> str:
    """The public page's address, where there is one now."""
    rows = Publication.objects.filter(follow_up=follow_up, versions__state=PublicVersion.State.PUBLISHED)
    return rows.values_list("slug", flat=True).first() or ""

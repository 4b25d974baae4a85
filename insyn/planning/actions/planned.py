"""The follow-ups that a plan schedules: added, moved, taken out, and accepted from what proposes itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.contracts.models import Contract
from insyn.organisation.models import Provider, ServiceArea, Unit
from insyn.people.models import Person
from insyn.planning.actions.plans import locked_plan
from insyn.planning.models import FollowUpOutcome, PlannedFollowUp, PlannedTarget, ProposalDismissal
from insyn.planning.rules.months import first_of


class SameOfficerTwice(Refusal):
    message = "Ansvarig och biträdande ska vara två olika personer. Byt den ena."


class MonthOutsidePlan(Refusal):
    message = "Månaden ligger utanför planens period. Välj en månad i planen."


class ChangedMeanwhile(Refusal):
    message = "Någon annan har ändrat uppföljningen sedan du öppnade sidan. Läs sidan igen och gör om ändringen."


class AlreadyOpened(Refusal):
    message = "Uppföljningen är redan öppnad. Ställ in den på uppföljningens egen sida i stället."


class AlreadyCancelled(Refusal):
    message = "Uppföljningen har redan utgått ur planen."


@dataclass(frozen=True)
class PlannedFields:
    """What a person says of a planned follow-up."""

    kind: str
    title: str
    ground: str
    area: ServiceArea | None = None
    month: dt.date | None = None
    responsible: Person | None = None
    assistant: Person | None = None
    effort_days: int = 10
    note: str = ""
    contracts: Iterable[Contract] = field(default=())
    units: Iterable[Unit] = field(default=())
    providers: Iterable[Provider] = field(default=())
    pairs: Iterable[tuple[Contract, Unit]] = field(default=())
    """A contract with the unit that is examined of it; they are one target."""


@action("Planerade en uppföljning")
def add_planned(
    *, plan_id: int, fields: PlannedFields, proposal_key: str = "", by: Person, at: dt.datetime
) -> PlannedFollowUp:
    """Put a follow-up in the plan; a proposal accepted twice is there once. Raises as `change_planned`."""
    plan = locked_plan(plan_id)
    if proposal_key:
        there: PlannedFollowUp | None = plan.planned.filter(proposal_key=proposal_key).first()
        if there:
            return there
        plan.dismissals.filter(proposal_key=proposal_key).delete()
    planned = PlannedFollowUp(plan=plan, proposal_key=proposal_key)
    _write(planned, fields)
    return planned


@action("Ändrade en planerad uppföljning")
def change_planned(
    *, planned_id: int, fields: PlannedFields, revision: int, by: Person, at: dt.datetime
) -> PlannedFollowUp:
    """Raises ChangedMeanwhile, SameOfficerTwice or MonthOutsidePlan."""
    planned = _locked(planned_id, revision)
    _write(planned, fields)
    return planned


@action("Flyttade en planerad uppföljning")
def move_planned(
    *, planned_id: int, month: dt.date | None, revision: int, by: Person, at: dt.datetime
) -> PlannedFollowUp:
    """Move to another month of the plan, or to none yet. Raises ChangedMeanwhile or MonthOutsidePlan."""
    planned = _locked(planned_id, revision)
    planned.month = _month_in_plan(planned, month)
    planned.revision += 1
    planned.save(update_fields=["month", "revision"])
    return planned


@action("Lät en planerad uppföljning utgå")
def cancel_planned(*, planned_id: int, reason: str, by: Person, at: dt.datetime) -> PlannedFollowUp:
    """Take it out of the plan with a reason; it stays to be read. Raises AlreadyOpened or AlreadyCancelled."""
    planned = _locked(planned_id)
    if planned.cancelled_reason:
        raise AlreadyCancelled
    if planned.outcomes.exclude(state=FollowUpOutcome.State.CALLED_OFF).exists():
        raise AlreadyOpened
    planned.cancelled_reason = reason.strip()
    planned.revision += 1
    planned.save(update_fields=["cancelled_reason", "revision"])
    return planned


@action("Tog tillbaka en uppföljning i planen")
def restore_planned(*, planned_id: int, by: Person, at: dt.datetime) -> PlannedFollowUp:
    """Take a cancelled follow-up back into the plan."""
    planned = _locked(planned_id)
    planned.cancelled_reason = ""
    planned.revision += 1
    planned.save(update_fields=["cancelled_reason", "revision"])
    return planned


@action("Avvisade ett förslag")
def dismiss_proposal(*, plan_id: int, key: str, reason: str, by: Person, at: dt.datetime) -> ProposalDismissal:
    """Keep a proposal out of the plan, with the reason."""
    plan = locked_plan(plan_id)
    dismissal: ProposalDismissal
    dismissal, _ = ProposalDismissal.objects.update_or_create(
        plan=plan, proposal_key=key, defaults={"reason": reason.strip(), "by": by, "at": at}
    )
    return dismissal


@action("Tog upp ett avvisat förslag igen")
def reconsider_proposal(*, plan_id: int, key: str, by: Person, at: dt.datetime) -> None:
    """Let a dismissed proposal propose itself again."""
    locked_plan(plan_id).dismissals.filter(proposal_key=key).delete()


def _locked(planned_id: int, revision: int | None = None) -> PlannedFollowUp:
    planned: PlannedFollowUp = (
        PlannedFollowUp.objects.select_for_update(of=("self",)).select_related("plan").get(pk=planned_id)
    )
    if revision is not None and planned.revision != revision:
        raise ChangedMeanwhile
    return planned


def _write(planned: PlannedFollowUp, fields: PlannedFields) -> None:
    if fields.responsible and fields.responsible == fields.assistant:
        raise SameOfficerTwice
    planned.kind, planned.title, planned.ground = fields.kind, fields.title.strip(), fields.ground
    planned.area, planned.note, planned.effort_days = fields.area, fields.note.strip(), fields.effort_days
    planned.responsible, planned.assistant = fields.responsible, fields.assistant
    planned.month = _month_in_plan(planned, fields.month)
    planned.revision += 1
    planned.save()
    _set_targets(planned, fields)


def _month_in_plan(planned: PlannedFollowUp, month: dt.date | None) -> dt.date | None:
    if month is None:
        return None
    period, month = planned.plan.period, first_of(month)
    if month < first_of(period.lower) or (period.upper and month >= period.upper):
        raise MonthOutsidePlan
    return month


def _set_targets(planned: PlannedFollowUp, fields: PlannedFields) -> None:
    """The rows that stay are left alone, so that the history tells only what changed."""
    wanted = (
        {("contract_id", each.pk) for each in fields.contracts}
        | {("unit_id", each.pk) for each in fields.units}
        | {("provider_id", each.pk) for each in fields.providers}
    )
    for target in planned.targets.all():
        keys = {(name, getattr(target, name)) for name in ("contract_id", "unit_id", "provider_id")}
        named = {key for key in keys if key[1] is not None}
        if named <= wanted:
            wanted -= named
        else:
            target.delete()
    for contract, unit in fields.pairs:
        PlannedTarget.objects.get_or_create(planned=planned, contract=contract, unit=unit)
    PlannedTarget.objects.bulk_create(PlannedTarget(planned=planned, **{name: pk}) for name, pk in sorted(wanted))

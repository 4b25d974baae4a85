"""Opening a follow-up: its number, its targets as they were on the reference day, its officers, what to prepare."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection, models, transaction
from django.db.models import IntegerField, Max, ProtectedError
from django.db.models.functions import Cast, Substr

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.participation import add_participant, open_and_locked
from insyn.casework.actions.told import tell_outcome
from insyn.casework.models import FollowUp, FollowUpTarget, PreparationItem, StageChange
from insyn.casework.queries.targets import TargetRow, Wanted, found_on
from insyn.people.models import Person
from insyn.planning.models import Depth, DrawEntry, PlannedFollowUp

# One lock for the whole series: two who open at the same moment get different numbers.
_SERIES_LOCK = 7_301_946


class NothingToFollowUp(Refusal):
    message = "Välj minst ett avtal, en enhet, en utförare eller myndighetsutövningen."


class TargetWasNotThere(Refusal):
    """Something chosen did not exist on the reference day."""


class TargetInUse(Refusal):
    message = "Föremålet har krav, besök eller iakttagelser och kan inte tas bort. Ta bort kraven ur omfattningen."


class AlreadyOpened(Refusal):
    """The planned follow-up, or the drawn contract, has been opened before."""

    def __init__(self, follow_up: FollowUp) -> None:
        self.follow_up = follow_up
        super().__init__(f"Uppföljningen är redan upplagd med diarienummer {follow_up.registry_number}.")


class RegistryNumberTaken(Refusal):
    """Another follow-up has the registry number."""


@dataclass(frozen=True)
class Order:
    """What somebody asks for when opening a follow-up. Without a registry number the series gives the next."""

    title: str
    kind: str
    board_id: int
    ground: str
    reference_date: dt.date
    wanted: Wanted
    registry_number: str = ""
    ground_text: str = ""
    report_to: str = FollowUp.ReportTo.BOARD
    month: dt.date | None = None
    depth: str = Depth.IN_DEPTH
    performed_by: str = FollowUp.PerformedBy.AUTHORITY
    planned_id: int | None = None
    draw_entry_id: int | None = None
    started_from_id: int | None = None
    participants: tuple[tuple[int, str], ...] = field(default=())
    """Pairs of person and part, the responsible officer among them."""


@action("Lade upp uppföljningen")
def open_follow_up(*, order: Order, by: Person, at: dt.datetime) -> FollowUp:
    """Open a follow-up; raises AlreadyOpened, NothingToFollowUp, TargetWasNotThere or RegistryNumberTaken."""
    planned = _planned(order)
    rows = _found(order.reference_date, order.wanted)
    follow_up: FollowUp = FollowUp.objects.create(
        registry_number=_number(order, at),
        title=order.title,
        kind=order.kind,
        board_id=order.board_id,
        plan=planned.plan if planned else None,
        planned=planned,
        draw_entry_id=order.draw_entry_id,
        started_from_id=order.started_from_id,
        ground=order.ground,
        ground_text=order.ground_text,
        report_to=order.report_to,
        reference_date=order.reference_date,
        month=order.month,
        created_by=by,
        created_at=at,
    )
    StageChange.objects.create(follow_up=follow_up, from_stage="", to_stage=follow_up.stage, by=by, at=at)
    tell_outcome(follow_up, by=by, at=at)
    put_targets(follow_up, rows, order.depth, order.performed_by)
    for person_id, part in order.participants:
        add_participant(follow_up_id=follow_up.pk, person_id=person_id, part=part, by=by, at=at)
    PreparationItem.objects.bulk_create(_preparation(follow_up))
    return follow_up


def _planned(order: Order) -> PlannedFollowUp | None:
    """The planned follow-up, locked so that it is opened once; the drawn contract likewise."""
    if order.draw_entry_id:
        DrawEntry.objects.select_for_update(of=("self",)).get(pk=order.draw_entry_id)
        _refuse_if_opened(FollowUp.objects.filter(draw_entry=order.draw_entry_id))
    if not order.planned_id:
        return None
    planned: PlannedFollowUp = PlannedFollowUp.objects.select_for_update(of=("self",)).get(pk=order.planned_id)
    _refuse_if_opened(FollowUp.objects.filter(planned=planned))
    return planned


def _refuse_if_opened(rows: "models.QuerySet[FollowUp]") -> None:
    if earlier := rows.first():
        raise AlreadyOpened(earlier)


def _found(day: dt.date, wanted: Wanted) -> tuple[TargetRow, ...]:
    if not wanted:
        raise NothingToFollowUp
    found = found_on(day, wanted)
    if found.not_there:
        names = ", ".join(found.not_there)
        raise TargetWasNotThere(
            f"{names} fanns inte i registret den {day:%Y-%m-%d}. Välj en annan dag för uppgifterna."
        )
    if not found.rows:
        raise NothingToFollowUp("Det finns inga enheter i området den dagen. Välj ett annat område eller en annan dag.")
    return found.rows


@action("Lade till föremål")
def add_targets(
    *, follow_up_id: int, wanted: Wanted, depth: str, performed_by: str, by: Person, at: dt.datetime
) -> FollowUp:
    """Add what is looked at; raises NothingToFollowUp, TargetWasNotThere or FollowUpIsOver."""
    follow_up = open_and_locked(follow_up_id)
    put_targets(follow_up, _found(follow_up.reference_date, wanted), depth, performed_by)
    return follow_up


@action("Ändrade uppgifter om uppföljningen")
def describe_follow_up(
    *,
    follow_up_id: int,
    title: str,
    registry_number: str,
    ground_text: str,
    month: dt.date | None,
    report_to: str,
    conclusion: str,
    by: Person,
    at: dt.datetime,
) -> FollowUp:
    """Put right what is said about a follow-up; raises FollowUpIsOver or RegistryNumberTaken."""
    follow_up = open_and_locked(follow_up_id)
    if FollowUp.objects.filter(registry_number=registry_number).exclude(pk=follow_up_id).exists():
        raise RegistryNumberTaken(f"Diarienumret {registry_number} finns redan. Skriv ett annat.")
    follow_up.title, follow_up.registry_number, follow_up.month = title, registry_number, month
    follow_up.ground_text, follow_up.report_to, follow_up.conclusion = ground_text, report_to, conclusion
    follow_up.revision += 1
    follow_up.save()
    tell_outcome(follow_up, by=by, at=at)
    return follow_up


@action("Tog bort ett föremål")
def remove_target(*, target_id: int, by: Person, at: dt.datetime) -> None:
    """Take out a target that nothing hangs on yet; raises FollowUpIsOver, TargetInUse or NothingToFollowUp."""
    target = FollowUpTarget.objects.get(pk=target_id)
    follow_up = open_and_locked(target.follow_up_id)
    if follow_up.targets.count() == 1:
        raise NothingToFollowUp("Uppföljningen behöver minst ett föremål. Lägg till ett annat först.")
    try:
        with transaction.atomic():
            target.delete()
    except ProtectedError:
        raise TargetInUse from None


def put_targets(follow_up: FollowUp, rows: tuple[TargetRow, ...], depth: str, performed_by: str) -> None:
    """Add the targets, keeping those that are there already."""
    FollowUpTarget.objects.bulk_create(
        [
            FollowUpTarget(
                follow_up=follow_up,
                contract_id=row.contract_id,
                unit_id=row.unit_id,
                provider_id=row.provider_id,
                unit_spell_id=row.unit_spell_id,
                provider_spell_id=row.provider_spell_id,
                is_authority=row.is_authority,
                depth=depth,
                performed_by=performed_by,
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )


def _number(order: Order, at: dt.datetime) -> str:
    if not order.registry_number:
        return next_registry_number(local_date(at).year)
    if FollowUp.objects.filter(registry_number=order.registry_number).exists():
        raise RegistryNumberTaken(
            f"Diarienumret {order.registry_number} finns redan. Skriv ett annat, eller lämna fältet tomt."
        )
    return order.registry_number


def next_registry_number(year: int) -> str:
    """The next number of the year's series; holds the series until the transaction is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SERIES_LOCK])
    prefix = f"UPF-{year}-"
    taken = FollowUp.objects.filter(registry_number__regex=rf"^{prefix}[0-9]{{1,9}}$")
    last = taken.aggregate(last=Max(Cast(Substr("registry_number", len(prefix) + 1), IntegerField())))["last"]
    return f"{prefix}{(last or 0) + 1}"


def _preparation(follow_up: FollowUp) -> list[PreparationItem]:
    """What the plan says is read before a follow-up; "other" is added by hand, a signal where there is one."""
    added = {PreparationItem.Topic.OTHER, PreparationItem.Topic.SIGNAL}
    topics = [topic for topic in PreparationItem.Topic if topic not in added]
    return [
        PreparationItem(follow_up=follow_up, topic=topic, title=topic.label, order=place)
        for place, topic in enumerate(topics, start=1)
    ]

"""Signals that follow-ups come of: what a person may open or join them to, and what is read of them before a visit."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from insyn.base.periods import last_day
from insyn.base.scope import Scope
from insyn.casework.models import FollowUp, FollowUpTarget
from insyn.casework.rules.powers import BY_ACT, Act
from insyn.measures.models import Signal, SignalRow, Weighing
from insyn.measures.queries.signals import chart_of
from insyn.registers.models import Event

OPENERS = BY_ACT[Act.OPEN].roles


def openable(scope: Scope, ids: Iterable[int]) -> "QuerySet[Signal]":
    """Signals that the person may let lead to a follow-up."""
    rows: QuerySet[Signal] = Signal.objects.visible_to(scope).filter(pk__in=list(ids))
    boards = scope.boards_for(*OPENERS)
    return rows if boards is None else rows.filter(board__in=boards)


def openings(scope: Scope, ids: Iterable[int]) -> dict[int, str]:
    """Where a follow-up is opened for each signal."""
    address = reverse("casework:follow_up_new")
    return {pk: f"{address}?signal={pk}" for pk in openable(scope, ids).values_list("pk", flat=True)}


def joinings(scope: Scope, ids: Iterable[int]) -> dict[int, str]:
    """Where each signal is added to a follow-up that runs already; only where there is one."""
    signals = [each for each in openable(scope, ids) if running(each, scope).exists()]
    return {each.pk: reverse("casework:signal_joining", args=[each.pk]) for each in signals}


def running(signal: Signal, scope: Scope) -> "QuerySet[FollowUp]":
    """Open follow-ups of the unit, or of the provider, that the person may see."""
    about = {"unit": signal.unit_id} if signal.unit_id else {"provider": signal.provider_id}
    examined = FollowUpTarget.objects.filter(**about).values("follow_up")
    rows: QuerySet[FollowUp] = FollowUp.objects.visible_to(scope).filter(pk__in=examined)
    return rows.filter(pk__in=FollowUp.objects.open().values("pk")).order_by("-created_at")


def signals_of(follow_up_id: int, scope: Scope) -> list[Signal]:
    """The signals that were weighed into the follow-up, as far as the person may see them."""
    weighed = Weighing.objects.filter(follow_up_id=follow_up_id, undone_at=None).values("signal")
    rows = Signal.objects.visible_to(scope).filter(pk__in=weighed)
    return list(rows.select_related("unit", "provider", "category").order_by("found_at", "pk"))


def lines_of(signals: Sequence[Signal], scope: Scope) -> list[str]:
    """Each signal in a line, and then the events behind it; without their text, which may hold personal data."""
    behind = _behind(signals, scope)
    lines = []
    for signal in signals:
        numbers = ", ".join(f"{name.lower()}: {value}" for name, value in signal.evidence.get("numbers", ()))
        lines.append(
            f"Signal {signal.found_at:%Y-%m-%d}, {signal} ({signal.period.lower} till {last_day(signal.period)}). "
            f"{numbers[:1].upper()}{numbers[1:]}."
        )
        lines += [_event_line(event) for event in behind[signal.pk]]
    return lines


def _behind(signals: Sequence[Signal], scope: Scope) -> dict[int, list[Event]]:
    """The events of each signal that the person may read, in order of day; two queries for all."""
    rows = list(SignalRow.objects.filter(signal__in=signals).values_list("signal_id", "event_id"))
    seen = Event.objects.visible_to(scope).filter(pk__in={event_id for _, event_id in rows})
    events = {event.pk: event for event in seen.select_related("category")}
    found: dict[int, list[Event]] = {signal.pk: [] for signal in signals}
    for signal_id, event_id in rows:
        if event_id in events:
            found[signal_id].append(events[event_id])
    return {pk: sorted(each, key=lambda event: (event.event_date, event.pk)) for pk, each in found.items()}


def _event_line(event: Event) -> str:
    category = f", {event.category.name}" if event.category else ""
    severity = f", allvarlighet {event.get_severity_display()}" if event.severity else ""
    return f"{event.event_date} {event.get_kind_display()} {event.reference}{category}{severity}"


__all__ = ["chart_of", "joinings", "lines_of", "openable", "openings", "running", "signals_of"]

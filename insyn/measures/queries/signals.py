"""Signals as they are listed, weighed and shown."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from insyn.base import doors
from insyn.base.charts import LineChart, Series
from insyn.base.periods import last_day
from insyn.base.scope import Scope
from insyn.base.templatetags.swedish import day, number
from insyn.measures.models import Duty, FalseAlarms, Signal, Weighing
from insyn.people.models import Person
from insyn.registers.models import Event
from insyn.statistics.wording import p_value, short_number, short_percent

# Who may decide what a signal leads to: those who may open a follow-up.
WEIGHERS = ("strategist", "officer")
STATES = {
    "late": "försenad",
    "waiting": "ska vägas",
    "opened": "uppföljning öppnad",
    "joined": "i en uppföljning",
    "dismissed": "avskriven",
}
STATE_COLORS = {"late": "danger", "waiting": "warning", "opened": "info", "joined": "info", "dismissed": "neutral"}


def signals(scope: Scope, today: dt.date) -> "QuerySet[Any, Any]":
    """Those the person may see, with what they are about and where they stand."""
    verdict = Weighing.objects.filter(signal=OuterRef("pk"), undone_at=None).values("verdict")[:1]
    rows: QuerySet[Any, Any] = Signal.objects.visible_to(scope).annotate(
        about=Coalesce("unit__name", "provider__name"), verdict=Subquery(verdict, output_field=CharField())
    )
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(
            When(Q(verdict=None, due_date__lt=today), then=Value("late")),
            When(verdict=None, then=Value("waiting")),
            default=F("verdict"),
        )
    )
    return told


def to_weigh(scope: Scope, today: dt.date) -> "QuerySet[Signal]":
    """What waits for the person to weigh, the most urgent first: whoever answers for the board's signals, all who may
    weigh them where nobody does, and all when it is late."""
    boards = scope.boards_for(*WEIGHERS)
    if boards is not None and not boards:
        return Signal.objects.none()
    rows: QuerySet[Signal] = Signal.objects.visible_to(scope).unweighed()
    rows = rows if boards is None else rows.filter(board__in=boards)
    others = Duty.objects.on(today).exclude(person=scope.person_id or 0)
    rows = rows.filter(~Q(board__in=others.values("board")) | Q(due_date__lt=today))
    # Of those found together patterns come before single events, which are many.
    return rows.select_related("unit", "provider").order_by("due_date", "-pk")


@dataclass(frozen=True)
class SignalPage:
    """A signal with all that its page shows."""

    signal: Signal
    weighing: Weighing | None
    undone: tuple[Weighing, ...]
    events: tuple[Event, ...]
    hidden: int
    chart: LineChart | None
    false_alarms: FalseAlarms | None
    follow_up_url: str
    responsible: str
    entered_by: str
    earlier: tuple[Signal, ...]
    today: dt.date

    @property
    def state(self) -> str:
        if self.weighing:
            return str(self.weighing.verdict)
        return "late" if self.signal.due_date < self.today else "waiting"

    @property
    def state_word(self) -> str:
        return STATES[self.state]

    @property
    def state_color(self) -> str:
        return STATE_COLORS[self.state]

    @property
    def numbers(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.signal.evidence.get("numbers", ())]

    @property
    def period_words(self) -> str:
        first, last = self.signal.period.lower, last_day(self.signal.period)
        return day(first) if first == last else f"{day(first)} – {day(last)}"

    @property
    def responsible_words(self) -> str:
        return self.responsible or "ingen är utsedd"

    @property
    def p_words(self) -> str:
        p = self.signal.evidence.get("p_value")
        return "" if p is None else p_value(p)

    @property
    def family_words(self) -> str:
        q = short_percent(self.signal.evidence.get("q", 0), 0)
        return f"{number(self.signal.evidence['family'])} serier; högst {q} av månadens larm väntas vara falska"

    @property
    def sha256(self) -> str:
        return f"{self.signal.evidence.get('input_sha256', '')[:16]}…"

    @property
    def false_alarm_words(self) -> str:
        row = self.false_alarms
        return (
            f"Av slump ensam väntas {number(row.expected, 1)} sådana signaler om året i hela kommunen." if row else ""
        )

    @property
    def parameters(self) -> list[tuple[str, str]]:
        told = self.signal.evidence.get("parameters", {})
        return [(name, short_number(float(value))) for name, value in told.items()]


def signal_page(signal: Signal, scope: Scope, today: dt.date, responsible: str) -> SignalPage:
    weighings = list(Weighing.objects.filter(signal=signal).select_related("by"))
    standing = next((each for each in weighings if each.undone_at is None), None)
    event_ids = list(signal.rows.values_list("event_id", flat=True))
    seen = Event.objects.visible_to(scope).filter(pk__in=event_ids).select_related("category", "unit")
    events = tuple(seen.order_by("-event_date", "-pk"))
    urls = doors.addresses("follow_up", scope, [standing.follow_up_id]) if standing and standing.follow_up_id else {}
    return SignalPage(
        signal=signal,
        weighing=standing,
        undone=tuple(each for each in weighings if each.undone_at),
        events=events,
        hidden=len(event_ids) - len(events),
        chart=chart_of(signal),
        false_alarms=FalseAlarms.objects.filter(rule=signal.rule).order_by("-computed_at").first(),
        follow_up_url=next(iter(urls.values()), ""),
        responsible=responsible,
        entered_by=_name(signal.entered_by_id),
        earlier=tuple(_earlier(signal, scope)),
        today=today,
    )


def _earlier(signal: Signal, scope: Scope) -> "QuerySet[Signal]":
    about = Q(unit=signal.unit_id) if signal.unit_id else Q(provider=signal.provider_id)
    rows = Signal.objects.visible_to(scope).filter(about).exclude(pk=signal.pk)
    found: QuerySet[Signal] = rows.select_related("unit", "provider").order_by("-found_at")[:10]
    return found


def _name(person_id: int | None) -> str:
    return Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or "" if person_id else ""


def chart_of(signal: Signal) -> LineChart | None:
    """What was counted beside what was expected, as it was when the signal was found."""
    told = signal.evidence.get("chart")
    if not told:
        return None
    return LineChart(
        title=f"{signal.unit.name if signal.unit else ''}, {told['name']}: antal per månad",
        labels=tuple(told["labels"]),
        series=(Series("Antal", tuple(told["counts"])), Series("Väntat antal", tuple(told["expected"]))),
        decimals=1,
        marked=tuple(told["marked"]),
        marked_label="Månaderna bakom signalen",
    )


def standing_by_unit(since: dt.date, until: dt.date) -> Counter[int]:
    """How many signals each unit has had from one day through another that nobody has written off. For counting."""
    dismissed = Weighing.objects.filter(signal=OuterRef("pk"), undone_at=None, verdict=Weighing.Verdict.DISMISSED)
    rows = Signal.objects.filter(~Exists(dismissed), unit__isnull=False)
    rows = rows.filter(found_at__date__gte=since, found_at__date__lte=until)
    return Counter(rows.values_list("unit_id", flat=True))

"""The clocks that run, over all that a person's boards have had reported: what is late, and what soon will be."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from insyn.base.scope import Scope
from insyn.registers.models import Event, Inspection, Referral, Track, TrackStep
from insyn.registers.queries.deadlines import Deadlines
from insyn.registers.queries.events import boards_of, first_of, in_state
from insyn.registers.queries.tracks import clocks_of_event, clocks_of_track
from insyn.registers.rules import DECIDERS, TRACK_RULES, Clock, Done, Rule, State, clock

# So many of each sort are looked through; a municipality that has more open tracks is told so.
MOST = 1000
SHOWN = 50
OVERDUE_COUNTED = 1000
# Who is reminded of a clock, unless somebody is named as its decider.
HANDLERS = {**DECIDERS, "inspection": ("strategist", "officer"), "referral": ("strategist", "commissioner")}
DEFAULT_HANDLERS = ("officer",)


@dataclass(frozen=True)
class Running:
    """A clock that runs, on what, and who is to see to it."""

    clock: Clock
    law: str
    what: str
    unit: str
    url: str
    board_id: int
    roles: tuple[str, ...]
    decider_id: int | None = None

    @property
    def due(self) -> dt.date | None:
        return self.clock.due

    def is_for(self, scope: Scope) -> bool:
        if self.decider_id is not None:
            return self.decider_id == scope.person_id
        return scope.has_role(*self.roles, board_id=self.board_id)


@dataclass(frozen=True)
class OnTracks:
    """The clocks of the tracks that began first; `is_more` where others wait that are not among them."""

    rows: list[Running]
    is_more: bool


def running_on_tracks(scope: Scope, deadlines: Deadlines, day: dt.date) -> OnTracks:
    """Clocks of legal tracks, by their last day. Of very many, those that have waited longest."""
    rows = Track.objects.visible_to(scope).filter(_waiting(), event__withdrawn_date=None)
    rows = rows.select_related("event__unit", "event__system").prefetch_related("steps")
    found: list[Running] = []
    tracks = list(rows.order_by("started_date", "pk")[: MOST + 1])
    for track in tracks[:MOST]:
        event = track.event
        of = _of_event(event, track.get_basis_display(), HANDLERS.get(track.basis, DEFAULT_HANDLERS))
        found += [
            replace(of(each), decider_id=track.decider_id)
            for each in clocks_of_track(track, event, deadlines, day)
            if each.is_going
        ]
    return OnTracks(sorted(found, key=by_day), len(tracks) > MOST)


def _waiting() -> Q:
    """Tracks that lack a step for which a clock may run."""
    waiting = Q(pk__in=())
    for basis, rules in TRACK_RULES.items():
        for rule in rules:
            step = TrackStep.objects.filter(track=OuterRef("pk"), kind=rule.stop)
            waiting |= Q(basis=basis) & _may_run(rule) & ~Q(Exists(step))
    return waiting


def _may_run(rule: Rule) -> Q:
    if rule.serious == "only":
        return Q(is_serious=True)
    return ~Q(is_serious=False) | Q(is_serious=None) if rule.serious else Q()


def running_at_authorities(scope: Scope, day: dt.date) -> list[Running]:
    """Answers that an authority waits for, and suspicions that have not been passed on."""
    answers = Inspection.objects.visible_to(scope).filter(answered_date=None, answer_due__isnull=False)
    found = [_answer(row, day) for row in answers.select_related("unit").order_by("answer_due")[:MOST]]
    unsent = Referral.objects.visible_to(scope).filter(sent_date=None).select_related("provider")
    found += [_referral(row, day) for row in unsent.order_by("noticed_date")[:MOST]]
    return sorted(found, key=by_day)


ANSWER = Rule("", "Svar till myndigheten", "decided", "answered")
REFERRAL = Rule("", "Ska lämnas till myndigheten", "noticed", "sent")


def clock_of_answer(row: Inspection, day: dt.date) -> Clock:
    """Its last day is the authority's own, not a deadline of ours."""
    facts = {"decided": Done(row.decided_date or row.inspected_date)}
    if row.answered_date:
        facts["answered"] = Done(row.answered_date, row.answer_evidence)
    return clock(ANSWER, facts, lambda code, start: row.answer_due, day)


def clock_of_referral(row: Referral, day: dt.date) -> Clock:
    """Without a deadline: it is to be passed on at once."""
    facts = {"noticed": Done(row.noticed_date)}
    if row.sent_date:
        facts["sent"] = Done(row.sent_date, row.sent_evidence)
    return clock(REFERRAL, facts, lambda code, start: start, day)


def _answer(row: Inspection, day: dt.date) -> Running:
    return Running(
        clock=clock_of_answer(row, day),
        law=row.get_authority_display(),
        what=f"Tillsyn {row.inspected_date}",
        unit=row.unit.name,
        url=reverse("registers:inspection", args=[row.pk]),
        board_id=row.board_id,
        roles=HANDLERS["inspection"],
    )


def _referral(row: Referral, day: dt.date) -> Running:
    return Running(
        clock=clock_of_referral(row, day),
        law=row.get_authority_display(),
        what="Misstänkt oegentlighet",
        unit=row.provider.name,
        url=reverse("registers:referral", args=[row.pk]),
        board_id=row.board_id,
        roles=HANDLERS["referral"],
    )


def running_out(scope: Scope, deadlines: Deadlines, day: dt.date) -> list[Running]:
    """Events whose last day to be closed, or to have an action registered, comes next; those already late apart."""
    boards, waiting = boards_of(scope), Event.objects.visible_to(scope).filter(in_state("open", day))
    by_board = [{"board": board} for board in boards]
    closing = first_of(waiting.filter(due_date__gte=day), by_board, ("due_date", "pk"), SHOWN)
    # Registered so late that an action may still come in time; the oldest of these first.
    arms = [{"board": board, "kind": kind} for board in boards for kind in Event.Kind.values]
    idle = waiting.filter(action_date=None, registered_date__gte=_earliest_in_time(deadlines, day, boards))
    acting = first_of(idle, arms, ("registered_date", "pk"), SHOWN)
    found: list[Running] = []
    for code, keys in (("event_closed", closing), ("event_action", acting)):
        rows = Event.objects.filter(pk__in=keys).select_related("unit", "system")
        found += _going(rows, code, deadlines, day)
    return sorted(found, key=by_day)


def _going(rows: "QuerySet[Any]", code: str, deadlines: Deadlines, day: dt.date) -> Iterator[Running]:
    for event in rows:
        of = _of_event(event, event.get_kind_display().capitalize(), DEFAULT_HANDLERS)
        for each in clocks_of_event(event, deadlines, day):
            if each.rule.code == code and each.is_going and each.state is not State.LATE:
                yield of(each)


def _earliest_in_time(deadlines: Deadlines, day: dt.date, board_ids: Iterable[int]) -> dt.date:
    """The first day of registration from which some board's deadline for an action has not passed."""
    afters = [deadlines.of_board(board_id) for board_id in board_ids]
    days = [day - dt.timedelta(days=back) for back in range(366)]
    in_time = (start for start in days for after in afters if (after("event_action", start) or start) >= day)
    return min(in_time, default=day)


def late_counted(scope: Scope, day: dt.date) -> int:
    """How many events are past the day they should be closed; counted to a bound."""
    return _to_the_bound(Event.objects.visible_to(scope).filter(in_state("late", day)))


def idle_counted(scope: Scope, day: dt.date) -> int:
    """How many events go on without a registered action; counted to a bound."""
    return _to_the_bound(Event.objects.visible_to(scope).filter(in_state("open", day), action_date=None))


def _to_the_bound(rows: "QuerySet[Any]") -> int:
    return rows.order_by().values("pk")[: OVERDUE_COUNTED + 1].count()


def _of_event(event: Event, law: str, roles: tuple[str, ...]) -> Any:
    def running(each: Clock) -> Running:
        return Running(
            clock=each,
            law=law,
            what=event.reference,
            unit=event.unit.name,
            url=reverse("registers:event", args=[event.pk]),
            board_id=event.board_id,
            roles=roles,
        )

    return running


def by_day(row: Running) -> tuple[bool, dt.date, str]:
    return (row.due is None, row.due or dt.date.max, row.what)

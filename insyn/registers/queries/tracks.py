"""An event's legal tracks as its page shows them: clocks, steps, and who decides."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from insyn.base.scope import Scope
from insyn.people.models import Person
from insyn.registers.models import Event, Track, TrackStep
from insyn.registers.queries.deadlines import Deadlines
from insyn.registers.rules import (
    EVENT_RULES,
    STEPS,
    TRACK_RULES,
    Clock,
    Done,
    clocks,
    deciders,
    is_assessed_by_decision,
)

SERIOUS = {
    "lex_sarah": "allvarligt missförhållande eller påtaglig risk för det",
    "lex_maria": "allvarlig vårdskada eller risk för det",
}


@dataclass(frozen=True)
class StepView:
    step: TrackStep
    by: str


@dataclass(frozen=True)
class TrackView:
    """One legal track, with what the person who looks may do on it."""

    track: Track
    clocks: list[Clock]
    steps: list[StepView]
    decider: str
    may_decide: bool

    @property
    def done(self) -> set[str]:
        return {each.step.kind for each in self.steps}

    @property
    def label(self) -> str:
        return f"Frister enligt {self.track.get_basis_display()}"

    @property
    def is_by_decision(self) -> bool:
        return is_assessed_by_decision(self.track.basis)

    @property
    def is_assessed(self) -> bool:
        return "assessed" in self.done

    @property
    def has_more(self) -> bool:
        return any(kind not in self.done for kind in STEPS[self.track.basis] if kind != "assessed")

    @property
    def verdict(self) -> str:
        """What was decided, in the law's words."""
        if not self.is_assessed or self.track.is_serious is None:
            return ""
        wording = SERIOUS.get(self.track.basis, "allvarligt")
        return wording if self.track.is_serious else f"inte {wording}"


def facts_of(event: Event) -> dict[str, Done]:
    """What has happened with an event itself, and what shows it; a source's own note shows what it says."""
    source = event.system.name if event.system else "inläst fil" if event.import_run_id else ""
    facts = {"registered": Done(event.registered_date, event.reference)}
    if event.occurred_date:
        facts["occurred"] = Done(event.occurred_date, event.reference)
    facts["happened"] = facts.get("occurred", facts["registered"])
    if event.action_date:
        facts["action"] = Done(event.action_date, event.action or source)
    if event.closed_date:
        facts["closed"] = Done(event.closed_date, event.handled or source)
    return facts


def facts_of_track(track: Track, event: Event, steps: Iterable[TrackStep]) -> dict[str, Done]:
    """The event's facts as the track's clocks see them: its closing is the event's, not the track's."""
    facts = {name: done for name, done in facts_of(event).items() if name in {"registered", "occurred", "happened"}}
    facts["began"] = Done(track.started_date)
    return facts | {step.kind: Done(step.done_date, step.evidence) for step in steps}


def clocks_of_track(track: Track, event: Event, deadlines: Deadlines, day: dt.date) -> list[Clock]:
    """The track's clocks on the day; its steps must be at hand (prefetched)."""
    if event.withdrawn_date:
        return []
    facts = facts_of_track(track, event, track.steps.all())
    due_after = deadlines.of_board(event.board_id)
    return clocks(TRACK_RULES[track.basis], facts, due_after, day, is_serious=track.is_serious)


def clocks_of_event(event: Event, deadlines: Deadlines, day: dt.date) -> list[Clock]:
    if event.withdrawn_date:
        return []
    decided = deadlines.of_board(event.board_id)

    def due_after(code: str, start: dt.date) -> dt.date | None:
        # The day that is stored is the one that lists and sums go by.
        return event.due_date if code == "event_closed" and event.due_date else decided(code, start)

    return clocks(EVENT_RULES, facts_of(event), due_after, day)


def tracks_of(event: Event, scope: Scope, deadlines: Deadlines, day: dt.date) -> list[TrackView]:
    """In the order they began."""
    rows = Track.objects.visible_to(scope).filter(event=event).prefetch_related("steps__file")
    tracks = sorted(rows, key=lambda track: (track.started_date, track.pk))
    people = {track.decider_id for track in tracks} | {step.by_id for track in tracks for step in track.steps.all()}
    names = dict(Person.objects.filter(pk__in=people - {None}).values_list("pk", "name")) if people - {None} else {}
    return [
        TrackView(
            track=track,
            clocks=clocks_of_track(track, event, deadlines, day),
            steps=[StepView(step, names.get(step.by_id, "")) for step in track.steps.all()],
            decider=names.get(track.decider_id, ""),
            may_decide=scope.has_role(*deciders(track.basis), board_id=event.board_id),
        )
        for track in tracks
    ]

"""Clocks over what is reported: what starts each, what stops it, and where it stands on a day. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

type DueAfter = Callable[[str, dt.date], dt.date | None]
"""The last day in time of a deadline that begins on a day; None where no deadline is decided."""


class State(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    IN_TIME = "in_time"
    TOO_LATE = "too_late"


WORDS = {
    State.NOT_STARTED: "har inte börjat",
    State.RUNNING: "löper",
    State.SOON: "löper snart ut",
    State.LATE: "försenad",
    State.IN_TIME: "klar i tid",
    State.TOO_LATE: "klar för sent",
}
COLORS = {
    State.NOT_STARTED: "neutral",
    State.RUNNING: "info",
    State.SOON: "warning",
    State.LATE: "danger",
    State.IN_TIME: "success",
    State.TOO_LATE: "warning",
}
GOING = (State.RUNNING, State.SOON, State.LATE)


@dataclass(frozen=True)
class Done:
    """Something that has happened, and what shows it; without evidence it starts clocks but stops none."""

    day: dt.date
    evidence: str = ""


@dataclass(frozen=True)
class Rule:
    """One clock. `serious` says whether it waits for, or falls with, the decision that the event is serious."""

    code: str
    name: str
    start: str
    stop: str
    serious: Literal["", "only", "unless_not"] = ""

    def applies(self, is_serious: bool | None) -> bool:
        if self.serious == "only":
            return is_serious is True
        return self.serious != "unless_not" or is_serious is not False


@dataclass(frozen=True)
class Clock:
    rule: Rule
    state: State
    started: dt.date | None = None
    due: dt.date | None = None
    stopped: dt.date | None = None
    days_left: int | None = None

    @property
    def is_going(self) -> bool:
        return self.state in GOING

    @property
    def days_told(self) -> str:
        """3 dagar kvar; 1 dag för sent."""
        if self.days_left is None:
            return ""
        count = abs(self.days_left)
        days = f"{count} {'dag' if count == 1 else 'dagar'}"
        if self.days_left < 0:
            return f"{days} för sent"
        return f"{days} kvar" if count else "i dag är sista dagen"

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def color(self) -> str:
        return COLORS[self.state]


EVENT_RULES = (
    Rule("event_registered", "Registrering", "occurred", "registered"),
    Rule("event_action", "Åtgärd registrerad", "registered", "action"),
    Rule("event_closed", "Avslut", "registered", "closed"),
)
# Lex Sarah: from the day the report came; to IVO from the day it was judged serious (SoL 27 kap., LSS 24 a-g §§).
# Lex Maria: from the event itself, whose notice falls only with the decision that it was not serious (PSL 3:5, 3:8).
TRACK_RULES: dict[str, tuple[Rule, ...]] = {
    "lex_sarah": (
        Rule("lex_sarah_assessed", "Bedömning", "began", "assessed"),
        Rule("lex_sarah_investigated", "Utredning", "began", "investigated"),
        Rule("person_informed", "Den enskilde informerad", "assessed", "informed"),
        Rule("lex_sarah_sent", "Anmälan till IVO", "assessed", "sent", serious="only"),
    ),
    "lex_maria": (
        Rule("lex_maria_assessed", "Bedömning", "began", "assessed"),
        Rule("person_informed", "Patienten informerad", "happened", "informed"),
        Rule("lex_maria_sent", "Anmälan till IVO", "happened", "sent", serious="unless_not"),
    ),
    "hsl": (
        Rule("person_informed", "Patienten informerad", "happened", "informed"),
        Rule("event_closed", "Avslut enligt HSL", "began", "closed"),
    ),
    "sol": (Rule("event_closed", "Avslut enligt SoL", "began", "closed"),),
    "lss": (Rule("event_closed", "Avslut enligt LSS", "began", "closed"),),
    "complaint": (Rule("complaint_answered", "Svar till den som klagat", "began", "answered"),),
}
CODES = frozenset(rule.code for rules in (EVENT_RULES, *TRACK_RULES.values()) for rule in rules)

# What may be recorded on a track, in the order it is done; the assessment is a decision of its own.
_REPORTED = ("assessed", "investigated", "informed", "sent", "receipt", "decided", "closed")
STEPS: dict[str, tuple[str, ...]] = {
    "lex_sarah": _REPORTED,
    "lex_maria": _REPORTED,
    "hsl": ("investigated", "informed", "closed"),
    "sol": ("investigated", "informed", "closed"),
    "lss": ("investigated", "informed", "closed"),
    "complaint": ("investigated", "answered", "closed"),
}
NEEDS = {"sent": ("assessed",), "receipt": ("sent",), "decided": ("sent",)}
# The health care's decisions are the medically responsible nurse's, lex Sarah the strategist's.
DECIDERS: dict[str, tuple[str, ...]] = {
    "lex_maria": ("medical",),
    "hsl": ("medical",),
    "lex_sarah": ("strategist",),
}
EVERYBODY = ("strategist", "officer", "medical", "commissioner")


def deciders(basis: str) -> tuple[str, ...]:
    return DECIDERS.get(basis, EVERYBODY)


def is_assessed_by_decision(basis: str) -> bool:
    return "assessed" in STEPS[basis]


def clock(rule: Rule, facts: Mapping[str, Done], due_after: DueAfter, day: dt.date) -> Clock:
    """Where one clock stands on the day. What has no evidence does not stop it."""
    start, stop = facts.get(rule.start), facts.get(rule.stop)
    if start is None:
        return Clock(rule, State.NOT_STARTED)
    due = due_after(rule.code, start.day)
    if stop is not None and stop.evidence and stop.day <= day:
        in_time = due is None or stop.day <= due
        return Clock(rule, State.IN_TIME if in_time else State.TOO_LATE, start.day, due, stop.day)
    if due is None:
        return Clock(rule, State.RUNNING, start.day)
    left = (due - day).days
    return Clock(rule, _running(left, (due - start.day).days), start.day, due, days_left=left)


def clocks(
    rules: Iterable[Rule],
    facts: Mapping[str, Done],
    due_after: DueAfter,
    day: dt.date,
    *,
    is_serious: bool | None = None,
) -> list[Clock]:
    return [clock(rule, facts, due_after, day) for rule in rules if rule.applies(is_serious)]


def _running(left: int, whole: int) -> State:
    """Soon: a quarter of the time is left, and always the last day but one."""
    if left < 0:
        return State.LATE
    return State.SOON if left <= max(1, whole // 4) else State.RUNNING


def missing_before(kind: str, done: Iterable[str], is_serious: bool | None) -> list[str]:
    """What must be recorded before a step; an event that is not serious is not sent to IVO."""
    lacking = [need for need in NEEDS.get(kind, ()) if need not in set(done)]
    return ["serious"] if kind == "sent" and not lacking and not is_serious else lacking

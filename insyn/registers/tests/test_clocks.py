"""Clocks: started by different events, stopped only by what is shown, and said to run out before they do."""

import datetime as dt

import pytest

from insyn.registers.rules import (
    DECIDERS,
    EVENT_RULES,
    STEPS,
    TRACK_RULES,
    Done,
    Rule,
    State,
    clock,
    clocks,
    missing_before,
)

DAY = dt.date(2025, 2, 3)
DAYS = dt.timedelta(days=1)
ANSWER = Rule("complaint_answered", "Svar", "began", "answered")
LENGTHS = {
    "event_registered": 7, "event_action": 14, "event_closed": 60, "complaint_answered": 14, "lex_sarah_assessed": 3,
    "lex_sarah_investigated": 30, "lex_sarah_sent": 7, "lex_maria_assessed": 3, "lex_maria_sent": 60,
    "person_informed": 14,
}  # fmt: skip


def due_after(code: str, start: dt.date) -> dt.date | None:
    return start + LENGTHS[code] * DAYS


def none_decided(code: str, start: dt.date) -> dt.date | None:
    return None


@pytest.mark.parametrize(
    ("passed", "state", "left"),
    [
        (0, State.RUNNING, 14),
        (10, State.RUNNING, 4),
        (11, State.SOON, 3),
        (14, State.SOON, 0),
        (15, State.LATE, -1),
    ],
)
def test_a_clock_says_how_long_is_left(passed: int, state: State, left: int) -> None:
    found = clock(ANSWER, {"began": Done(DAY)}, due_after, DAY + passed * DAYS)
    assert (found.state, found.days_left, found.due) == (state, left, DAY + 14 * DAYS)
    assert found.is_going


def test_the_shortest_deadline_warns_the_day_before() -> None:
    found = clock(TRACK_RULES["lex_sarah"][0], {"began": Done(DAY)}, due_after, DAY + 2 * DAYS)
    assert found.state is State.SOON


@pytest.mark.parametrize(("after", "state"), [(14, State.IN_TIME), (15, State.TOO_LATE)])
def test_what_is_shown_stops_it_and_the_day_decides_whether_in_time(after: int, state: State) -> None:
    facts = {"began": Done(DAY), "answered": Done(DAY + after * DAYS, "Brev 12")}
    found = clock(ANSWER, facts, due_after, DAY + 100 * DAYS)
    assert (found.state, found.stopped, found.is_going) == (state, DAY + after * DAYS, False)


@pytest.mark.parametrize("rule", [rule for rules in (EVENT_RULES, *TRACK_RULES.values()) for rule in rules])
def test_no_clock_is_ever_stopped_without_evidence(rule: Rule) -> None:
    facts = {name: Done(DAY, "Visat") for name in ("occurred", "registered", "happened", "began", "assessed")}
    facts[rule.stop] = Done(DAY, "")
    assert clock(rule, facts, due_after, DAY + 100 * DAYS).state is State.LATE
    facts[rule.stop] = Done(DAY, "Brev 12")
    assert clock(rule, facts, due_after, DAY + 100 * DAYS).state is State.IN_TIME


def test_what_was_done_later_had_not_stopped_it_on_an_earlier_day() -> None:
    facts = {"began": Done(DAY), "answered": Done(DAY + 10 * DAYS, "Brev 12")}
    assert clock(ANSWER, facts, due_after, DAY + 9 * DAYS).state is State.RUNNING


def test_a_clock_begins_with_its_own_event() -> None:
    registered, action, closed = EVENT_RULES
    facts = {"registered": Done(DAY, "2025-0001")}
    assert clock(registered, facts, due_after, DAY).state is State.NOT_STARTED, "nobody knows when it happened"
    assert clock(action, facts, due_after, DAY).started == DAY
    early = {"occurred": Done(DAY - 20 * DAYS), **facts}
    assert clock(registered, early, due_after, DAY).state is State.TOO_LATE
    assert clock(closed, early, due_after, DAY).started == DAY


def test_lex_sarah_goes_to_ivo_only_when_it_is_judged_serious() -> None:
    facts = {"began": Done(DAY), "assessed": Done(DAY + 2 * DAYS, "Beslut")}
    names = {each.rule.stop: each for each in clocks(TRACK_RULES["lex_sarah"], facts, due_after, DAY, is_serious=True)}
    assert names["sent"].started == DAY + 2 * DAYS
    for judged in (None, False):
        stops = {each.rule.stop for each in clocks(TRACK_RULES["lex_sarah"], facts, due_after, DAY, is_serious=judged)}
        assert "sent" not in stops


def test_lex_maria_runs_from_the_event_until_it_is_judged_not_serious() -> None:
    facts = {"began": Done(DAY), "happened": Done(DAY - 30 * DAYS)}
    rules = TRACK_RULES["lex_maria"]
    waiting = {each.rule.stop: each for each in clocks(rules, facts, due_after, DAY)}
    assert waiting["sent"].due == DAY + 30 * DAYS
    assert "sent" not in {each.rule.stop for each in clocks(rules, facts, due_after, DAY, is_serious=False)}


def test_where_no_deadline_is_decided_the_clock_runs_without_end() -> None:
    found = clock(ANSWER, {"began": Done(DAY)}, none_decided, DAY + 900 * DAYS)
    assert (found.state, found.due, found.days_left) == (State.RUNNING, None, None)
    stopped = clock(ANSWER, {"began": Done(DAY), "answered": Done(DAY, "Brev")}, none_decided, DAY)
    assert stopped.state is State.IN_TIME


def test_what_goes_to_ivo_has_been_judged_serious_first() -> None:
    assert missing_before("sent", [], None) == ["assessed"]
    assert missing_before("sent", ["assessed"], False) == ["serious"]
    assert missing_before("sent", ["assessed"], True) == []
    assert missing_before("receipt", ["assessed"], True) == ["sent"]
    assert missing_before("informed", [], None) == []


def test_every_clock_is_stopped_by_a_step_of_its_track() -> None:
    for basis, rules in TRACK_RULES.items():
        assert {rule.stop for rule in rules} <= set(STEPS[basis])
    assert set(DECIDERS) == {"lex_sarah", "lex_maria", "hsl"}

"""To which meeting a report goes, and what must be written first."""

import datetime as dt

from insyn.reporting.rules import MeetingChoice, Section, next_meeting, unwritten

MAY = MeetingChoice(1, dt.date(2026, 5, 20), dt.date(2026, 5, 6), is_half_year=False)
JUNE = MeetingChoice(2, dt.date(2026, 6, 17), dt.date(2026, 6, 3), is_half_year=True)
NOVEMBER = MeetingChoice(3, dt.date(2026, 11, 18), dt.date(2026, 11, 4), is_half_year=True)
ALL = (NOVEMBER, MAY, JUNE)


def test_what_needs_a_decision_goes_to_the_next_meeting_in_time() -> None:
    assert next_meeting(ALL, day=dt.date(2026, 5, 6), for_decision=True) == MAY


def test_a_missed_deadline_means_the_meeting_after() -> None:
    assert next_meeting(ALL, day=dt.date(2026, 5, 7), for_decision=True) == JUNE


def test_the_rest_waits_for_june_or_november() -> None:
    assert next_meeting(ALL, day=dt.date(2026, 4, 1), for_decision=False) == JUNE
    assert next_meeting(ALL, day=dt.date(2026, 6, 4), for_decision=False) == NOVEMBER


def test_without_a_meeting_in_time_there_is_none() -> None:
    assert next_meeting(ALL, day=dt.date(2026, 11, 5), for_decision=True) is None


def test_only_required_and_written_sections_are_asked_for() -> None:
    sections = (
        Section("bakgrund", "Bakgrund", is_required=True),
        Section("uppgifter", "Uppgifter", is_written=False, is_required=True),
        Section("analys", "Analys", is_required=True),
        Section("noteringar", "Noteringar"),
    )
    assert unwritten(sections, {"bakgrund": "<p>Så var det.</p>", "analys": "  "}) == ("Analys",)

"""Which provider, assignment and area a unit had on a day, for many days at once."""

from __future__ import annotations

import numpy as np

from insyn.registers.summing.facts import Facts, Ints, arrays_of

# More days than any period has; a unit and a day make one number with it.
WIDTH = 1 << 22
SPELLS = """
    SELECT array_agg(unit_id ORDER BY unit_id, valid), array_agg({first} ORDER BY unit_id, valid),
        array_agg({end} ORDER BY unit_id, valid), array_agg(provider_id ORDER BY unit_id, valid),
        array_agg(coalesce(assignment_id, 0) ORDER BY unit_id, valid),
        array_agg(coalesce(area_id, 0) ORDER BY unit_id, valid)
    FROM organisation_unitspell
"""
ASSIGNMENTS = """
    SELECT array_agg(assignment_id ORDER BY assignment_id, valid), array_agg({first} ORDER BY assignment_id, valid),
        array_agg({end} ORDER BY assignment_id, valid), array_agg(area_id ORDER BY assignment_id, valid)
    FROM organisation_assignmentspell
"""
DAYS = {
    "first": f"coalesce(lower(valid) - DATE '1900-01-01', {-WIDTH // 4})::int8",
    "end": f"coalesce(upper(valid) - DATE '1900-01-01', {WIDTH // 4})::int8",
}


def nodes_of(facts: Facts) -> dict[int, Ints]:
    """Level by level the node of each fact; 0 where there is none."""
    units, first, end, provider, assignment, area = arrays_of(SPELLS.format(**DAYS), 6)
    spell = _valid(units, first, end, facts.unit, facts.day)
    assigned, areas = _taken(assignment, spell), _taken(area, spell)
    if (is_open := (areas == 0) & (assigned > 0)).any():
        above, first, end, area = arrays_of(ASSIGNMENTS.format(**DAYS), 4)
        areas[is_open] = _taken(area, _valid(above, first, end, assigned[is_open], facts.day[is_open]))
    return {1: facts.board, 2: areas, 3: assigned, 4: _taken(provider, spell), 5: facts.unit}


def _valid(subjects: Ints, first: Ints, end: Ints, wanted: Ints, day: Ints) -> Ints:
    """The place of the time that holds for each wanted subject and day; -1 where none does. Times never overlap."""
    if not len(subjects):
        return np.full(len(wanted), -1)
    at = np.searchsorted(subjects * WIDTH + first + WIDTH // 2, wanted * WIDTH + day + WIDTH // 2, side="right") - 1
    holds = (at >= 0) & (subjects[at] == wanted) & (day < end[at])
    return np.where(holds, at, -1)


def _taken(values: Ints, at: Ints) -> Ints:
    return np.append(values, 0)[at]

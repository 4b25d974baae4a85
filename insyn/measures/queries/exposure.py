"""How much care each unit has given in a year, and to which area it belongs: what the funnel compares by."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from insyn.base.periods import period
from insyn.measures.queries.counts import UnitMonths
from insyn.measures.rules.charts import Floats, Whole
from insyn.organisation.models import AssignmentSpell, UnitSpell
from insyn.registers.models import UnitVolume

# A volume that tells of fewer days of the year tells too little.
LEAST_DAYS = 330
# Days of care where the units have told them, else people; the area's units are seen by the same.
PREFERRED = ("client_days", "persons", "staff_hours")


@dataclass(frozen=True)
class Exposure:
    sizes: Floats
    areas: Whole
    measure: str


def exposure(months: UnitMonths, first: dt.date, end: dt.date) -> Exposure:
    """Of the units, from the first day until the last, in the measure that most of them have; three queries."""
    place = {int(unit): at for at, unit in enumerate(months.unit_ids)}
    totals = {name: np.zeros(len(place)) for name in PREFERRED}
    covered = {name: np.zeros(len(place)) for name in PREFERRED}
    rows = UnitVolume.objects.filter(measure__in=PREFERRED, valid__overlap=period(first, end))
    for unit_id, measure, valid, value in rows.values_list("unit_id", "measure", "valid", "value"):
        if unit_id not in place:
            continue
        days = (min(valid.upper or end, end) - max(valid.lower, first)).days
        whole = ((valid.upper or end) - valid.lower).days
        # Days and hours are sums of the period; people are how many there were during it.
        share = days if measure == "persons" else days / max(whole, 1)
        totals[measure][place[unit_id]] += float(value) * share
        covered[measure][place[unit_id]] += days
    known = {name: np.where(covered[name] >= LEAST_DAYS, totals[name], 0.0) for name in PREFERRED}
    measure = max(PREFERRED, key=lambda name: int((known[name] > 0).sum()))
    return Exposure(known[measure], _areas(place, end - dt.timedelta(days=1)), measure)


def _areas(place: dict[int, int], day: dt.date) -> Whole:
    of_assignment = dict(AssignmentSpell.objects.on(day).values_list("assignment_id", "area_id"))
    areas = np.zeros(len(place), dtype=np.int64)
    spells = UnitSpell.objects.on(day).values_list("unit_id", "area_id", "assignment_id")
    for unit_id, area_id, assignment_id in spells:
        if unit_id in place:
            areas[place[unit_id]] = area_id or of_assignment.get(assignment_id) or 0
    return areas

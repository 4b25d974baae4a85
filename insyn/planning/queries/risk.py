"""The risk of a board's units: each part as it is known, what it adds, and how far the weights decide the place."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from insyn.base.templatetags.swedish import number
from insyn.measures.queries.counts import UnitMonths, last_finished, month_of, number_of, unit_months
from insyn.measures.queries.exposure import exposure
from insyn.measures.queries.signals import standing_by_unit
from insyn.measures.rules.measures import COMPLAINTS, DEVIATIONS
from insyn.organisation.models import Board, Unit, UnitSpell
from insyn.planning.models import CoverageRecord, DemandedAction, Depth, RiskWeights
from insyn.planning.queries.units import areas_of_boards, within_areas
from insyn.planning.rules.risk import INDICATORS, Floats, standardised
from insyn.statistics.risk import RiskRanking, Weights, rank_risk
from insyn.statistics.wording import short_number

YEAR, LATEST = 12, 365


@dataclass(frozen=True)
class Part:
    """One of what the risk is made of: its value in words, and what it adds; missing is missing, not nought."""

    label: str
    value: str
    contribution: str

    @property
    def is_missing(self) -> bool:
        return not self.value


@dataclass(frozen=True)
class RiskRow:
    unit: Unit
    place: int
    span: str
    total: str
    is_tied: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class RiskPage:
    board: Board
    weights: RiskWeights | None
    rows: tuple[RiskRow, ...]
    first: dt.date
    end: dt.date

    @property
    def last(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    @property
    def labels(self) -> list[tuple[str, str]]:
        """Each part with its weight in words."""
        return [
            (label, short_number(getattr(self.weights, name), 2) if self.weights else "")
            for name, label in INDICATORS.items()
        ]

    def only(self, unit_ids: Collection[int]) -> "RiskPage":
        """The same places, of some of the units."""
        kept = tuple(row for row in self.rows if row.unit.pk in unit_ids)
        return RiskPage(self.board, self.weights, kept, self.first, self.end)


def risk_of_board(board: Board, day: dt.date) -> RiskPage:
    """All units that the board has on the day, the highest risk first; in a fixed number of queries."""
    last = last_finished(day)
    first, end = month_of(number_of(last) - YEAR + 1), month_of(number_of(last) + 1)
    spells = UnitSpell.objects.on(day).filter(within_areas(areas_of_boards([board.pk], day)))
    units = sorted({spell.unit for spell in spells.select_related("unit")}, key=lambda unit: unit.slug)
    weights = RiskWeights.objects.on(day).filter(board=board).first()
    values = _values(units, first, end, day)
    ranking = _ranking(units, values, weights, day) if weights and units else None
    rows = [_row(units[at], values[at], at, ranking) for at in range(len(units))]
    rows.sort(key=lambda row: (row.place or len(rows) + 1, row.unit.name))
    return RiskPage(board, weights, tuple(rows), first, end)


def _values(units: list[Unit], first: dt.date, end: dt.date, day: dt.date) -> Floats:
    """Units × indicators; NaN is what nobody has told."""
    ids = [unit.pk for unit in units]
    last = end - dt.timedelta(days=1)
    deviations, rates = unit_months(DEVIATIONS, first, last), {}
    exposed = exposure(deviations, first, end)
    for at, unit_id in enumerate(deviations.unit_ids):
        if exposed.sizes[at] > 0:
            rates[int(unit_id)] = 1000 * float(deviations.counts[at, 0].sum()) / float(exposed.sizes[at])
    complaints = _totals(unit_months(COMPLAINTS, first, last))
    open_actions = Counter(DemandedAction.objects.filter(is_open=True, unit__in=ids).values_list("unit_id", flat=True))
    signals = standing_by_unit(day - dt.timedelta(days=LATEST), day)
    since = _months_since(ids, day)
    columns = [
        [rates.get(pk, np.nan) for pk in ids],
        [float(complaints[pk]) for pk in ids],
        [float(open_actions[pk]) for pk in ids],
        [float(signals[pk]) for pk in ids],
        [since.get(pk, np.nan) for pk in ids],
    ]
    return np.array(columns, dtype=np.float64).T.reshape(len(ids), len(INDICATORS))


def _totals(months: UnitMonths) -> Counter[int]:
    totals = months.counts[:, 0].sum(axis=1)
    return Counter({int(unit): int(total) for unit, total in zip(months.unit_ids, totals, strict=True)})


def _months_since(ids: list[int], day: dt.date) -> dict[int, float]:
    """Since the latest in-depth follow-up; of a unit that has had none, since it opened."""
    spells = UnitSpell.objects.filter(unit__in=ids).order_by("unit_id", "-valid")
    begun = {unit_id: valid.lower for unit_id, valid in spells.values_list("unit_id", "valid")}
    records = CoverageRecord.objects.filter(unit__in=ids, depth=Depth.IN_DEPTH, date__lte=day).order_by("date")
    latest = begun | dict(records.values_list("unit_id", "date"))
    return {unit_id: (day - since).days / 30.44 for unit_id, since in latest.items()}


def _ranking(units: list[Unit], values: Floats, weights: RiskWeights, day: dt.date) -> RiskRanking:
    decided = Weights(
        tuple(INDICATORS), tuple(getattr(weights, name) for name in INDICATORS), weights.decided_date, weights.decision
    )
    # Those who are level are ordered by lot, anew each month.
    seed = f"{weights.board_id}-{day:%Y-%m}"
    return rank_risk([unit.slug for unit in units], standardised(values), decided, seed=seed, data_from=day)


def _row(unit: Unit, values: Floats, at: int, ranking: RiskRanking | None) -> RiskRow:
    adds = ranking.combined.contributions[at] if ranking else np.full(len(values), np.nan)
    parts = tuple(
        Part(label, _shown(float(value)), _signed(float(add)))
        for label, value, add in zip(INDICATORS.values(), values, adds, strict=True)
    )
    if ranking is None or not ranking.rank[at]:
        return RiskRow(unit, 0, "", "", False, parts)
    low, high = int(ranking.low[at]), int(ranking.high[at])
    span = str(low) if low == high else f"{low}–{high}"
    return RiskRow(
        unit, int(ranking.rank[at]), span, _signed(float(ranking.combined.z[at])), bool(ranking.is_tied[at]), parts
    )


def _shown(value: float) -> str:
    return "" if np.isnan(value) else short_number(value, 1)


def _signed(value: float) -> str:
    if np.isnan(value):
        return ""
    return f"{'+' if value > 0 else ''}{number(value, 2)}"

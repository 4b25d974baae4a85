"""Whether the ranking finds more than chance does: its picks beside those of the random third, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, at_most, counts, refuse
from insyn.statistics.proportions import newcombe_bounds, wilson_bounds
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint

METHOD = "Träffandel mot den slumpade tredjedelen (Wilson 1927; Newcombe 1998, metod 10)"


@dataclass(frozen=True, slots=True)
class HitRate:
    """One year: the share of the ranking's picks with findings, that of the random third, and their difference.

    The random third alone estimates how common findings are; the difference is what the ranking adds.
    """

    year: int
    hits: int
    picks: int
    share: float
    interval: Interval
    random_hits: int
    random_picks: int
    random_share: float
    random_interval: Interval
    difference: float
    difference_interval: Interval
    provenance: Provenance

    @property
    def is_better(self) -> bool:
        """The ranking finds more than chance: the whole interval of the difference is above nought."""
        return self.difference_interval.low > 0

    def describe(self) -> str:
        told = (
            f"{self.year}: {self.hits} av {self.picks} valda efter risk hade brister, "
            f"{self.random_hits} av {self.random_picks} valda av slumpen"
        )
        low, high = (
            f"{100 * end:+.0f}".replace("-", "−")
            for end in (self.difference_interval.low, self.difference_interval.high)
        )
        answer = (
            "ordningen hittar mer än slumpen"
            if self.is_better
            else "det är inte visat att ordningen hittar mer än slumpen"
        )
        return f"{told}; {answer} (skillnad {low} till {high} procentenheter)"


@checked
def hit_rates(
    years: Sequence[int],
    hits: ArrayLike,
    picks: ArrayLike,
    random_hits: ArrayLike,
    random_picks: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[HitRate | Undecided, ...]:
    """Year by year; a year without picks on either side is Undecided. Raises InputFault."""
    given = _checked(years, hits, picks, random_hits, random_picks)
    return tuple(_year(year, given[:, place], level) for place, year in enumerate(years))


def _checked(years: Sequence[int], *columns: ArrayLike) -> Floats:
    names = ("hits", "picks", "random_hits", "random_picks")
    given = [counts(name, column) for name, column in zip(names, columns, strict=True)]
    for name, column in zip(names, given, strict=True):
        if len(column) != len(years):
            raise InputFault(name, f"har {len(column)} år, years {len(years)}")
    at_most("hits", given[0], "picks", given[1])
    at_most("random_hits", given[2], "random_picks", given[3])
    refuse("years", np.array([list(years).index(year) != at for at, year in enumerate(years)]), "finns två gånger")
    return np.array(given)


def _year(year: int, column: Floats, level: float) -> HitRate | Undecided:
    hits, picks, random_hits, random_picks = (int(value) for value in column)
    made = Provenance(METHOD, picks + random_picks, fingerprint(year=[year], counts=column), {"nivå": level})
    if not picks or not random_picks:
        return Undecided(made, have=min(picks, random_picks), needed=1, unit="granskade på vardera sidan")
    ends = [wilson_bounds([part], [whole], level=level) for part, whole in ((hits, picks), (random_hits, random_picks))]
    own, chance = (Interval(float(low[0]), float(high[0]), level) for low, high in ends)
    low, high = newcombe_bounds([hits], [picks], [random_hits], [random_picks], level=level)
    share, random_share = hits / picks, random_hits / random_picks
    return HitRate(
        year=year,
        hits=hits,
        picks=picks,
        share=share,
        interval=own,
        random_hits=random_hits,
        random_picks=random_picks,
        random_share=random_share,
        random_interval=chance,
        difference=share - random_share,
        difference_interval=Interval(float(low[0]), float(high[0]), level),
        provenance=made,
    )

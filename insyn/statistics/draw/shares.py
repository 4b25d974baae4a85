"""The realised share of random picks over the years: the random third alone estimates the rate of findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from insyn.statistics.draw.quotas import Ground


@dataclass(frozen=True, slots=True)
class YearShare:
    """Of `total` contracts that a draw put in the year, `random` came by ticket; `share` is None when total is 0."""

    year: int
    random: int
    total: int

    @property
    def share(self) -> float | None:
        return self.random / self.total if self.total else None


def random_shares(standing: Iterable[tuple[int, Ground]]) -> tuple[YearShare, ...]:
    """Year by year, ascending, from (year, ground) of each pick that stands after displacement (STATISTICS d)."""
    shares = []
    for year, picks in groupby(sorted(standing, key=lambda pick: pick[0]), key=lambda pick: pick[0]):
        grounds = [ground for _, ground in picks]
        shares.append(YearShare(year, grounds.count(Ground.RANDOM), len(grounds)))
    return tuple(shares)

"""Units cluster in providers: the difference between the sides is tested by permuting providers, never units.

The p-value is exact where all ways to share out the sides are gone through, else a seeded sample of them, in which the
observed one is counted (Phipson & Smyth 2010). The interval holds the shifts of the first side that the same test does
not reject (Garthwaite 1996); under a shift each permutation has one threshold, so that its ends are order statistics.
"""

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, numbers, refuse, same_shape, share
from insyn.statistics.resampling import checked_resamples
from insyn.statistics.results import Interval, Parameter, Provenance, fingerprint
from insyn.statistics.wording import number, p_value

FEWEST_CLUSTERS = 5
MOST_EXACT = 200_000
CHUNK = 20_000
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class ClusterComparison:
    """`difference` between the sides, first − second in order of `sides`, each the ratio of its sums (in strata:
    weighted).

    With fewer than the wanted `clusters` on a side there is description only: `p` and the intervals are None.
    `interval` is at the asked level, `narrow_interval` at the level an equivalence test needs (two-sided 0.90 for
    0.95).
    """

    sides: tuple[str, str]
    clusters: tuple[int, int]
    shares: tuple[float, float]
    difference: float
    p: float | None
    p_less: float | None
    p_greater: float | None
    interval: Interval | None
    narrow_interval: Interval | None
    permutations: int
    is_exact: bool
    provenance: Provenance

    @property
    def is_description_only(self) -> bool:
        return self.p is None

    def describe(self) -> str:
        told = " och ".join(
            f"{side} {number(value, 3)} ({count} utförare)"
            for side, value, count in zip(self.sides, self.shares, self.clusters, strict=True)
        )
        if self.p is None:
            return f"{told}: bara beskrivning, för få utförare på någon sida för att skillnaden ska kunna prövas"
        return f"{told}: skillnad {number(self.difference, 3)} ({p_value(self.p)}, utförare omkastade)"


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What a permutation needs: sums a cluster and stratum (clusters × strata), and which clusters are on the first
    side.
    """

    amounts: Floats
    bases: Floats
    is_first: NDArray[np.bool_]

    def differences(self, firsts: NDArray[np.bool_], amounts: Floats) -> Floats:
        """The difference under each row of `firsts` (permutations × clusters); nan where nothing can be compared."""
        chosen = firsts.astype(float)
        x1, n1 = chosen @ amounts, chosen @ self.bases
        x2, n2 = amounts.sum(axis=0) - x1, self.bases.sum(axis=0) - n1
        has_both = (n1 > 0) & (n2 > 0)
        weights = np.where(has_both, n1 * n2 / np.maximum(n1 + n2, 1e-300), 0)
        gaps = np.divide(x1, n1, out=np.zeros_like(x1), where=has_both)
        gaps -= np.divide(x2, n2, out=np.zeros_like(x2), where=has_both)
        with np.errstate(invalid="ignore"):
            found: Floats = (weights * gaps).sum(axis=1) / weights.sum(axis=1)
        return found


@checked
def permute_clusters(
    amounts: ArrayLike,
    bases: ArrayLike,
    clusters: Sequence[Hashable],
    sides: Sequence[str],
    *,
    strata: Sequence[Hashable] | None = None,
    level: float = 0.95,
    minimum: int = FEWEST_CLUSTERS,
    resamples: int = 9_999,
    seed: int = 0,
) -> ClusterComparison:
    """Compare Σamounts/Σbases of two sides over n units, permuting clusters (providers).

    amounts and bases: findings and follow-ups, days and cases, or values and ones (then means are compared). `sides`
    names two sides, the same for all units of a cluster; the one that sorts first is the first. With `strata`, one a
    unit, the difference is weighted over strata as Mantel and Haenszel do. Raises InputFault.
    """
    x, n = numbers("amounts", amounts), numbers("bases", bases)
    same_shape("bases", n, "amounts", x)
    refuse("bases", n < 0, "är negativt")
    if share("level", level) <= 0.5:
        raise InputFault("level", f"{level!r} är för låg, den ska vara över 0,5")
    checked_resamples(resamples)
    names, sums = _sums(x, n, clusters, sides, [0] * len(x) if strata is None else strata)
    settings: dict[str, Parameter] = {"level": level, "minimum": minimum, "resamples": resamples, "seed": seed}
    made = Provenance(
        method="permutation of clusters",
        n=len(x),
        input_sha256=fingerprint(
            amounts=x, bases=n, clusters=_texts(clusters), sides=_texts(sides), strata=_texts(strata or [])
        ),
        parameters=settings,
    )
    return _compared(names, sums, made)


def _compared(names: tuple[str, str], sums: Sums, made: Provenance) -> ClusterComparison:
    difference = float(sums.differences(sums.is_first[np.newaxis], sums.amounts)[0])
    if math.isnan(difference):
        raise InputFault("bases", "ger inget att jämföra: inget stratum har båda sidor")
    first, second = (
        float(sums.amounts[side].sum() / sums.bases[side].sum()) for side in (sums.is_first, ~sums.is_first)
    )
    counts = int(sums.is_first.sum()), int((~sums.is_first).sum())
    described = (names, counts, (first, second), difference)
    if min(counts) < int(made.parameters["minimum"] or 0):
        return ClusterComparison(*described, None, None, None, None, None, 0, False, made)
    return _tested(described, sums, made)


def _tested(
    described: tuple[tuple[str, str], tuple[int, int], tuple[float, float], float],
    sums: Sums,
    made: Provenance,
) -> ClusterComparison:
    observed, level = described[3], float(made.parameters["level"] or 0)
    resamples, seed = (int(made.parameters[name] or 0) for name in ("resamples", "seed"))
    is_exact = math.comb(len(sums.is_first), int(sums.is_first.sum())) <= MOST_EXACT
    shift = sums.bases * sums.is_first[:, np.newaxis]
    found, slopes = [], []
    for firsts in _assignments(sums.is_first, is_exact, resamples, seed):
        found.append(sums.differences(firsts, sums.amounts))
        slopes.append(sums.differences(firsts, shift))
    values, slope = np.concatenate(found), np.concatenate(slopes)
    p = _shares_beyond(values, observed)
    return ClusterComparison(
        *described,
        p=p[0],
        p_less=p[1],
        p_greater=p[2],
        interval=_interval(values, slope, observed, level),
        narrow_interval=_interval(values, slope, observed, 2 * level - 1),
        permutations=len(values),
        is_exact=is_exact,
        provenance=made,
    )


def _shares_beyond(values: Floats, observed: float) -> tuple[float, float, float]:
    """Two-sided by size, at most, at least; a permutation that compares nothing counts as beyond."""
    slack = ROUNDING * max(1.0, abs(observed))
    unknown = np.isnan(values)
    two = unknown | (np.abs(values) >= abs(observed) - slack)
    return (
        float(two.mean()),
        float((unknown | (values <= observed + slack)).mean()),
        float((unknown | (values >= observed - slack)).mean()),
    )


def _interval(values: Floats, slope: Floats, observed: float, level: float) -> Interval:
    """Shifts δ that are not rejected: T* − δ·slope ≥ T − δ holds from δ = (T − T*)/(1 − slope) upwards."""
    moves = slope < 1 - ROUNDING
    always = int((~moves).sum())
    thresholds = np.sort((observed - values[moves]) / (1 - slope[moves]))
    # So many permutations may lie beyond before the tail exceeds half of what is left out.
    spare = math.floor((1 - level) / 2 * len(values) + 1e-9) - always
    if spare < 0 or not thresholds.size:
        return Interval(-math.inf, math.inf, level)
    return Interval(float(thresholds[spare]), float(thresholds[-1 - spare]), level)


def _assignments(is_first: NDArray[np.bool_], is_exact: bool, resamples: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    """Which clusters are on the first side, in chunks: every way, or the observed one and a random sample."""
    size, first = len(is_first), int(is_first.sum())
    if not is_exact:
        yield is_first[np.newaxis]
        generator = np.random.default_rng(seed)
        for start in range(0, resamples, CHUNK):
            yield generator.permuted(np.tile(is_first, (min(CHUNK, resamples - start), 1)), axis=1)
        return
    places = np.array(list(combinations(range(size), first)))
    for start in range(0, len(places), CHUNK):
        chunk = places[start : start + CHUNK]
        firsts = np.zeros((len(chunk), size), dtype=bool)
        firsts[np.arange(len(chunk))[:, np.newaxis], chunk] = True
        yield firsts


def _sums(
    x: Floats, n: Floats, clusters: Sequence[Hashable], sides: Sequence[str], strata: Sequence[Hashable]
) -> tuple[tuple[str, str], Sums]:
    for name, given in (("clusters", clusters), ("sides", sides), ("strata", strata)):
        if len(given) != len(x):
            raise InputFault(name, f"har {len(given)} poster, amounts har {len(x)}")
    names = sorted(set(sides))
    if len(names) != 2:
        raise InputFault("sides", f"ska ha två värden, har {len(names)}")
    place = {cluster: at for at, cluster in enumerate(dict.fromkeys(clusters))}
    layer = {stratum: at for at, stratum in enumerate(dict.fromkeys(strata))}
    amounts, bases = np.zeros((len(place), len(layer))), np.zeros((len(place), len(layer)))
    is_first = np.zeros(len(place), dtype=bool)
    seen: dict[Hashable, str] = {}
    for at, (cluster, side, stratum) in enumerate(zip(clusters, sides, strata, strict=True)):
        if seen.setdefault(cluster, side) != side:
            raise InputFault("sides", f"{cluster!r} står på båda sidor", (at,))
        is_first[place[cluster]] = side == names[0]
        amounts[place[cluster], layer[stratum]] += x[at]
        bases[place[cluster], layer[stratum]] += n[at]
    has_base = bases.sum(axis=1) > 0
    if not (is_first & has_base).any() or not (~is_first & has_base).any():
        raise InputFault("bases", "är noll för hela den ena sidan")
    return (names[0], names[1]), Sums(amounts[has_base], bases[has_base], is_first[has_base])


def _texts(labels: Sequence[Hashable]) -> NDArray[np.str_]:
    return np.array([str(label) for label in labels], dtype=str)

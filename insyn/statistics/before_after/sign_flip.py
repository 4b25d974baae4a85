"""The mean of paired differences, tested by flipping signs, beside Student's t.

Source: Fisher 1935 (§21); the interval holds the shifts that the same test does not reject (Garthwaite 1996): under a
shift each way of flipping has one threshold, the mean of those that were flipped, so that its ends are order
statistics.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, stdtr, stdtrit

from insyn.statistics.arguments import checked
from insyn.statistics.before_after.pairs import checked_differences
from insyn.statistics.inputs import Floats, share
from insyn.statistics.resampling import checked_resamples
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, span

MOST_FLIPPED = 18
CHUNK = 1 << 14


@dataclass(frozen=True, slots=True)
class Student:
    """Student's paired test: n − 1 degrees of freedom, `sd` of the differences, p two-sided and one-sided."""

    sd: float
    t: float
    df: int
    p: float
    p_less: float
    p_greater: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class SignFlip:
    """`mean` of n differences; p and `interval` by flipping signs, exact where all 2ⁿ ways were gone through.

    `student` stands beside; `z` and `z_p` are asymptotic for the flips.
    """

    n: int
    mean: float
    p: float
    p_less: float
    p_greater: float
    interval: Interval
    permutations: int
    is_exact: bool
    student: Student
    z: float
    z_p: float
    provenance: Provenance

    def describe(self) -> str:
        told = f"{self.n} par: medelskillnad {number(self.mean, 2)}"
        return f"{told} ({span(self.interval)}, {p_value(self.p)}, tecken omkastade)"


@checked
def sign_flip(
    first: ArrayLike, second: ArrayLike | None = None, *, level: float = 0.95, resamples: int = 9_999, seed: int = 0
) -> SignFlip | Undecided:
    """Differences first − second (or `first` alone). Beyond MOST_FLIPPED pairs a seeded sample, the observed in it.

    Cannot be decided with fewer than two pairs, or where all are equal. Raises InputFault.
    """
    differences = checked_differences(first, second)
    n = len(differences)
    left_out = (1 - share("level", level)) / 2
    checked_resamples(resamples)
    made = Provenance(
        method="sign-flip permutation of the mean difference",
        n=n,
        input_sha256=fingerprint(differences=differences),
        parameters={"level": level, "resamples": resamples, "seed": seed},
    )
    if n < 2 or not differences.any():
        return Undecided(made, have=n, needed=2, unit="par", reason="alla par är lika" if n > 1 else "")
    sums, flipped, means = _flipped(differences, resamples, seed)
    observed, slack = float(differences.sum()), 1e-12 * float(np.abs(differences).sum())
    z = observed / float(np.linalg.norm(differences))
    return SignFlip(
        n=n,
        mean=float(differences.mean()),
        p=float((np.abs(sums) >= abs(observed) - slack).mean()),
        p_less=float((sums <= observed + slack).mean()),
        p_greater=float((sums >= observed - slack).mean()),
        interval=_interval(means[flipped > 0], int((flipped == 0).sum()), left_out, level),
        permutations=len(sums),
        is_exact=n <= MOST_FLIPPED,
        student=_student(differences, level),
        z=z,
        z_p=float(2 * ndtr(-abs(z))),
        provenance=made,
    )


def _student(differences: Floats, level: float) -> Student:
    n, mean, sd = len(differences), float(differences.mean()), float(differences.std(ddof=1))
    error = sd / math.sqrt(n)
    t = mean / error if error else math.copysign(math.inf, mean)
    half = float(stdtrit(n - 1, (1 + level) / 2)) * error
    less, greater = float(stdtr(n - 1, t)), float(stdtr(n - 1, -t))
    return Student(sd, t, n - 1, 2 * min(less, greater), less, greater, Interval(mean - half, mean + half, level))


def _flipped(differences: Floats, resamples: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """A way of flipping each: the sum after, how many were flipped, and their mean before (0 where none was)."""
    parts = []
    for flips in _ways(len(differences), resamples, seed):
        chosen = flips.astype(float)
        moved, many = chosen @ differences, chosen.sum(axis=1)
        parts.append((differences.sum() - 2 * moved, many, moved / np.maximum(many, 1)))
    return tuple(np.concatenate([part[at] for part in parts]) for at in range(3))  # type: ignore[return-value]


def _ways(n: int, resamples: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    if n <= MOST_FLIPPED:
        for start in range(0, 2**n, CHUNK):
            codes = np.arange(start, min(start + CHUNK, 2**n))
            yield (codes[:, np.newaxis] >> np.arange(n)) & 1 == 1
        return
    yield np.zeros((1, n), dtype=bool)
    generator = np.random.default_rng(seed)
    for start in range(0, resamples, CHUNK):
        yield generator.integers(0, 2, size=(min(CHUNK, resamples - start), n)).astype(bool)


def _interval(thresholds: Floats, always: int, left_out: float, level: float) -> Interval:
    ordered = np.sort(thresholds)
    spare = math.floor(left_out * (len(ordered) + always) + 1e-9) - always
    if spare < 0:
        return Interval(-math.inf, math.inf, level)
    return Interval(float(ordered[spare]), float(ordered[-1 - spare]), level)

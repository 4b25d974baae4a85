"""Units cluster in providers; and the three-way answer."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import tost_proportions_2indep

from insyn.statistics.equal_treatment import (
    ClusterComparison,
    Equivalence,
    Verdict,
    equal_treatment,
    equal_treatment_of_providers,
    equivalence,
    permute_clusters,
    three_way,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Interval, Provenance, Undecided

PROVIDERS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12)), min_size=10, max_size=11).map(
    lambda rows: [(min(x, n), n) for x, n in rows]
)


def compared(rows: list[tuple[int, int]], first: int = 5, **options: float) -> ClusterComparison:
    sides = ["kommunal"] * first + ["privat"] * (len(rows) - first)
    x, n = zip(*rows, strict=True)
    return permute_clusters(x, n, range(len(rows)), sides, **options)  # type: ignore[arg-type]


def _differences(rows: list[tuple[float, int]], first: int) -> list[float]:
    """By writing down every way to share out the sides; the observed one is the first."""
    found = []
    for chosen in combinations(range(len(rows)), first):
        one, other = [rows[at] for at in chosen], [row for at, row in enumerate(rows) if at not in chosen]
        shares = [sum(x for x, _ in side) / sum(n for _, n in side) for side in (one, other)]
        found.append(shares[0] - shares[1])
    return found


@given(PROVIDERS)
@settings(max_examples=15, deadline=None)
def test_p_is_the_share_of_all_ways_that_are_as_far_out(rows: list[tuple[int, int]]) -> None:
    found = compared(rows)
    every = np.array(_differences([(float(x), n) for x, n in rows], 5))
    assert found.is_exact
    assert found.permutations == len(every)
    assert found.difference == pytest.approx(every[0], abs=1e-12)
    assert found.p == pytest.approx((np.abs(every) >= abs(every[0]) - 1e-12).mean())
    assert found.p_greater == pytest.approx((every >= every[0] - 1e-12).mean())
    assert found.p_less == pytest.approx((every <= every[0] + 1e-12).mean())


@given(PROVIDERS)
@settings(max_examples=10, deadline=None)
def test_the_interval_is_what_the_same_test_does_not_reject(rows: list[tuple[int, int]]) -> None:
    interval = compared(rows).interval
    assert interval is not None

    def greater(shift: float) -> float:
        moved = [(x - shift * n if at < 5 else x, n) for at, (x, n) in enumerate(rows)]
        every = np.array(_differences(moved, 5))
        return float((every >= every[0] - 1e-10).mean())

    assert greater(interval.low - 1e-6) <= 0.025 + 1e-9
    assert greater(interval.low + 1e-6) > 0.025


def test_units_of_one_large_provider_are_not_many_witnesses() -> None:
    """One private provider with forty bad units among good ones: unit by unit it looks certain, by provider not."""
    clusters = ["stor"] * 40 + [f"p{at}" for at in range(5)] * 8 + [f"k{at}" for at in range(6)] * 8
    sides = ["privat"] * 80 + ["kommunal"] * 48
    findings = [6] * 40 + [2] * 88
    found = permute_clusters(findings, [10] * 128, clusters, sides)
    assert found.p is not None
    assert found.p > 0.2
    assert equal_treatment(
        [[[found_on, total - found_on] for found_on, total in ((320, 800), (96, 480))]]
    ).is_difference_shown


def test_fewer_than_five_providers_on_a_side_is_description_only() -> None:
    found = compared([(2, 10)] * 4 + [(5, 10)] * 8, first=4)
    assert found.is_description_only
    assert found.interval is None
    assert "bara beskrivning" in found.describe()
    answer = equal_treatment_of_providers(found)
    assert answer.verdict is Verdict.UNDECIDED
    assert answer.describe() == "kan inte avgöras: 4 utförare på ena sidan, minst 5 behövs"


def test_strata_weigh_as_mantel_and_haenszel() -> None:
    """A side that works in the bad area only is not worse than the other in the same area."""
    clusters = [f"{side}{at}" for side in "kp" for at in range(5) for _ in range(2)]
    sides = ["kommunal"] * 10 + ["privat"] * 10
    areas = ["lätt", "svår"] * 10
    bases = [80, 20] * 5 + [20, 80] * 5
    findings = [8, 10] * 5 + [2, 40] * 5
    raw, fair = (permute_clusters(findings, bases, clusters, sides, strata=strata) for strata in (None, areas))
    assert raw.difference == pytest.approx(0.18 - 0.42)
    assert fair.difference == pytest.approx(0, abs=1e-12)
    assert fair.p == 1


def test_many_providers_are_sampled_the_same_way_each_time() -> None:
    generator = np.random.default_rng(3)
    rows = [(int(generator.binomial(20, 0.3)), 20) for _ in range(40)]
    found = compared(rows, first=20, seed=7)
    assert not found.is_exact
    assert found.permutations == 10_000
    assert found == compared(rows, first=20, seed=7)
    assert found.p is not None
    assert abs(found.p - (compared(rows, first=20, seed=8).p or 0)) < 0.03


def test_the_verdicts() -> None:
    made = Provenance("test", 0, "")

    def verdict(low: float, high: float, narrow_low: float, narrow_high: float) -> Verdict:
        wide, narrow = Interval(low, high, 0.95), Interval(narrow_low, narrow_high, 0.9)
        return three_way((low + high) / 2, wide, narrow, margin=0.1, provenance=made).verdict

    assert verdict(0.05, 0.33, 0.07, 0.31) is Verdict.DIFFERENT
    assert verdict(-0.05, 0.07, -0.04, 0.06) is Verdict.EQUAL
    assert verdict(-0.2, 0.3, -0.15, 0.25) is Verdict.UNDECIDED
    assert verdict(-0.11, 0.02, -0.1, 0.01) is Verdict.UNDECIDED
    assert verdict(0.01, 0.07, 0.02, 0.06) is Verdict.EQUAL


def test_the_answers_are_said_in_swedish() -> None:
    assert equal_treatment([[56, 14], [48, 32]]).describe() == (
        "skillnad visad: 20,0 procentenheter (95 % intervall 5,2 till 33,4)"
    )
    assert equal_treatment([[480, 20], [475, 25]]).describe() == (
        "lika inom ±10 procentenheter: skillnad 1,0 procentenheter (95 % intervall −1,6 till 3,7)"
    )
    assert "utesluter varken lika eller olika" in equal_treatment([[5, 2], [4, 4]]).describe()
    assert "en skillnad är visad men mindre än marginalen" in equal_treatment([[9600, 400], [9300, 700]]).describe()
    assert equal_treatment([[0, 0], [4, 4]]).describe() == "kan inte avgöras: inget stratum har båda sidor"


def test_equivalence_is_two_one_sided_tests() -> None:
    found = equivalence(480, 500, 475, 500)
    assert isinstance(found, Equivalence)
    theirs = tost_proportions_2indep(480, 500, 475, 500, -0.1, 0.1, method="wald", correction=False)
    assert found.p == pytest.approx(theirs.pvalue)
    assert found.is_equivalent
    assert found.p_score < 0.05
    assert not equivalence(56, 70, 48, 80).is_equivalent  # type: ignore[union-attr]
    assert isinstance(equivalence(0, 0, 1, 2), Undecided)
    same = equivalence(5, 5, 7, 7)
    assert isinstance(same, Equivalence)
    assert same.p == 0
    assert not same.is_equivalent


def test_bad_providers_are_refused() -> None:
    with pytest.raises(InputFault, match=r"sides\[1\]: 'a' står på båda sidor"):
        permute_clusters([1, 1], [2, 2], ["a", "a"], ["k", "p"])
    with pytest.raises(InputFault, match="sides: ska ha två värden, har 1"):
        permute_clusters([1, 1], [2, 2], ["a", "b"], ["k", "k"])
    with pytest.raises(InputFault, match="clusters: har 1 poster"):
        permute_clusters([1, 1], [2, 2], ["a"], ["k", "p"])
    with pytest.raises(InputFault, match="bases: är noll för hela den ena sidan"):
        permute_clusters([1, 0], [2, 0], ["a", "b"], ["k", "p"])
    with pytest.raises(InputFault, match="inget stratum har båda sidor"):
        permute_clusters([1, 1], [2, 2], ["a", "b"], ["k", "p"], strata=["x", "y"])
    with pytest.raises(InputFault, match="resamples: 0 är inte"):
        permute_clusters([1, 1], [2, 2], ["a", "b"], ["k", "p"], resamples=0)
    days = permute_clusters([30, 50] * 5, [1] * 10, range(10), ["k"] * 5 + ["p"] * 5)
    with pytest.raises(InputFault, match="compared: är inte andelar"):
        equal_treatment_of_providers(days)
    with pytest.raises(InputFault, match="margin"):
        equal_treatment([[1, 1], [1, 1]], margin=10)
    with pytest.raises(InputFault, match="level"):
        equal_treatment([[1, 1], [1, 1]], level=0.4)

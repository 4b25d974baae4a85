"""The conditional family against brute force and against scipy, which sums the same probabilities in other ways."""

import math
from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, nchypergeom_fisher

from insyn.statistics.exact import binomial, hypergeometric, sum_of
from insyn.statistics.inputs import InputFault
from insyn.statistics.proportions import clopper_pearson_bounds

SMALL = st.integers(1, 12)


def _sum(parts: Iterable[Fraction]) -> Fraction:
    return sum(parts, Fraction(0))


def _brute_force(strata: list[tuple[int, int, int]], theta: Fraction) -> dict[int, Fraction]:
    """P(sum of first cells) by writing down every combination of tables, in whole numbers."""
    weights: dict[int, Fraction] = {}
    supports = [range(max(0, x - n2), min(x, n1) + 1) for n1, n2, x in strata]
    for cells in product(*supports):
        weight = Fraction(1)
        for (n1, n2, x), cell in zip(strata, cells, strict=True):
            weight *= math.comb(n1, cell) * math.comb(n2, x - cell) * theta**cell
        weights[sum(cells)] = weights.get(sum(cells), Fraction(0)) + weight
    total = sum(weights.values())
    return {count: weight / total for count, weight in weights.items()}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=3), st.data())
def test_strata_add_up_as_when_every_table_is_written_down(sizes: list[tuple[int, int]], data: st.DataObject) -> None:
    strata = [(n1, n2, data.draw(st.integers(0, n1 + n2))) for n1, n2 in sizes]
    family = sum_of([hypergeometric(*stratum) for stratum in strata])
    for theta in (Fraction(1), Fraction(7, 3), Fraction(1, 50)):
        expected = _brute_force(strata, theta)
        assert family.masses(math.log(theta)) == pytest.approx([float(expected[k]) for k in sorted(expected)], rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(SMALL, SMALL, st.data())
def test_all_p_values_are_sums_of_exact_fractions(n1: int, n2: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n1 + n2))
    masses = _brute_force([(n1, n2, x)], Fraction(1))
    k = data.draw(st.sampled_from(sorted(masses)))
    tails: dict[int, Fraction] = {
        j: min(_sum(masses[i] for i in masses if i <= j), _sum(masses[i] for i in masses if i >= j)) for j in masses
    }
    less, greater = (_sum(m for j, m in masses.items() if (j - k) * sign <= 0) for sign in (1, -1))
    found = hypergeometric(n1, n2, x).p_values(k)
    assert found.less == pytest.approx(float(less))
    assert found.greater == pytest.approx(float(greater))
    assert found.two_sided == pytest.approx(float(_sum(m for m in masses.values() if m <= masses[k])))
    assert found.two_sided_mid == pytest.approx(found.two_sided - float(masses[k]) / 2)
    assert found.central == pytest.approx(min(1.0, float(2 * tails[k])))
    assert found.blaker == pytest.approx(float(_sum(masses[j] for j in masses if tails[j] <= tails[k])))
    assert found.mid_p == pytest.approx(min(1.0, float(2 * tails[k] - masses[k])))


@settings(max_examples=30, deadline=None)
@given(SMALL, SMALL, st.data())
def test_the_estimate_has_the_observed_as_its_mean(n1: int, n2: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(1, n1 + n2 - 1))
    family = hypergeometric(n1, n2, x)
    k = data.draw(st.integers(family.first, family.last))
    theta = family.estimate(k)
    if family.first < k < family.last:
        assert nchypergeom_fisher(n1 + n2, n1, x, theta).mean() == pytest.approx(k, rel=1e-8)
    low, high = family.bounds(k, 0.95)
    assert math.isnan(theta) or low <= theta <= high
    mid_low, mid_high = family.bounds(k, 0.95, mid=True)
    assert low <= mid_low * (1 + 1e-12)
    assert mid_high <= high * (1 + 1e-12)


def test_the_bounds_leave_half_the_error_on_each_side() -> None:
    family = hypergeometric(17, 13, 12)
    low, high = family.bounds(2, 0.95)
    assert nchypergeom_fisher(30, 17, 12, low).sf(1) == pytest.approx(0.025, rel=1e-9)
    assert nchypergeom_fisher(30, 17, 12, high).cdf(2) == pytest.approx(0.025, rel=1e-9)


def test_counts_of_a_hundred_thousand_neither_overflow_nor_vanish() -> None:
    family = binomial(100_000)
    found = family.p_values(46_000)
    assert found.less == pytest.approx(float(binom(100_000, 0.5).cdf(46_000)), rel=1e-6)
    assert 0 < found.less < 1e-140
    assert family.estimate(46_000) == pytest.approx(46_000 / 54_000)
    low, high = family.bounds(46_000, 0.95)
    shares = clopper_pearson_bounds(46_000, 100_000)
    assert (low, high) == pytest.approx([float(share / (1 - share)) for share in shares], rel=1e-8)


def test_too_large_is_refused_and_not_cut_off() -> None:
    with pytest.raises(InputFault, match="för stora tal"):
        binomial(10**8)
    with pytest.raises(InputFault, match="för stora"):
        sum_of([binomial(50_000), binomial(50_000)])


@pytest.mark.parametrize("ratio", [0.0, -1.0, math.inf, math.nan])
def test_a_tried_ratio_is_above_zero(ratio: float) -> None:
    with pytest.raises(InputFault, match="ratio"):
        binomial(3).p_values(1, ratio)


def test_the_ends_have_one_sided_bounds() -> None:
    family = binomial(10)
    assert family.estimate(0) == 0
    assert family.estimate(10) == math.inf
    assert family.bounds(0, 0.95)[0] == 0
    assert family.bounds(0, 0.95)[1] == pytest.approx(1 / 0.025 ** (1 / 10) - 1)
    assert family.bounds(10, 0.95)[1] == math.inf
    assert np.isnan(binomial(0).estimate(0))

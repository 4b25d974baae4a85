"""How long charts run, and p-values after long (STATISTICS c): published tables, other formulas, simulation."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from insyn.statistics.early_warning import (
    bernoulli_run_length,
    bernoulli_threshold,
    bernoulli_weights,
    cusum_run_length,
    cusum_threshold,
    ewma_run_length,
    poisson_run_length,
    poisson_steady_state_p,
    poisson_threshold,
    steady_state_p,
    two_sided_cusum_run_length,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.tests.published import assert_agrees, case


def test_the_published_two_sided_run_lengths_agree() -> None:
    published = case("s_c2_cusum_arl")
    for h in (4, 5):
        found = [two_sided_cusum_run_length(0.5, h, shift=delta).mean for delta in published["input"]["delta"]]
        assert_agrees(found, published["expected"][f"arl_h{h}"], published)


@pytest.mark.parametrize(
    ("found", "expected", "digits"),
    [
        (cusum_run_length(0.5, 3, shift=-0.5).mean, 1963, 0.5),  # Waldmann 1986, tables 3, 1 and 5
        (cusum_run_length(0.5, 3, shift=0.5).mean, 17.35, 0.005),
        (cusum_run_length(0, 10).mean, 124.66, 0.005),  # Vance 1986, table 1
        (cusum_run_length(0, 10, shift=0.5).mean, 20.37, 0.005),
        (two_sided_cusum_run_length(0.5, 4, head_start=2).mean, 149, 0.5),  # Lucas & Crosier 1982, table 1
        (two_sided_cusum_run_length(0.5, 4, shift=0.5, head_start=2).mean, 20.1, 0.05),
        (two_sided_cusum_run_length(0.5, 4, shift=1, head_start=2).mean, 5.29, 0.005),
        (ewma_run_length(0.5, 2).mean, 26.45, 0.005),  # Crowder 1987, table 1
        (ewma_run_length(0.05, 2, shift=1).mean, 8.38, 0.005),
        (ewma_run_length(0.5, 3.071, shift=1).mean, 17.5, 0.05),  # Lucas & Saccucci 1990, table 3
        (ewma_run_length(0.25, 3, shift=1).mean, 11.154267016, 1e-8),  # the manual of SAS/QC
        (ewma_run_length(0.75, 2 * (1.25 / 0.75) ** 0.5, one_sided=True, reflect_at=-5).mean, 209.3, 0.1),  # Waldmann
        (poisson_run_length(0.25, k=0.25, h=10).mean, 438, 0.5),  # Lucas 1985, tables 2–5
        (poisson_run_length(0.25, k=0.25, h=10, head_start=5).mean, 333, 0.5),
        (poisson_run_length(0.25, k=0.25, h=10, lower=True).mean, 437, 0.5),
        (poisson_run_length(0.25, k=0.25, h=10, head_start=5, lower=True).mean, 318, 0.5),
        (poisson_run_length(2, k=3, h=4).mean, 85, 0.5),
        (poisson_run_length(2, k=3, h=4, strict=True).mean, 188, 0.5),
        (cusum_threshold(370.4), 4.096, 5e-4),
        (cusum_threshold(500), 4.389, 5e-4),
        (cusum_threshold(1000), 5.071, 5e-4),
        (cusum_threshold(167.684, two_sided=True), 4, 1e-4),
    ],
)
def test_published_numbers_agree(found: float, expected: float, digits: float) -> None:
    assert found == pytest.approx(expected, abs=digits)


@pytest.mark.parametrize(("shift", "expected"), [(0, 163), (0.25, 71.6), (0.5, 25.2), (1, 7.68), (2, 3.03), (4, 1.55)])
def test_steady_state_run_lengths_are_near_crosiers(shift: float, expected: float) -> None:
    """Crosier 1986, table 5, is two-sided with h = 4; a one-sided chart under a clear shift differs little."""
    found = cusum_run_length(0.5, 4, shift=shift, steady_state=True).mean
    if shift >= 1:
        assert found == pytest.approx(expected, rel=0.01)
    assert found < cusum_run_length(0.5, 4, shift=shift).mean


def test_the_whole_distribution_not_only_its_mean() -> None:
    found = cusum_run_length(0.5, 4)
    chances = found.probability(4000)
    n = np.arange(1, 4001)
    assert chances.sum() == pytest.approx(1, abs=1e-5)
    assert (chances * n).sum() == pytest.approx(found.mean, rel=1e-3)
    assert found.standard_deviation == pytest.approx((((n - found.mean) ** 2) @ chances) ** 0.5, rel=1e-3)
    assert chances[: found.median].sum() >= 0.5 > chances[: found.median - 1].sum()


def test_a_chart_of_one_threshold_is_geometric() -> None:
    """A whole k and h = 1: the sum is zero or over the limit. λ = 1: each point is judged by itself."""
    assert poisson_run_length(1, k=5, h=1).mean == pytest.approx(1 / stats.poisson.sf(5, 1))
    assert poisson_run_length(1, k=50, h=1).mean == np.inf
    assert cusum_run_length(3, 8).mean == np.inf
    found = ewma_run_length(1, 3)
    assert found.mean == pytest.approx(1 / (2 * stats.norm.sf(3)))


def _simulated_cases(p0: Any, h: float, odds_ratio: float, series: int = 2000) -> tuple[float, float]:
    random = np.random.default_rng(1)
    risks = np.atleast_1d(p0)
    without, having = bernoulli_weights(risks, odds_ratio)
    sums, lengths, case_number = np.zeros(series), np.zeros(series), 0
    running = np.ones(series, dtype=bool)
    while running.any():
        case_number += 1
        at = random.integers(risks.size, size=series)
        event = random.random(series) < risks[at]
        sums = np.maximum(0, sums + np.where(event, having[at], without[at]))
        ended = running & (sums >= h)
        lengths[ended] = case_number
        running &= ~ended
    return lengths.mean(), lengths.std() / series**0.5


@pytest.mark.parametrize(("p0", "h", "odds_ratio"), [(0.1, 2.5, 2), ([0.02, 0.1, 0.3], 2.5, 2), (0.2, 1.5, 0.5)])
def test_single_cases_run_as_long_as_simulated(p0: Any, h: float, odds_ratio: float) -> None:
    mean, error = _simulated_cases(p0, h, odds_ratio)
    assert abs(bernoulli_run_length(p0, h=h, odds_ratio=odds_ratio).mean - mean) < 3.5 * error


def test_a_finer_grid_changes_little_and_thresholds_reach_what_is_wished() -> None:
    coarse, fine = (bernoulli_run_length(0.1, h=3, cells=cells).mean for cells in (1000, 3000))
    assert coarse == pytest.approx(fine, rel=2e-3)
    assert bernoulli_run_length(0.05, h=bernoulli_threshold(2000, 0.05)).mean == pytest.approx(2000, rel=0.03)
    h = poisson_threshold(300, 2, k=2.5)
    assert poisson_run_length(2, k=2.5, h=h).mean >= 300 > poisson_run_length(2, k=2.5, h=h - 0.5).mean


@pytest.mark.parametrize("k", [0.25, 0.5, 1])
def test_the_atom_at_zero_is_spitzers(k: float) -> None:
    """P(S = 0) = exp(−Σ P(Wₙ > 0)/n) with Wₙ ~ N(−kn, n); far out P(S ≥ s) ≈ exp(−2k(s + 0.583)) (Siegmund)."""
    n = np.arange(1, 100_000)
    atom = np.exp(-(stats.norm.sf(k * n**0.5) / n).sum())
    assert 1 - steady_state_p(1e-12, k=k) == pytest.approx(atom, abs=1e-9)
    assert steady_state_p(6, k=k) == pytest.approx(np.exp(-2 * k * 6.583), rel=0.03)
    assert steady_state_p(0, k=k) == 1
    assert 0 < steady_state_p(60, k=k) < 1e-12


def test_steady_state_p_values_are_those_of_long_series() -> None:
    random = np.random.default_rng(4)
    z_sums, counted = np.zeros(40_000), np.zeros(40_000)
    for _ in range(120):
        z_sums = np.maximum(0, z_sums + random.normal(size=z_sums.size) - 0.5)
        counted = np.maximum(0, counted + random.poisson(1, counted.size) - 1.45)
    for s in (1, 2, 4):
        error = 4 * (0.25 / 40_000) ** 0.5
        assert (z_sums >= s).mean() == pytest.approx(float(steady_state_p(s)), abs=error)
        assert (counted >= s - 1e-9).mean() == pytest.approx(
            float(poisson_steady_state_p(s, mean=1, k=1.45)), abs=error
        )


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: cusum_run_length(0.5, 0), "h"),
        (lambda: cusum_run_length(float("nan"), 4), "k"),
        (lambda: cusum_threshold(0.5), "run_length"),
        (lambda: ewma_run_length(0, 3), "weight"),
        (lambda: ewma_run_length(0.2, 3, head_start=9), "head_start"),
        (lambda: poisson_run_length(0, k=1, h=2), "mean"),
        (lambda: poisson_run_length(1, k=0, h=2), "k"),
        (lambda: bernoulli_run_length(0.1, h=-1), "h"),
        (lambda: bernoulli_run_length(1.0, h=2), "p0"),
        (lambda: steady_state_p(-1), "negativt"),
        (lambda: steady_state_p(1, k=0), "k"),
        (lambda: poisson_steady_state_p(1, mean=2, k=1.5), "växer"),
        (lambda: cusum_run_length(0.5, 4).quantile(1.5), "at"),
    ],
)
def test_bad_input_is_refused(act: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        act()

"""CUSUM and EWMA (STATISTICS c): Montgomery's tables, sums by hand, and what must always hold."""

from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insyn.statistics.early_warning import (
    bernoulli_cusum,
    bernoulli_weights,
    cusum,
    ewma,
    expected_minus_observed,
    poisson_cusum,
    poisson_k,
    risk_adjusted_poisson_cusum,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.tests.published import assert_agrees, case

MONTGOMERY = case("s_c1_cusum_montgomery")
X = MONTGOMERY["input"]["x"]
QUICK = settings(max_examples=50, deadline=None)


def test_the_published_cusum_agrees() -> None:
    found = cusum(X, target=10, sigma=1, k=0.5, h=5)
    assert_agrees(found.upper, MONTGOMERY["expected"]["pos"], MONTGOMERY)
    assert_agrees(found.lower, MONTGOMERY["expected"]["neg"], MONTGOMERY)
    assert list(np.flatnonzero(found.signals_upper) + 1) == MONTGOMERY["expected"]["signals_upper"]
    assert found.describe() == "kumulativ summa med gräns 5: ökning vid punkt 29 och 30"


def test_the_published_ewma_of_the_same_numbers() -> None:
    """Montgomery, example 9.2: λ = 0.1, L = 2.7; the first averages by hand, the first limits and the steady ones."""
    found = ewma(X, target=10, sigma=1, weight=0.1, width=2.7)
    np.testing.assert_allclose(found.value[:4], [9.945, 9.7495, 9.70355, 9.8992], atol=5e-5)
    assert (found.lower[0], found.upper[0]) == pytest.approx((9.73, 10.27))
    assert (found.lower[1], found.upper[1]) == pytest.approx((9.637, 10.363), abs=5e-4)
    assert found.upper[-1] == pytest.approx(10.62, abs=5e-3)
    assert list(np.flatnonzero(found.outside) + 1) == [29, 30]
    steady = ewma(X, target=10, sigma=1, weight=0.1, width=2.7, asymptotic=True)
    np.testing.assert_allclose(steady.upper, 10 + 2.7 * (0.1 / 1.9) ** 0.5)


def test_at_or_over_the_limit_differ() -> None:
    assert list(cusum([1.5, 1.5], k=0.5, h=2, sides="upper").signals_upper) == [False, True]
    assert not cusum([1.5, 1.5], k=0.5, h=2, sides="upper", strict=True).signal.any()


def test_a_head_start_and_a_restart_by_hand() -> None:
    found = cusum([0, 2, 2, 2], k=0.5, h=3, head_start=1.5, sides="upper", restart=True)
    assert found.upper is not None
    assert list(found.upper) == [1, 2.5, 4, 3]  # 4 signals; again from 1.5
    assert list(found.signals_upper) == [False, False, True, True]
    assert found.lower is None


def test_poisson_by_hand() -> None:
    """μ 2 → 4: k = 2/ln 2 = 2.885 (Lucas 1985)."""
    assert poisson_k(2, 4) == pytest.approx(2 / log(2))
    found = poisson_cusum([3, 5, 1], mu0=2, mu1=4, h=2)
    assert found.upper is not None
    np.testing.assert_allclose(found.upper, [3 - 2 / log(2), 8 - 4 / log(2), 9 - 6 / log(2)])
    down = poisson_cusum([3, 1, 0], k=2, h=3, sides="lower")
    assert down.lower is not None
    assert list(down.lower) == [0, -1, -3]
    assert list(down.signals_lower) == [False, False, True]


def test_single_cases_by_hand_and_restarted() -> None:
    """Risk 0.1, twice the odds: ln(1/1.1) without the event and ln(2/1.1) with it."""
    without, having = bernoulli_weights(0.1)
    assert (without[0], having[0]) == pytest.approx((log(1 / 1.1), log(2 / 1.1)))
    found = bernoulli_cusum([1, 0, 1, 1], 0.1, h=1)
    assert found.upper is not None
    up, down = log(2 / 1.1), log(1.1)
    np.testing.assert_allclose(found.upper, [up, up - down, 2 * up - down, up])
    assert list(found.signals_upper) == [False, False, True, False]


def test_each_case_has_its_own_risk() -> None:
    risks = [0.05, 0.4, 0.2]
    found = bernoulli_cusum([1, 1, 0], risks, h=9)
    assert found.upper is not None
    steps = [log(2 / 1.05), log(2 / 1.4), log(1 / 1.2)]
    np.testing.assert_allclose(found.upper, np.cumsum(steps))
    fewer = bernoulli_cusum([0, 0, 1], risks, odds_ratio=0.5, h=9)
    assert fewer.lower is not None
    np.testing.assert_allclose(fewer.lower[:2], -np.cumsum([-log(0.975), -log(0.8)]))
    np.testing.assert_allclose(expected_minus_observed([1, 0, 0], risks), [-0.95, -0.55, -0.35])


def test_counts_against_expected_numbers_by_hand() -> None:
    found = risk_adjusted_poisson_cusum([4, 0, 3], [2.0, 0.5, 1.0], h=3)
    assert found.upper is not None
    steps = np.array([4, 0, 3]) * log(2) - [2, 0.5, 1]
    np.testing.assert_allclose(found.upper, np.cumsum(steps))


@QUICK
@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40), st.floats(0, 1), st.floats(0.1, 5))
def test_down_is_up_in_a_mirror(z: list[float], k: float, h: float) -> None:
    found, mirrored = cusum(z, k=k, h=h), cusum([-value for value in z], k=k, h=h)
    np.testing.assert_allclose(np.asarray(found.upper), -np.asarray(mirrored.lower))
    assert (np.asarray(found.upper) >= 0).all()


@QUICK
@given(st.integers(0, 10**6))
def test_many_series_are_the_single_ones(seed: int) -> None:
    random = np.random.default_rng(seed)
    z = random.normal(0.4, 1, (4, 30))
    together = cusum(z, h=4, restart=True)
    averages = ewma(z, target=0, sigma=1)
    for row in range(4):
        np.testing.assert_array_equal(np.asarray(together.upper)[row], cusum(z[row], h=4, restart=True).upper)
        np.testing.assert_array_equal(averages.outside[row], ewma(z[row], target=0, sigma=1).outside)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: cusum([1, float("nan")]), r"x\[1\]"),
        (lambda: cusum([]), "tom"),
        (lambda: cusum([1], sigma=0), "sigma"),
        (lambda: cusum([1], h=0), "h: "),
        (lambda: cusum([1], head_start=5, h=5), "head_start"),
        (lambda: cusum([1], sides="up"), "sides"),  # type: ignore[arg-type]
        (lambda: poisson_cusum([1.5], k=1, h=2), "helt tal"),
        (lambda: poisson_cusum([1], h=2), "mu0 och mu1"),
        (lambda: poisson_k(2, 2), "olika"),
        (lambda: bernoulli_cusum([2], 0.1, h=2), "varken"),
        (lambda: bernoulli_cusum([1], 1.0, h=2), "p0"),
        (lambda: bernoulli_cusum([1], 0.1, odds_ratio=1, h=2), "odds_ratio"),
        (lambda: risk_adjusted_poisson_cusum([1], [0.0], h=2), "noll"),
        (lambda: ewma([1], target=0, sigma=1, weight=0), "weight"),
        (lambda: ewma([1, 2], target=0, sigma=1, sizes=[1]), "form"),
    ],
)
def test_bad_input_is_refused(act: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        act()

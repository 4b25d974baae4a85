"""Funnels (STATISTICS b): the published hospitals, limits and z by hand, and what must always hold."""

from fractions import Fraction
from math import comb, exp, factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from insyn.statistics.funnels import (
    Funnel,
    binomial_limits,
    binomial_test,
    chi_square_limits,
    funnel,
    poisson_limits,
    poisson_test,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

SURGICAL = case("s_b1_funnel_surgical")
QUICK = settings(max_examples=40, deadline=None)


def made(*args: Any, **options: Any) -> Funnel:
    found = funnel(*args, **options)
    assert isinstance(found, Funnel), found.describe()
    return found


def surgical(**options: Any) -> Funnel:
    return made("share", SURGICAL["input"]["numerator"], SURGICAL["input"]["denominator"], **options)


def test_the_published_funnel_agrees() -> None:
    found, expected = surgical(), SURGICAL["expected"]
    assert_agrees(found.target, expected["target"], SURGICAL)
    assert_agrees(found.scaled.z, expected["z_unadjusted"], SURGICAL)
    assert_agrees(found.dispersion.z_trimmed, expected["z_trimmed"], SURGICAL)
    assert_agrees([found.dispersion.phi, found.dispersion.tau2], [expected["phi"], expected["tau2"]], SURGICAL)
    for limits, theirs in ((found.approximate, "limits_unadjusted"), (found.additive, "limits_od")):
        for level, name in ((0.95, "95"), (0.998, "998")):
            assert_agrees(limits.lower[level], expected[theirs][f"ll{name}"], SURGICAL)
            assert_agrees(limits.upper[level], expected[theirs][f"ul{name}"], SURGICAL)
    assert_agrees(found.exact.upper[0.998], expected["exact_998_upper"], SURGICAL)
    assert_agrees(found.exact.lower[0.998], expected["exact_998_lower"], SURGICAL)
    assert list(np.flatnonzero(found.outside(0.998, "approximate")) + 1) == expected["outliers_998_unadjusted"]
    assert list(np.flatnonzero(found.outside(0.998, "additive")) + 1) == expected["outliers_998_od"]


def test_rounded_quantiles_are_an_option() -> None:
    exact = surgical(z_decimals=None)
    assert exact.approximate.upper[0.95][0] == pytest.approx(
        np.sin(np.arcsin(exact.target**0.5) + stats.norm.ppf(0.975) / 2 / 47**0.5) ** 2, rel=1e-14
    )


def interpolated(chances: list[Fraction], p: Fraction) -> Fraction:
    """The definition, in fractions."""
    reached = Fraction(0)
    for r, chance in enumerate(chances):
        reached += chance
        if reached >= p:
            return r - (reached - p) / chance
    raise AssertionError


@pytest.mark.parametrize(("n", "target"), [(1, (1, 3)), (7, (1, 10)), (40, (1, 50)), (60, (9, 10)), (200, (1, 2))])
def test_exact_binomial_limits_are_the_definition(n: int, target: tuple[int, int]) -> None:
    share = Fraction(*target)
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    found = binomial_limits([n], float(share))
    for level, tail in ((0.95, Fraction(1, 40)), (0.998, Fraction(1, 1000))):
        assert found.lower[level][0] == pytest.approx(float(interpolated(chances, tail) / n), rel=1e-9)
        assert found.upper[level][0] == pytest.approx(float(interpolated(chances, 1 - tail) / n), rel=1e-9)


@pytest.mark.parametrize(("expected", "target"), [(0.05, 1), (2.5, 1), (30, 1.2), (4000, 1), (10**7, 0.9)])
def test_exact_poisson_limits_are_the_definition(expected: float, target: float) -> None:
    found, law = poisson_limits([expected], target), stats.poisson(expected * target)
    for level in (0.95, 0.998):
        for p, got in (((1 - level) / 2, found.lower[level][0]), ((1 + level) / 2, found.upper[level][0])):
            r = law.ppf(p)
            limit = (r - (law.cdf(r) - p) / law.pmf(r)) / expected
            assert got == pytest.approx(limit, rel=1e-7, abs=1e-9)


def test_chi_square_limits_are_those_of_garwood() -> None:
    """The limits of E = 10 events: 4.795 and 18.39 (the published exact interval of a count of ten)."""
    found = chi_square_limits([10])
    assert found.lower[0.95][0] * 10 == pytest.approx(4.7954, abs=1e-4)
    assert found.upper[0.95][0] * 10 == pytest.approx(18.3904, abs=1e-4)


def test_the_square_root_of_a_ratio_by_hand() -> None:
    """O = 16, E = 9: √(16/9) = 4/3, s = 1/6, z = 2."""
    found = made("ratio", [16, 9, 4], [9.0, 9.0, 9.0])
    np.testing.assert_allclose(found.scaled.z, [2, 0, -2])
    np.testing.assert_allclose(found.test.p_value[0], 2 * (stats.poisson.sf(15, 9) - stats.poisson.pmf(16, 9) / 2))


def test_the_logarithm_of_a_ratio_cuts_extremes_away() -> None:
    """NHS Digital: ranks 1–20 over 10 groups of 21: the first and last group go; φ and τ² of the rest."""
    random = np.random.default_rng(3)
    expected = random.uniform(20, 200, 20)
    observed = random.poisson(expected * random.gamma(10, 0.1, 20))
    found = made("ratio", observed, expected, scale="log", trimming="truncate")
    z = np.sqrt(expected) * np.log(observed / expected)
    kept = np.sort(z)[2:-2]
    assert sum(np.isnan(found.dispersion.z_trimmed)) == 20 - sum(
        0 < np.floor(rank * 10 / 21) < 9 for rank in range(1, 21)
    )
    assert found.dispersion.phi == pytest.approx((kept**2).mean())
    w = expected[~np.isnan(found.dispersion.z_trimmed)]
    tau2 = (16 * (kept**2).mean() - 15) / (w.sum() - (w**2).sum() / w.sum())
    assert found.dispersion.tau2 == pytest.approx(max(0, tau2))
    np.testing.assert_allclose(found.additive.upper[0.95], np.exp(1.959964 * np.sqrt(1 / expected + tau2)))


def test_zero_events_have_no_logarithm() -> None:
    with pytest.raises(InputFault, match="root"):
        funnel("ratio", [0] + [5] * 11, [5.0] * 12, scale="log")
    assert np.isneginf(made("ratio", [0] + [5] * 11, [5.0] * 12, scale="log", trimming="truncate").scaled.z[0])


def test_a_ratio_of_counts_by_hand() -> None:
    found = made("counts", [20, 5, 0], [10, 10, 10])
    assert found.target == 25 / 30
    s = (20 / 20.5**2 + 10 / 10.5**2) ** 0.5
    assert found.scaled.z[0] == pytest.approx((np.log(20.5 / 10.5) - np.log(25 / 30)) / s)
    conditional = stats.binomtest(20, 30, 25 / 55, alternative="greater").pvalue
    assert found.test.tails.upper[0] == pytest.approx(conditional)
    drawn = made("counts", [20, 5, 0], [10, 10, 10], convention="funnelplotr")
    np.testing.assert_allclose(drawn.approximate.upper[0.95], 25 / 30 * np.exp(1.959964 / (2 * 10**0.5)))
    assert found.approximate.upper[0.95][0] == pytest.approx(25 / 30 * np.exp(1.959964 * s))
    part = binomial_limits([30], 25 / 55).upper[0.95][0]
    assert found.exact.upper[0.95][0] == pytest.approx(part / (1 - part))


def test_a_ratio_can_be_drawn_as_funnelplotr_draws_it() -> None:
    """R 4.2.2 with the formulas of FunnelPlotR's transformed_zscore, winsorisation, truncation, tau_func and limits."""
    observed = [12, 30, 7, 55, 21, 18, 9, 40, 26, 33, 14, 61]
    expected = [15.37, 22.84, 9.11, 41.6, 25.02, 12.75, 13.3, 31.9, 30.08, 27.4, 8.95, 70.2]
    cqc = made("ratio", observed, expected, convention="funnelplotr")
    assert (cqc.dispersion.phi, cqc.dispersion.tau2) == pytest.approx(
        (1.35283168097845, 0.00480784056156601), rel=1e-11
    )
    upper, lower = cqc.additive.upper[0.998], cqc.additive.lower[0.998]
    assert upper[:2].tolist() == pytest.approx([1.44859795095396, 1.38786474049406])
    assert lower[-2:].tolist() == pytest.approx([0.440840460521115, 0.717297068786082])
    assert cqc.approximate.upper[0.998][:2].tolist() == pytest.approx([2.06607399755647, 1.83047609376916])
    assert cqc.approximate.lower[0.998][-2:].tolist() == pytest.approx([0.271249270390407, 0.671310123753155])
    shmi = made("ratio", observed, expected, scale="log", trimming="truncate", convention="funnelplotr")
    found = (shmi.dispersion.n, shmi.dispersion.phi, shmi.dispersion.tau2)
    assert found == pytest.approx((10, 1.19527245411148, 0.0136127669077654), rel=1e-11)
    assert shmi.additive.upper[0.95][:2].tolist() == pytest.approx([1.73281989237206, 1.59928398027497])
    with pytest.raises(InputFault, match="convention"):
        funnel("ratio", observed, expected, convention="another")  # type: ignore[arg-type]


def test_multiplicative_limits_stretch_by_the_root_of_phi() -> None:
    found = surgical()
    z = found.scaled.z / found.dispersion.phi**0.5
    np.testing.assert_allclose(found.z_multiplicative, z)
    assert (found.outside(0.95, "multiplicative") == (np.abs(z) > 1.959964)).all()


def test_one_case_of_one_is_not_outside() -> None:
    """The interpolated limit of n = 1 and target ½ is 0.998: the line is under the only case, the test is not."""
    found = made("share", [0, 1] * 8, [1] * 16)
    assert found.exact.upper[0.998][0] == pytest.approx(0.998)
    assert not found.outside(0.998, "exact").any()
    assert not made("ratio", [0, 1], [0.001, 0.5]).outside(0.95, "exact")[0]
    assert list(np.flatnonzero(surgical().outside(0.998, "exact"))) == [7]


def test_few_units_are_not_adjusted_and_it_is_said() -> None:
    told = SURGICAL["input"]
    found = made("share", told["numerator"][:9], told["denominator"][:9])
    assert not found.dispersion.is_applied
    assert "9 enheter, minst 10 behövs" in found.describe()
    np.testing.assert_array_equal(found.additive.upper[0.95], found.approximate.upper[0.95])
    assert made("share", told["numerator"][:9], told["denominator"][:9], min_units=5).dispersion.is_applied


def test_no_more_spread_than_chance_is_not_adjusted() -> None:
    found = made("share", [10, 11, 9] * 5, [100] * 15)
    assert found.dispersion.phi < 1
    assert found.dispersion.tau2 == 0
    assert "justeras inte" in found.describe()


@pytest.mark.parametrize(
    ("args", "options", "said"),
    [
        (("share", [3, 6], [5, 5]), {}, r"events\[1\].*större"),
        (("share", [3, -1], [5, 5]), {}, r"events\[1\].*negativt"),
        (("share", [3, 1], [5, 0]), {}, r"sizes\[1\].*noll"),
        (("share", [3, 1], [5]), {}, "form"),
        (("ratio", [3], [float("nan")]), {}, "ändligt"),
        (("ratio", [3], [0.0]), {}, "noll"),
        (("share", [3], [5]), {"target": 1}, "mål"),
        (("share", [3], [5]), {"scale": "log"}, "scale"),
        (("share", [3], [5]), {"trim": 0.5}, "trim"),
        (("share", [3], [5]), {"levels": (1.0,)}, "levels"),
        (("league", [3], [5]), {}, "figure"),
    ],
)
def test_bad_input_is_refused(args: Any, options: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        funnel(*args, **options)


def test_without_events_there_is_no_target() -> None:
    for events in ([0, 0], [5, 5]):
        assert isinstance(funnel("share", events, [5, 5]), Undecided)


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(60, 400)), min_size=2, max_size=25),
    st.randoms(use_true_random=False),
)
def test_limits_contain_the_target_and_order_does_not_matter(units: list[tuple[int, int]], random: Any) -> None:
    found = funnel("share", *zip(*units, strict=True))
    if isinstance(found, Undecided):
        return
    for limits in (found.exact, found.approximate, found.additive, found.multiplicative):
        assert (limits.lower[0.95] <= found.target).all()
        assert (limits.upper[0.95] >= found.target).all()
        assert (limits.lower[0.998] <= limits.lower[0.95]).all()
    assert (found.additive.upper[0.95] >= found.approximate.upper[0.95]).all()
    shuffled = random.sample(units, len(units))
    again = made("share", *zip(*shuffled, strict=True))
    assert again.dispersion.tau2 == pytest.approx(found.dispersion.tau2)


@pytest.mark.parametrize(("x", "n", "share"), [(0, 5, (1, 2)), (3, 5, (1, 2)), (4, 30, (1, 3)), (9, 9, (1, 9))])
def test_binomial_tests_are_sums_of_fractions(x: int, n: int, share: tuple[int, int]) -> None:
    p = Fraction(*share)
    chances = [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    low, high, at = Fraction(sum(chances[: x + 1])), Fraction(sum(chances[x:])), chances[x]
    both = min(Fraction(1), 2 * min(low, high))
    args = (x, n, float(p))
    assert float(binomial_test(*args).p_value) == pytest.approx(float(min(Fraction(1), 2 * min(low, high) - at)))
    assert float(binomial_test(*args, mid_p=False).p_value) == pytest.approx(float(both))
    assert float(binomial_test(*args, alternative="less").p_value) == pytest.approx(float(low - at / 2))
    unlikely = sum(chance for chance in chances if chance <= at)
    likely = binomial_test(*args, two_sided="likelihood", mid_p=False)
    assert float(likely.p_value) == pytest.approx(float(unlikely))
    assert float(likely.p_value) == pytest.approx(stats.binomtest(x, n, float(p)).pvalue)


def test_poisson_tests_by_hand() -> None:
    """x = 10, E = 5: P(X ≥ 10) = 0.031828 (table), P(X = 10) = 0.018133."""
    at = exp(-5) * 5**10 / factorial(10)
    upper = 1 - sum(exp(-5) * 5**k / factorial(k) for k in range(10))
    assert float(poisson_test(10, 5).p_value) == pytest.approx(2 * upper - at)
    assert float(poisson_test(10, 5, alternative="greater", mid_p=False).p_value) == pytest.approx(0.031828, abs=5e-7)
    # R: poisson.test(10, 5)$p.value
    assert float(poisson_test(10, 5, mid_p=False, two_sided="likelihood").p_value) == pytest.approx(
        upper + sum(exp(-5) * 5**k / factorial(k) for k in range(6) if exp(-5) * 5**k / factorial(k) <= at)
    )


def test_far_tails_do_not_vanish() -> None:
    assert 0 < float(poisson_test(500, 50).p_value) < 1e-250
    assert 0 < float(binomial_test(500, 1000, 0.1).p_value) < 1e-150
    assert float(poisson_test(10**9, 10**9).p_value) == pytest.approx(1, abs=1e-3)


@QUICK
@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_both_mid_tails_make_one(x: int, n: int, p: float) -> None:
    x = min(x, n)
    less, greater = (float(binomial_test(x, n, p, alternative=side).p_value) for side in ("less", "greater"))
    assert less + greater == pytest.approx(1)
    assert float(binomial_test(n - x, n, 1 - p, alternative="greater").p_value) == pytest.approx(less)

"""Rules, what they cost, the test of spread and the choice of chart (STATISTICS a)."""

from fractions import Fraction
from itertools import groupby, pairwise
from math import log2
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from insyn.statistics.control_charts import (
    NELSON,
    WESTERN_ELECTRIC,
    Data,
    Kind,
    OverdispersionTest,
    choose_chart,
    overdispersion_test,
    rule_run_length,
    rule_signals,
    runs_analysis,
    simulated_rule_run_length,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import case

# Champ & Woodall 1987, Technometrics 29:393, table 1 (shift 0 and shift 1).
CHAMP_WOODALL = {
    ("WE1",): (370.40, 43.89),
    ("WE1", "WE2"): (225.44, 20.01),
    ("WE1", "WE3"): (166.05, 12.66),
    ("WE1", "WE4"): (152.73, 14.58),
    ("WE1", "WE2", "WE3"): (132.89, 10.95),
    ("WE1", "WE2", "WE4"): (122.05, 11.73),
    ("WE1", "WE3", "WE4"): (105.78, 10.19),
    WESTERN_ELECTRIC: (91.75, 9.22),
}


def at(z: Any, rule: str) -> list[int]:
    return [int(place) for place in np.flatnonzero(rule_signals(z, (rule,)).at[rule])]


@pytest.mark.parametrize("rules", CHAMP_WOODALL)
def test_the_run_length_of_rules_is_the_published_one(rules: tuple[str, ...]) -> None:
    in_control, shifted = CHAMP_WOODALL[rules]
    assert rule_run_length(rules).mean == pytest.approx(in_control, abs=0.005)
    assert rule_run_length(rules, shift=1).mean == pytest.approx(shifted, abs=0.005)


def test_one_rule_alone_has_a_geometric_run_length() -> None:
    found = rule_run_length(("WE1",))
    chance = 2 * stats.norm.sf(3)
    np.testing.assert_allclose(found.probability(5), stats.geom.pmf(range(1, 6), chance))
    assert found.median == stats.geom.median(chance)
    assert found.standard_deviation == pytest.approx(stats.geom.std(chance))


def test_the_chain_and_a_simulation_of_nelsons_zone_rules_agree() -> None:
    """The simulation uses the rules as they flag points; the chain is another implementation of them."""
    rules = ("N1", "N2", "N5", "N6", "N7", "N8")
    simulated = simulated_rule_run_length(rules, series=2000, seed=7)
    assert abs(simulated.mean - rule_run_length(rules).mean) < 3 * (simulated.interval.high - simulated.mean) / 1.96
    with pytest.raises(InputFault, match="simuleras"):
        rule_run_length(NELSON)


@pytest.mark.parametrize(
    ("rule", "z", "places"),
    [
        ("WE1", [0, 3, 3.01, -3.2], [2, 3]),
        ("WE2", [2.5, 0, 2.5, -2.5, 2.1], [2, 4]),
        ("WE2", [2.5, 2.5, 0.5], [1]),
        ("WE3", [1.5, 1.5, 1.5, 0, 1.5, 0], [4]),
        ("WE4", [0.1] * 9, [7, 8]),
        ("WE4", [0.1] * 7 + [0.0] + [0.1], []),
        ("N2", [-0.1] * 9, [8]),
        ("N3", [0, 1, 2, 3, 4, 5, 4], [5]),
        ("N3", [0, 1, 1, 2, 3, 4, 5], []),
        ("N4", [0, 1] * 7, [13]),
        ("N4", [0, 1] * 6 + [0, 0], []),
        ("N3", [1.0], []),
        ("N4", [1.0, 2.0], []),
        ("N5", [-2.5, 0, -2.5], [2]),
        ("N6", [-1.5] * 4, [3]),
        ("N7", [0.5] * 14 + [1.0], [14]),
        ("N8", [1.5, -1.5] * 4, [7]),
        ("N8", [1.5] * 8, []),
    ],
)
def test_a_rule_signals_at_the_point_that_completes_it(rule: str, z: list[float], places: list[int]) -> None:
    assert at(z, rule) == places
    assert at([-value for value in z], rule) == places


def test_rules_take_many_series_at_once() -> None:
    z = np.random.default_rng(1).normal(size=(5, 60)) * 1.5
    together = rule_signals(z, NELSON)
    for row in range(5):
        np.testing.assert_array_equal(together.signal[row], rule_signals(z[row], NELSON).signal)
    assert "serier har signal" in together.describe()


def test_unknown_rules_and_shapes_are_refused() -> None:
    for bad in (("WE9",), ()):
        with pytest.raises(InputFault):
            rule_signals([1, 2], bad)
    with pytest.raises(InputFault, match="dimension"):
        rule_signals(np.zeros((1, 1, 1)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([-2, -1, 0, 1, 2]), min_size=1, max_size=60))
def test_runs_are_counted_as_by_hand(values: list[int]) -> None:
    found, useful = runs_analysis(values, 0), [value > 0 for value in values if value]
    assert found.n_useful == len(useful)
    assert found.longest_run == max((len(list(run)) for _, run in groupby(useful)), default=0)
    assert found.crossings == sum(one != other for one, other in pairwise(useful))
    if useful:
        assert found.longest_run_max == round(log2(len(useful))) + 3
        assert found.crossings_min == max(stats.binom.ppf(0.05, len(useful) - 1, 0.5), 0)


def test_a_value_that_rounding_keeps_off_the_line_is_on_it() -> None:
    assert runs_analysis([0.1 + 0.2, 0.4], 0.3).n_useful == 1


def test_the_spread_of_the_published_counts() -> None:
    """Circuit boards, with fractions: D = Σ(x − x̄)²/x̄, χ² with 25 degrees of freedom (Pearson is the same)."""
    counts = case("s_a3_c_chart_circuit")["input"]["x"]
    mean = Fraction(sum(counts), len(counts))
    expected = float(sum((count - mean) ** 2 for count in counts) / mean)
    found = overdispersion_test(counts)
    assert isinstance(found, OverdispersionTest)
    assert found.statistic == pytest.approx(expected, rel=1e-12)
    assert found.pearson_statistic == pytest.approx(expected, rel=1e-12)
    assert found.p_value == pytest.approx(stats.chi2.sf(expected, 25), rel=1e-10)
    assert found.is_overdispersed


def test_pearson_judges_where_denominators_differ() -> None:
    """A rate of exactly 1 in 10 of unlike many: nothing to explain, though the counts vary with their denominators."""
    found = overdispersion_test([1, 2, 40, 3, 1], [10, 20, 400, 30, 10], binomial=True)
    assert isinstance(found, OverdispersionTest)
    assert found.pearson_statistic == pytest.approx(0)
    assert found.p_value < 0.01
    assert not found.is_overdispersed
    pearson = stats.chi2_contingency([[3, 9, 5], [17, 41, 25]], correction=False)
    found = overdispersion_test([3, 9, 5], [20, 50, 30], binomial=True)
    assert isinstance(found, OverdispersionTest)
    assert (found.pearson_statistic, found.pearson_p_value) == pytest.approx(pearson[:2])


@pytest.mark.parametrize(
    ("counts", "sizes", "said"), [([4], None, "1 punkter"), ([0, 0], None, "inga"), ([2, 3], [2, 3], "allt")]
)
def test_no_spread_to_judge_is_undecided(counts: Any, sizes: Any, said: str) -> None:
    found = overdispersion_test(counts, sizes, binomial=sizes is not None)
    assert isinstance(found, Undecided)
    assert said in found.describe()


def test_the_chart_is_chosen_by_the_data_and_says_why() -> None:
    few = choose_chart(Data.COUNT, [0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1])
    assert (few.kind, few.limits, few.instead) == (Kind.C, "exact", (Kind.G, Kind.T))
    assert "sällsynta" in few.describe()
    orange = case("s_a1_p_chart_orangejuice")["input"]
    wide = choose_chart("andel", orange["x"], orange["n"])
    assert (wide.kind, wide.limits, wide.beside) == (Kind.P, "sigma", (Kind.P_PRIME,))
    assert "p′-diagram bredvid" in wide.describe()
    assert choose_chart(Data.MEASUREMENT, [1.5, 2.5]).kind is Kind.XMR
    assert choose_chart(Data.TIME_BETWEEN, [1.5, 2.5]).kind is Kind.T
    with pytest.raises(InputFault, match="inte någon av"):
        choose_chart("stapel", [1])

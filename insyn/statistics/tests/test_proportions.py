import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from insyn.statistics.inputs import InputFault
from insyn.statistics.proportions import (
    Proportion,
    clopper_pearson_bounds,
    newcombe_bounds,
    proportion,
    wilson,
    wilson_bounds,
)
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

COUNTED = st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_is_as_published() -> None:
    published = case("s_g1_wilson_newcombe")
    x, n = np.array(published["input"]).T
    assert_agrees(np.column_stack(wilson_bounds(x, n)), published["expected"], published)


def test_newcombe_is_as_published() -> None:
    published = case("s_e4_newcombe_difference")
    assert_agrees(newcombe_bounds(56, 70, 48, 80), published["expected"]["newcombe"], published)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2535, 0.3682), (15, 148, 0.0598, 0.1644), (0, 20, 0.0, 0.2005), (1, 29, 0.0018, 0.1963)],
)
def test_wilson_with_correction_is_as_in_newcombes_table(x: int, n: int, low: float, high: float) -> None:
    found = wilson(x, n, continuity=True)
    assert isinstance(found, Proportion)
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("x", [0, 1, 7, 19, 20])
def test_all_intervals_are_as_scipy_and_statsmodels_have_them(x: int) -> None:
    names = {"wilson": "wilson", "clopper_pearson": "beta", "agresti_coull": "agresti_coull"}
    for ours, theirs in names.items():
        found = proportion(x, 20, level=0.9, interval=ours)
        assert isinstance(found, Proportion)
        expected = np.clip(proportion_confint(x, 20, alpha=0.1, method=theirs), 0, 1)
        assert (found.interval.low, found.interval.high) == pytest.approx(tuple(expected), abs=1e-12)
    corrected = wilson(x, 20, level=0.9, continuity=True)
    assert isinstance(corrected, Proportion)
    expected_cc = binomtest(x, 20).proportion_ci(0.9, method="wilsoncc")
    assert (corrected.interval.low, corrected.interval.high) == pytest.approx(tuple(expected_cc), abs=1e-12)
    exact = clopper_pearson_bounds([x], [20], level=0.9)
    assert (exact[0][0], exact[1][0]) == pytest.approx(proportion_confint(x, 20, alpha=0.1, method="beta"), abs=1e-12)


def test_many_differences_at_once_are_as_statsmodels_has_them_one_by_one() -> None:
    x1, n1, x2, n2 = np.array([[3, 10, 7, 20], [0, 10, 5, 9], [10, 10, 0, 4]]).T
    low, high = newcombe_bounds(x1, n1, x2, n2)
    for at in range(3):
        expected = confint_proportions_2indep(x1[at], n1[at], x2[at], n2[at], method="newcomb", compare="diff")
        assert (low[at], high[at]) == pytest.approx(expected, abs=1e-12)


@given(COUNTED, st.sampled_from(["wilson", "wilson_continuity", "clopper_pearson", "agresti_coull"]))
def test_an_interval_holds_its_share_and_stays_between_nothing_and_all(counted: tuple[int, int], name: str) -> None:
    x, n = counted
    found = proportion(x, n, interval=name)
    assert isinstance(found, Proportion)
    assert 0 <= found.interval.low <= found.share + 1e-15
    assert found.share - 1e-15 <= found.interval.high <= 1
    assert found.interval.low < found.interval.high


@given(COUNTED)
def test_turning_yes_into_no_turns_the_interval(counted: tuple[int, int]) -> None:
    x, n = counted
    low, high = wilson_bounds([x, n - x], [n, n])
    assert low[0] == pytest.approx(1 - high[1], abs=1e-9)


@given(COUNTED, COUNTED)
def test_changing_sides_turns_the_difference(first: tuple[int, int], second: tuple[int, int]) -> None:
    low, high = newcombe_bounds(*first, *second)
    turned = newcombe_bounds(*second, *first)
    assert (low, high) == pytest.approx((-turned[1], -turned[0]), abs=1e-9)
    assert low <= first[0] / first[1] - second[0] / second[1] <= high


def test_nobody_asked_cannot_be_decided() -> None:
    found = wilson(0, 0)
    assert isinstance(found, Undecided)
    assert found.describe() == "kan inte avgöras: 0 svar, minst 1 behövs"


def test_a_share_is_said_in_swedish() -> None:
    assert wilson(81, 263).describe() == "30,8 % (81 av 263, 95 % intervall 25,5 till 36,6 procent)"


@pytest.mark.parametrize(
    ("x", "n", "fact"),
    [
        ([3], [2], "x[0]: är större än n"),
        ([-1], [2], "x[0]: är negativt"),
        ([1.5], [2], "x[0]: är inte ett helt tal"),
        ([1, float("nan")], [2, 2], "x[1]: är inte ett ändligt tal"),
        ([1], [0], "n[0]: är inte större än noll"),
        ([1, 2], [2], "x: har formen (2,), n har (1,)"),
        ([], [], "x: är tom"),
    ],
)
def test_bad_counts_are_refused_where_they_are(x: list[float], n: list[float], fact: str) -> None:
    with pytest.raises(InputFault) as caught:
        wilson_bounds(x, n)
    assert str(caught.value) == fact


def test_an_unknown_interval_or_level_is_refused() -> None:
    with pytest.raises(InputFault, match="välj en av wilson"):
        proportion(1, 2, interval="wald")
    with pytest.raises(InputFault, match=r"level: 1\.0 ligger inte mellan 0 och 1"):
        wilson(1, 2, level=1.0)

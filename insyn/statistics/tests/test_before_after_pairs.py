"""Yes and no, and categories, of the same people twice. The "book" is Fagerland, Lydersen & Laake 2017."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import SquareTable
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar
from statsmodels.stats.proportion import proportion_confint

from insyn.statistics.before_after import (
    PAIRED_INTERVALS,
    MarginalHomogeneity,
    PairedProportions,
    ScoredChange,
    mcnemar,
    paired_proportions,
    scored_change,
    stuart_maxwell,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

AIRWAYS = [[1, 1], [7, 12]]
RESPONSES = [[59, 6], [16, 80]]
PATHOGENS = [[596, 18, 6, 5], [0, 2, 0, 0], [0, 0, 42, 0], [11, 0, 0, 0]]
TABLES = st.tuples(*[st.integers(0, 60)] * 4).filter(any)
SQUARES = st.lists(st.lists(st.integers(0, 15), min_size=3, max_size=3), min_size=3, max_size=3)


def pairs(table: object, **options: float) -> PairedProportions:
    found = paired_proportions(table, **options)  # type: ignore[arg-type]
    assert isinstance(found, PairedProportions)
    return found


def test_approval_is_as_mcnemar_test_has_it() -> None:
    published = case("s_h1_mcnemar_approval")
    found, expected = pairs(published["input"]), published["expected"]
    got = [found.test.statistic_cc, found.test.p_cc, found.test.statistic]
    assert_agrees(got, [expected["chisq_cc"], expected["p_cc"], expected["chisq"]], published)
    assert found.describe() == (
        "1600 par: 59,0 % före, 55,0 % efter: förändring −4,0 procentenheter (95 % intervall −5,9 till −2,1), p < 0,001"
    )


def test_responses_are_as_in_the_book() -> None:
    """Newcombe −0.1186 to −0.0046 for before minus after; exact p 0.052479, mid-p 0.034690; Tango −0.1240 to
    −0.0054.
    """
    found = pairs(RESPONSES)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0046, 0.1186), abs=5e-5)
    assert (found.test.p_exact, found.test.mid_p) == pytest.approx((0.052479, 0.034690), abs=5e-7)
    airways = pairs(AIRWAYS)
    assert (airways.interval.low, airways.interval.high) == pytest.approx((0.026, 0.507), abs=5e-4)
    assert airways.test.mid_p == pytest.approx(0.0391, abs=5e-5)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_newcombes_paired_interval_is_of_wilson_and_correlation(cells: tuple[int, int, int, int]) -> None:
    """Wilson's bounds as statsmodels has them, the correlation as numpy has it of everybody's answers."""
    found, total = pairs(cells), sum(cells)
    before, after = np.repeat([1, 1, 0, 0], cells), np.repeat([1, 0, 1, 0], cells)
    phi = np.corrcoef(before, after)[0, 1] if before.std() and after.std() else 0.0
    (low1, high1), (low2, high2) = (proportion_confint(one.sum(), total, method="wilson") for one in (after, before))
    first, second = after.mean(), before.mean()
    down = (first - low1) ** 2 - 2 * phi * (first - low1) * (high2 - second) + (high2 - second) ** 2
    up = (high1 - first) ** 2 - 2 * phi * (high1 - first) * (second - low2) + (second - low2) ** 2
    interval = found.intervals["newcombe_uncorrected"]
    expected = first - second - math.sqrt(max(down, 0)), first - second + math.sqrt(max(up, 0))
    assert (interval.low, interval.high) == pytest.approx(np.clip(expected, -1, 1).tolist(), abs=1e-7)
    assert found.correlation == pytest.approx(phi, abs=1e-9)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_what_always_holds(cells: tuple[int, int, int, int]) -> None:
    both, stopped, started, neither = cells
    found, turned = pairs(cells), pairs((both, started, stopped, neither))
    for name in PAIRED_INTERVALS:
        interval, back = found.intervals[name], turned.intervals[name]
        assert -1 <= interval.low <= interval.high <= 1
        assert (interval.low, interval.high) == pytest.approx((-back.high, -back.low), abs=1e-9)
        assert name == "wald_adjusted" or interval.low - 1e-9 <= found.difference <= interval.high + 1e-9
    assert found.test.mid_p <= found.test.p_exact
    assert found.test.p_exact == pytest.approx(turned.test.p_exact)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_as_statsmodels_has_it(stopped: int, started: int) -> None:
    found = mcnemar(stopped, started)
    if not stopped + started:
        assert (found.p, found.p_exact, found.mid_p) == (1, 1, 1)
        assert math.isnan(found.statistic)
        return
    table = [[5, stopped], [started, 7]]
    for corrected, statistic, p in ((False, found.statistic, found.p), (True, found.statistic_cc, found.p_cc)):
        theirs = statsmodels_mcnemar(table, exact=False, correction=corrected)
        if stopped != started:
            assert (statistic, p) == pytest.approx((theirs.statistic, theirs.pvalue))
    tested = binomtest(stopped, stopped + started)
    assert found.p_exact == pytest.approx(tested.pvalue)
    half = tested.pvalue - math.comb(stopped + started, stopped) / 2 ** (stopped + started)
    assert found.mid_p == pytest.approx(half if stopped != started else (1 + half) / 2)


def test_the_odds_of_change_are_exact() -> None:
    found = pairs(RESPONSES)
    low, high = binomtest(6, 22).proportion_ci()
    assert found.odds_ratio == pytest.approx(6 / 16)
    expected = low / (1 - low), high / (1 - high)
    assert (found.odds_interval.low, found.odds_interval.high) == pytest.approx(expected, rel=1e-7)
    assert found.odds_interval.low < found.odds_mid_p_interval.low


def test_pathogens_are_as_in_the_book() -> None:
    found = stuart_maxwell(PATHOGENS)
    assert isinstance(found, MarginalHomogeneity)
    assert (found.statistic, found.p) == pytest.approx((26.250, 0.000008), abs=5e-7)
    assert (found.df, found.bowker_df) == (3, 6)
    assert (found.bhapkar, found.bhapkar_p) == pytest.approx((27.304, 0.000005), abs=5e-4)
    assert found.bowker == pytest.approx(26.250)
    fleiss = stuart_maxwell([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    assert isinstance(fleiss, MarginalHomogeneity)
    assert (fleiss.statistic, fleiss.p) == pytest.approx((14.000, 0.000912), abs=5e-7)


@given(SQUARES)
@settings(max_examples=60, deadline=None)
def test_stuart_maxwell_is_as_statsmodels_has_it(table: list[list[int]]) -> None:
    found = stuart_maxwell(table)
    if isinstance(found, Undecided):
        assert not (np.array(table) - np.diag(np.diag(table))).any()
        return
    assert found.statistic == pytest.approx(stuart_maxwell(np.array(table).T).statistic)  # type: ignore[union-attr]
    if found.df < 2 or min(np.array(table)[~np.eye(3, dtype=bool)]) == 0:
        return
    theirs = SquareTable(np.array(table, dtype=float), shift_zeros=False)
    assert found.statistic == pytest.approx(theirs.homogeneity("stuart_maxwell").statistic, rel=1e-6, abs=1e-9)
    assert found.bhapkar == pytest.approx(theirs.homogeneity("bhapkar").statistic, rel=1e-6, abs=1e-9)
    assert found.bowker == pytest.approx(theirs.symmetry().statistic)


def test_two_categories_are_mcnemars() -> None:
    found, plain = stuart_maxwell([[794, 150], [86, 570]]), mcnemar(150, 86)
    assert isinstance(found, MarginalHomogeneity)
    assert (found.statistic, found.bowker) == pytest.approx((plain.statistic, plain.statistic))
    scored = scored_change([[794, 150], [86, 570]])
    assert isinstance(scored, ScoredChange)
    assert scored.statistic == pytest.approx(plain.statistic)


def test_categories_that_nobody_leaves_or_enters_do_not_count() -> None:
    found, smaller = stuart_maxwell([[5, 3, 0], [1, 6, 0], [0, 0, 9]]), stuart_maxwell([[5, 3], [1, 6]])
    assert isinstance(found, MarginalHomogeneity)
    assert isinstance(smaller, MarginalHomogeneity)
    assert found.statistic == pytest.approx(smaller.statistic)
    assert found.df == 1


def test_scored_change_is_of_everybodys_steps() -> None:
    table, scores = [[3, 2, 1], [4, 5, 0], [1, 2, 6]], [1, 3, 4]
    found = scored_change(table, scores)
    steps = [scores[j] - scores[i] for i in range(3) for j in range(3) for _ in range(table[i][j])]
    assert isinstance(found, ScoredChange)
    assert found.difference == pytest.approx(np.mean(steps))
    assert found.z == pytest.approx(sum(steps) / math.sqrt(sum(step**2 for step in steps)))
    assert found.wald_z == pytest.approx(np.mean(steps) / (np.std(steps) / math.sqrt(len(steps))))


def test_what_cannot_be_decided_is_said() -> None:
    assert paired_proportions([0, 0, 0, 0]).describe() == "kan inte avgöras: 0 par, minst 1 behövs"
    assert stuart_maxwell([[4, 0], [0, 5]]).describe() == "kan inte avgöras: ingen har bytt kategori"
    assert isinstance(scored_change([[0, 0], [0, 0]]), Undecided)


def test_bad_tables_are_refused() -> None:
    with pytest.raises(InputFault, match="table: ska ha 2 rader och 2 kolumner"):
        paired_proportions([1, 2, 3])
    with pytest.raises(InputFault, match="table: ska ha lika många rader som kolumner"):
        stuart_maxwell([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(InputFault, match="scores: har 2 värden, tabellen har 3"):
        scored_change([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [1, 2])
    with pytest.raises(InputFault, match=r"table\[1, 0\]: är inte ett helt tal"):
        paired_proportions([[1.0, 2.0], [1.5, 3.0]])

"""Ordered answers, and the index of staff engagement."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import brunnermunzel, mannwhitneyu
from statsmodels.stats.nonparametric import rank_compare_2ordinal
from statsmodels.stats.weightstats import DescrStatsW

from insyn.statistics.inputs import InputFault
from insyn.statistics.proportions import wilson_bounds
from insyn.statistics.results import Undecided
from insyn.statistics.surveys import (
    Engagement,
    OrdinalComparison,
    OrdinalSummary,
    hme,
    hme_of_means,
    ordinal_comparison,
    ordinal_summary,
)

ANSWERS = st.lists(st.integers(0, 30), min_size=5, max_size=5)
FULL: list[list[float | None]] = [[5, 4, 3, 5, 4, 3, 5, 4, 2]] * 6


def summary(answers: list[int]) -> OrdinalSummary:
    found = ordinal_summary(answers)
    assert isinstance(found, OrdinalSummary)
    return found


@given(ANSWERS.filter(any))
def test_a_summary_is_as_when_every_answer_is_written_down(answers: list[int]) -> None:
    found, written = summary(answers), np.repeat(np.arange(1, 6), answers)
    assert found.mean == pytest.approx(written.mean())
    assert (found.median + found.upper_median) / 2 == np.median(written)
    assert found.top == pytest.approx((written >= 4).mean())
    assert found.balance == pytest.approx((written >= 4).mean() - (written <= 2).mean())
    assert abs(found.interpolated_median - np.median(written)) <= 0.5
    low, high = wilson_bounds(answers, [sum(answers)] * 5)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)
    if len(written) > 1:
        assert found.sd == pytest.approx(written.std(ddof=1), abs=1e-9)
        expected = DescrStatsW(written).tconfint_mean()
        assert (found.mean_interval.low, found.mean_interval.high) == pytest.approx(expected, abs=1e-9)


def test_the_interpolated_median_is_as_psych_has_it() -> None:
    """interp.median(c(1,2,3,3,3)) = 2.666667; interp.median(c(1,2,2,5)) = 2; interp.median(c(1,1,2,2)) = 1.5."""
    assert summary([1, 1, 3, 0, 0]).interpolated_median == pytest.approx(2 + 2 / 3)
    assert summary([1, 2, 0, 0, 1]).interpolated_median == pytest.approx(2)
    assert summary([2, 2, 0, 0, 0]).interpolated_median == pytest.approx(1.5)


@given(ANSWERS, ANSWERS)
@settings(max_examples=50, deadline=None)
def test_two_groups_are_as_scipy_and_statsmodels_have_them(first: list[int], second: list[int]) -> None:
    found = ordinal_comparison(first, second)
    if isinstance(found, Undecided):
        assert min(sum(first), sum(second)) < 2 or sum(1 for a, b in zip(first, second, strict=True) if a + b) < 2
        return
    one, other = (np.repeat(np.arange(5), counts) for counts in (first, second))
    plain = mannwhitneyu(one, other, method="asymptotic", use_continuity=False)
    assert (found.u, found.p) == pytest.approx((plain.statistic, plain.pvalue))
    assert found.p_cc == pytest.approx(mannwhitneyu(one, other, method="asymptotic").pvalue)
    assert found.delta == pytest.approx(2 * found.superiority - 1)
    if 0 < found.superiority < 1 and np.isfinite(found.df):
        theirs = brunnermunzel(other, one)
        assert (found.brunner_munzel, found.brunner_munzel_p) == pytest.approx(tuple(theirs), rel=1e-6, abs=1e-9)
        pair = rank_compare_2ordinal(first, second)
        assert found.superiority == pytest.approx(pair.prob1)
        expected = np.clip(pair.conf_int(alpha=0.05), 0, 1)
        assert (found.interval.low, found.interval.high) == pytest.approx(tuple(expected))


def test_a_comparison_is_said_in_swedish() -> None:
    found = ordinal_comparison([2, 5, 10, 20, 8], [6, 9, 10, 9, 3])
    assert isinstance(found, OrdinalComparison)
    assert found.describe().startswith(
        "i 68 % av paren är svaret högre i den första gruppen (95 % intervall 56 till 80"
    )
    assert ordinal_comparison([5, 0], [7, 0]).describe() == "kan inte avgöras: alla har svarat lika"


def test_the_engagement_index_is_as_defined() -> None:
    """(5 − 1)·25 = 100, (4 − 1)·25 = 75 and so on; parts 75, 75 and (100 + 75 + 25)/3; the total of all nine."""
    found = hme(FULL)
    assert isinstance(found, Engagement)
    assert found.items.tolist() == [100, 75, 50, 100, 75, 50, 100, 75, 25]
    assert (found.motivation, found.leadership, found.steering) == pytest.approx((75, 75, 200 / 3))
    assert found.total == pytest.approx(650 / 9)
    assert found.describe() == "HME 72 (motivation 75, ledarskap 75, styrning 67; 6 svarande)"
    published = hme_of_means([5, 4, 3, 5, 4, 3, 5, 4, 2])
    assert published.total == pytest.approx(found.total)


def test_an_unanswered_statement_is_left_out_and_not_nought() -> None:
    gaps: list[list[float | None]] = [[None, 4, 3, 5, 4, 3, 5, 4, 2], [float("nan")] * 9]
    found = hme(FULL + gaps)
    assert isinstance(found, Engagement)
    assert found.answers.tolist() == [6, 7, 7, 7, 7, 7, 7, 7, 7]
    assert found.items[0] == 100
    assert found.respondents == 7


def test_few_answers_are_not_shown() -> None:
    assert hme(FULL[:4]).describe() == "kan inte avgöras: 4 svar, minst 5 behövs"
    assert hme([[None, 4, 3, 5, 4, 3, 5, 4, 2]] * 6).describe() == "kan inte avgöras: 0 svar, minst 5 behövs"
    assert isinstance(ordinal_summary([0, 0]), Undecided)


def test_bad_answers_are_refused() -> None:
    with pytest.raises(InputFault, match=r"answers\[0, 8\]: ligger inte mellan 1 och 5"):
        hme([[5, 4, 3, 5, 4, 3, 5, 4, 6]])
    with pytest.raises(InputFault, match=r"answers\[0, 0\]: är inte ett helt tal"):
        hme([[4.5, 4, 3, 5, 4, 3, 5, 4, 5]])
    with pytest.raises(InputFault, match="ska ha 9 påståenden"):
        hme([[5, 4, 3]])
    with pytest.raises(InputFault, match=r"means\[8\]: saknas"):
        hme_of_means([5, 4, 3, 5, 4, 3, 5, 4, float("nan")])
    with pytest.raises(InputFault, match="extremes"):
        ordinal_summary([1, 2, 3], extremes=2)
    with pytest.raises(InputFault, match="second: har formen"):
        ordinal_comparison([1, 2], [1, 2, 3])

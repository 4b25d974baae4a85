"""Lead times. AML is the maintenance trial of Miller 1997 (R package survival, aml)."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from insyn.statistics.equal_treatment import (
    LogRank,
    RestrictedMean,
    RestrictedMeanDifference,
    kaplan_meier,
    log_rank,
    restricted_mean,
    restricted_mean_difference,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Interval, Undecided
from insyn.statistics.tests.published import assert_agrees, case

MAINTAINED = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
NOT_MAINTAINED = [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]
AML = MAINTAINED[0] + NOT_MAINTAINED[0], MAINTAINED[1] + NOT_MAINTAINED[1], [1] * 11 + [2] * 12
CASES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1), st.integers(0, 2), st.integers(0, 1)), min_size=2)


def test_ovarian_cancer_is_as_survdiff_has_it() -> None:
    published = case("s_e3_logrank_ovarian")
    found, expected = log_rank(**published["input"]), published["expected"]
    assert isinstance(found, LogRank)
    assert_agrees([found.statistic, found.p], [expected["chisq"], expected["p"]], published)
    assert_agrees(found.expected, expected["expected"], published)
    assert found.observed.tolist() == [7, 5]
    curve = kaplan_meier(published["input"]["time"], published["input"]["event"])
    assert curve.median == 638
    assert curve.median_interval == Interval(464, math.inf, 0.95)
    assert curve.describe() == "mediantid 638,0 (95 % intervall 464,0 till obegränsat; 14 av 26 pågår)"


def test_the_maintenance_trial_is_as_survfit_prints_it() -> None:
    """survfit: medians 31 (18, NA) and 23 (8, NA); restricted means to 161: 52.6 (se 19.83) and 22.7 (4.18)."""
    one, other = kaplan_meier(*MAINTAINED), kaplan_meier(*NOT_MAINTAINED)
    assert (one.median, one.median_interval) == (31, Interval(18, math.inf, 0.95))
    assert (other.median, other.median_interval) == (23, Interval(8, math.inf, 0.95))
    survived = [0.909, 0.818, 0.716, 0.614, 0.614, 0.491, 0.368, 0.368, 0.184, 0.184]
    assert one.survival == pytest.approx(survived, abs=5e-4)
    assert one.std_error[:4] == pytest.approx([0.0867, 0.1163, 0.1397, 0.1526], abs=5e-5)
    assert one.low[:4] == pytest.approx([0.7541, 0.6192, 0.4884, 0.3769], abs=5e-5)
    assert one.high[:4] == pytest.approx([1.0, 1.0, 1.0, 0.999], abs=5e-4)
    means = restricted_mean(*MAINTAINED), restricted_mean(*NOT_MAINTAINED, horizon=161)
    assert isinstance(means[0], RestrictedMean)
    assert isinstance(means[1], RestrictedMean)
    assert (means[0].mean, means[0].std_error) == pytest.approx((52.6, 19.83), abs=0.05)
    assert (means[1].mean, means[1].std_error) == pytest.approx((22.7, 4.18), abs=0.05)
    found = log_rank(*AML)
    assert isinstance(found, LogRank)
    assert (found.statistic, found.p) == pytest.approx((3.4, 0.0653), abs=0.005)


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_the_curve_is_a_product_of_fractions(cases: list[tuple[int, int, int, int]]) -> None:
    times, events = [one[0] for one in cases], [one[1] for one in cases]
    curve, left, risk = kaplan_meier(times, events), Fraction(1), Fraction(0)
    for at, time in enumerate(sorted(set(times))):
        open_now = sum(1 for other in times if other >= time)
        closed = sum(1 for other, event in zip(times, events, strict=True) if other == time and event)
        left *= Fraction(open_now - closed, open_now)
        assert curve.survival[at] == pytest.approx(float(left))
        if left:
            risk += Fraction(closed, open_now * (open_now - closed))
            assert curve.std_error[at] == pytest.approx(float(left) * math.sqrt(risk))
            assert curve.low[at] <= curve.survival[at] <= curve.high[at]


@pytest.mark.parametrize("scale", ["log", "plain", "log-log"])
def test_bounds_are_what_their_scale_says(scale: str) -> None:
    curve = kaplan_meier(*MAINTAINED, scale=scale)
    theirs = SurvfuncRight(*MAINTAINED)
    z = 1.959963984540054
    survival, error = theirs.surv_prob[0], theirs.surv_prob_se[0]
    expected = {
        "log": survival * np.exp([-z * error / survival, z * error / survival]),
        "plain": [survival - z * error, survival + z * error],
        "log-log": survival ** np.exp(np.array([-1, 1]) * z * error / survival / math.log(survival)),
    }[scale]
    expected = np.clip(np.sort(expected), 0, 1)
    assert (curve.low[0], curve.high[0]) == pytest.approx(tuple(expected))


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_log_rank_is_as_statsmodels_has_it(cases: list[tuple[int, int, int, int]]) -> None:
    time, event, group, strata = (np.array(column) for column in zip(*cases, strict=True))
    found = log_rank(time, event, group, strata=strata)
    if isinstance(found, Undecided) or found.df < len(found.groups) - 1 or (np.diag(found.variance) < 1e-6).any():
        return
    assert (found.statistic, found.p) == pytest.approx(survdiff(time, event, group, strata=strata), rel=1e-6, abs=1e-9)
    assert found.observed.sum() == pytest.approx(found.expected.sum())


def test_peto_weighs_by_the_share_still_open() -> None:
    """Two against two, by hand: weights 1, 3/4 and 1/2 on the gaps 1/2, 2/3 and -1/2."""
    found = log_rank([1, 2, 3, 4], [1, 1, 1, 0], ["a", "a", "b", "b"], rho=1)
    assert isinstance(found, LogRank)
    assert found.observed[0] - found.expected[0] == pytest.approx(1 * 1 / 2 + 3 / 4 * 2 / 3)
    assert found.variance[0, 0] == pytest.approx(1 / 4 + 9 / 16 * 2 / 9)


def test_peto_is_as_survdiff_prints_it() -> None:
    """survdiff(..., data = aml, rho = 1): observed 3.85 and 7.18, expected 6.14 and 4.88, chi-square 2.78, p 0.0955."""
    found = log_rank(*AML, rho=1)
    assert isinstance(found, LogRank)
    assert found.observed == pytest.approx([3.85, 7.18], abs=0.005)
    assert found.expected == pytest.approx([6.14, 4.88], abs=0.005)
    assert (found.statistic, found.p) == pytest.approx((2.78, 0.0955), abs=0.005)


def test_a_stratum_for_each_area_takes_the_areas_away() -> None:
    """One side has the slow area. Within areas both sides are equally fast."""
    slow, fast = [30, 40, 50, 60], [1, 2, 3, 4]
    time = slow * 4 + fast + slow + fast * 4
    group = ["privat"] * 20 + ["kommunal"] * 20
    area = ["långsam"] * 16 + ["snabb"] * 4 + ["långsam"] * 4 + ["snabb"] * 16
    raw, fair = log_rank(time, [1] * 40, group), log_rank(time, [1] * 40, group, strata=area)
    assert isinstance(raw, LogRank)
    assert isinstance(fair, LogRank)
    assert raw.p < 0.01
    assert fair.p > 0.9


def test_open_cases_are_not_dropped() -> None:
    """Of ten, four closed at 10 and six are still open at 30: the median is not 10."""
    curve = kaplan_meier([10] * 4 + [30] * 6, [1] * 4 + [0] * 6)
    assert curve.median is None
    assert curve.quantile(0.4) == 20  # as survfit: the middle of where the curve rests
    assert curve.describe() == "mediantiden kan inte avgöras: mer än hälften pågår ännu (6 av 10 pågår)"
    assert curve.at(9.9) == 1
    assert curve.at(10) == pytest.approx(0.6)


@given(CASES, st.floats(0.5, 40))
@settings(max_examples=30, deadline=None)
def test_the_restricted_mean_is_the_area_under_the_curve(
    cases: list[tuple[int, int, int, int]], horizon: float
) -> None:
    times, events = [one[0] for one in cases], [one[1] for one in cases]
    found, curve = restricted_mean(times, events, horizon=horizon), kaplan_meier(times, events)
    if isinstance(found, Undecided):
        assert horizon > max(times)
        return
    steps = np.linspace(0, horizon, 801)
    middle = (steps[1:] + steps[:-1]) / 2
    assert found.mean == pytest.approx(np.mean([curve.at(at) for at in middle]) * horizon, abs=0.5)
    assert 0 <= found.mean <= horizon


def test_the_difference_in_restricted_means_is_of_the_two_curves() -> None:
    found = restricted_mean_difference(*AML, horizon=45)
    one, other = restricted_mean(*MAINTAINED, horizon=45), restricted_mean(*NOT_MAINTAINED, horizon=45)
    assert isinstance(found, RestrictedMeanDifference)
    assert isinstance(one, RestrictedMean)
    assert isinstance(other, RestrictedMean)
    assert found.difference == pytest.approx(one.mean - other.mean)
    assert found.std_error == pytest.approx(math.hypot(one.std_error, other.std_error))
    assert found.ratio == pytest.approx(one.mean / other.mean)
    assert found.lost_ratio == pytest.approx((45 - one.mean) / (45 - other.mean))
    assert found.ratio_interval.low < found.ratio < found.ratio_interval.high


def test_without_open_cases_the_restricted_mean_is_the_plain_mean() -> None:
    found = restricted_mean([1, 2, 3, 4, 10], [1] * 5)
    assert isinstance(found, RestrictedMean)
    assert found.mean == pytest.approx(4)
    assert found.std_error == pytest.approx(np.std([1, 2, 3, 4, 10]) / math.sqrt(5))


def test_what_cannot_be_decided_is_said() -> None:
    assert log_rank([1, 2], [1, 1], ["a", "a"]).describe() == "kan inte avgöras: 1 grupper, minst 2 behövs"
    assert isinstance(log_rank([1, 2], [0, 0], ["a", "b"]), Undecided)
    assert "ingen har följts så länge" in restricted_mean([1, 2], [1, 0], horizon=3).describe()
    assert isinstance(restricted_mean_difference([5, 5], [0, 0], ["a", "b"]), Undecided)


def test_bad_times_are_refused() -> None:
    with pytest.raises(InputFault, match=r"time\[1\]: är negativ"):
        kaplan_meier([1, -2], [1, 0])
    with pytest.raises(InputFault, match=r"event\[0\]: är varken 0"):
        kaplan_meier([1, 2], [2, 0])
    with pytest.raises(InputFault, match="event: har formen"):
        log_rank([1, 2], [1], ["a", "b"])
    with pytest.raises(InputFault, match="group: har formen"):
        log_rank([1, 2], [1, 0], ["a"])
    with pytest.raises(InputFault, match=r"strata\[1\]: saknas"):
        log_rank([1, 2], [1, 0], ["a", "b"], strata=[1.0, float("nan")])
    with pytest.raises(InputFault, match="scale: 'best' är okänd"):
        kaplan_meier([1, 2], [1, 0], scale="best")
    with pytest.raises(InputFault, match="horizon: är inte större än noll"):
        restricted_mean([1, 2], [1, 0], horizon=0)


def test_a_median_that_rests_to_the_end_is_where_half_were_closed() -> None:
    """R 4.2.2: the summary of survfit(Surv(1:4, c(1, 1, 0, 0)) ~ 1) has the median 2, quantile() 3; else both 2.5."""
    resting, through = kaplan_meier([1, 2, 3, 4], [1, 1, 0, 0]), kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1])
    assert (resting.median, resting.quantile(0.5)) == (2, 3)
    assert (through.median, through.quantile(0.5)) == (2.5, 2.5)

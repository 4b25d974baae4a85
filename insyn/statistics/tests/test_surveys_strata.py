"""Estimates of a stratified sample."""

import math
from itertools import combinations, product

import numpy as np
import pytest
from scipy.stats import t as student

from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.surveys import (
    FiniteProportion,
    StratifiedMean,
    StratifiedProportion,
    finite_proportion,
    stratified_mean,
    stratified_mean_of,
    stratified_proportion,
)
from insyn.statistics.tests.published import assert_agrees, case

SCHOOLS = case("s_g2_stratified_mean_fpc")


def schools() -> StratifiedMean:
    given = SCHOOLS["input"]
    found = stratified_mean(given["n"], given["N"], given["mean"], given["var"])
    assert isinstance(found, StratifiedMean)
    return found


def test_the_schools_are_as_survey_has_them() -> None:
    """svymean(~api00, dstrat, deff = TRUE): mean 662.2874, SE 9.4089, DEff 1.2045; svytotal: 4102208, SE 58279."""
    found, expected = schools(), SCHOOLS["expected"]
    assert_agrees([found.mean, found.std_error], [expected["estimate"], expected["se"]], SCHOOLS)
    assert found.design_effect == pytest.approx(1.2045, abs=5e-5)
    assert (found.total, found.total_std_error) == pytest.approx((4102208, 58279), abs=0.5)
    assert (found.interval.low, found.interval.high) == pytest.approx((643.8462, 680.7285), abs=5e-5)
    assert found.df == 197
    half = student(197).ppf(0.975) * found.std_error
    assert found.t_interval.high - found.mean == pytest.approx(half)


def test_the_variance_is_unbiased_over_every_sample() -> None:
    """All samples of two from each of two strata: the mean is right and the variance too, on average."""
    population = {"a": [3.0, 5.0, 8.0, 9.0], "b": [1.0, 4.0, 4.0]}
    sizes = {name: len(values) for name, values in population.items()}
    means, squares = [], []
    for one, other in product(combinations(population["a"], 2), combinations(population["b"], 2)):
        found = stratified_mean_of([*one, *other], ["a", "a", "b", "b"], sizes)
        assert isinstance(found, StratifiedMean)
        means.append(found.mean)
        squares.append(found.std_error**2)
    assert np.mean(means) == pytest.approx(np.mean(population["a"] + population["b"]))
    assert np.mean(squares) == pytest.approx(np.var(means))


def test_everybody_asked_leaves_no_error() -> None:
    found = stratified_mean([2, 1], [2, 1], [4, 9], [2, 0])
    assert isinstance(found, StratifiedMean)
    assert (found.mean, found.std_error) == pytest.approx((17 / 3, 0))
    assert found.t_interval.low == found.mean == found.interval.high


def test_one_stratum_of_shares_is_the_plain_finite_share() -> None:
    found, plain = stratified_proportion([15], [148], [700]), finite_proportion(15, 148, 700)
    assert isinstance(found, StratifiedProportion)
    assert isinstance(plain, FiniteProportion)
    assert found.std_error == pytest.approx(plain.std_error)
    # n − 1 in the variance against N − 1 in the effective size: next to nothing
    assert (found.interval.low, found.interval.high) == pytest.approx(
        (plain.interval.low, plain.interval.high), abs=5e-4
    )


def test_shares_are_means_of_noughts_and_ones() -> None:
    found = stratified_proportion([3, 8], [10, 20], [50, 150])
    answers = [1] * 3 + [0] * 7 + [1] * 8 + [0] * 12
    plain = stratified_mean_of(answers, ["a"] * 10 + ["b"] * 20, {"a": 50, "b": 150})
    assert isinstance(found, StratifiedProportion)
    assert isinstance(plain, StratifiedMean)
    assert (found.share, found.std_error) == pytest.approx((plain.mean, plain.std_error))
    assert found.effective == pytest.approx(found.share * (1 - found.share) / found.std_error**2)
    assert 0 < found.interval.low < found.share < found.interval.high < 1


def test_an_area_where_nobody_lives_changes_nothing() -> None:
    found, plain = (
        stratified_proportion([3, 0, 8], [10, 0, 20], [50, 0, 150]),
        stratified_proportion([3, 8], [10, 20], [50, 150]),
    )
    assert isinstance(found, StratifiedProportion)
    assert isinstance(plain, StratifiedProportion)
    assert (found.share, found.std_error, found.interval) == (plain.share, plain.std_error, plain.interval)


def test_all_satisfied_is_still_uncertain() -> None:
    """Where nothing varies the sample is worth 1/Σ(N_h/N)²(1 − n_h/N_h)/n_h."""
    found = stratified_proportion([10, 20], [10, 20], [40, 60])
    assert isinstance(found, StratifiedProportion)
    assert (found.share, found.interval.high) == (1, 1)
    assert found.effective == pytest.approx(1 / (0.16 * 0.75 / 10 + 0.36 * (2 / 3) / 20))
    assert 0.9 < found.interval.low < 0.93


def test_what_cannot_be_decided_is_said() -> None:
    assert stratified_mean([5, 0], [9, 9], [1, 0], [1, 0]).describe() == ("kan inte avgöras: stratum 2 har inga svar")
    assert "ett enda svar" in stratified_mean([5, 1], [9, 9], [1, 0], [1, 0]).describe()
    assert isinstance(stratified_proportion([1, 0], [5, 0], [9, 9]), Undecided)


def test_bad_strata_are_refused() -> None:
    with pytest.raises(InputFault, match=r"n\[1\]: är större än population"):
        stratified_mean([5, 10], [9, 9], [1, 1], [1, 1])
    with pytest.raises(InputFault, match=r"variance\[0\]: är negativ"):
        stratified_mean([5], [9], [1], [-1])
    with pytest.raises(InputFault, match=r"strata\[1\]: 'c' saknas i population"):
        stratified_mean_of([1, 2], ["a", "c"], {"a": 5})
    with pytest.raises(InputFault, match="mean: har formen"):
        stratified_mean([5], [9], [1, 2], [1])
    with pytest.raises(InputFault, match="population: är noll"):
        stratified_mean([0], [0], [0], [0])
    assert math.isnan(stratified_mean([1], [1], [3], [0]).design_effect)  # type: ignore[union-attr]


def test_the_schools_shares_are_as_svyciprop_has_them() -> None:
    """R 4.2.2, survey 4.1.1: svymean and svyciprop (mean, logit) of sch.wide == "Yes" in apistrat.

    (Its weights are N/n rounded to six digits, hence the tolerance.)
    """
    found = stratified_proportion([91, 26, 35], [100, 50, 50], [4421, 755, 1018])
    assert isinstance(found, StratifiedProportion)
    assert (found.share, found.std_error, found.df) == pytest.approx((0.827948011, 0.024344780, 197), rel=1e-7)
    assert (found.t_interval.low, found.t_interval.high) == pytest.approx((0.779938181, 0.875957842), rel=1e-7)
    assert (found.logit_interval.low, found.logit_interval.high) == pytest.approx((0.774539654, 0.870814855), rel=1e-7)
    agreed = stratified_proportion([10, 0], [10, 10], [100, 100])
    assert isinstance(agreed, StratifiedProportion)
    assert agreed.t_interval == agreed.logit_interval == agreed.normal_interval

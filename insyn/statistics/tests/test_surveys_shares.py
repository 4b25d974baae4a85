"""Shares in finite populations and over time, response, small groups."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from insyn.statistics.inputs import InputFault
from insyn.statistics.proportions import wilson_bounds
from insyn.statistics.results import Undecided
from insyn.statistics.surveys import (
    Comparison,
    FiniteProportion,
    ProxyShare,
    ResponseRate,
    Visibility,
    against_rest,
    change_between,
    finite_proportion,
    finite_wilson_bounds,
    protect_groups,
    proxy_share,
    response_rate,
)

ANSWERED = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n, 10 * n + 10)))


def finite(x: int, n: int, population: int) -> FiniteProportion:
    found = finite_proportion(x, n, population)
    assert isinstance(found, FiniteProportion)
    return found


@given(ANSWERED)
def test_a_finite_population_is_known_better(answered: tuple[int, int, int]) -> None:
    x, n, population = answered
    found = finite(x, n, population)
    low, high = wilson_bounds(x, n)
    assert low - 1e-12 <= found.interval.low <= found.share <= found.interval.high <= high + 1e-12
    bounds = finite_wilson_bounds([x], [n], [population])
    assert (bounds[0][0], bounds[1][0]) == (found.interval.low, found.interval.high)


def test_when_everybody_has_answered_nothing_is_uncertain() -> None:
    found = finite(8, 10, 10)
    assert (found.interval.low, found.interval.high, found.std_error) == (0.8, 0.8, 0)
    assert math.isinf(found.effective)


def test_ten_of_twelve_are_worth_fifty_five() -> None:
    """n(N − 1)/(N − n) = 10·11/2; Wilson of 0.8 of 55 (as statsmodels has 44 of 55)."""
    found = finite(8, 10, 12)
    low, high = wilson_bounds(44, 55)
    assert found.effective == 55
    assert (found.interval.low, found.interval.high) == pytest.approx((float(low), float(high)))
    assert found.std_error == pytest.approx(math.sqrt(0.16 / 9 * (2 / 12)))


def test_the_standard_error_is_unbiased_over_every_sample() -> None:
    people = [1, 1, 0, 0, 0, 1, 0]
    samples = [sum(people[at] for at in chosen) for chosen in combinations(range(7), 4)]
    squares = [finite(x, 4, 7).std_error ** 2 for x in samples]
    assert np.mean(squares) == pytest.approx(np.var(np.array(samples) / 4))


def test_a_huge_population_changes_nothing() -> None:
    found, plain = finite(15, 148, 10**9), wilson_bounds(15, 148)
    assert (found.interval.low, found.interval.high) == pytest.approx((float(plain[0]), float(plain[1])), abs=1e-6)


def test_the_change_between_years_is_newcombes() -> None:
    found = change_between(48, 80, 56, 70)
    assert isinstance(found, Comparison)
    expected = confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    assert (found.interval.low, found.interval.high) == pytest.approx(expected)
    assert found.describe() == "80,0 % mot 60,0 % förra gången: 20,0 procentenheter (95 % intervall 5,2 till 33,4)"
    assert found.is_shown
    counted = change_between(48, 80, 56, 70, populations=(80, 70))
    assert isinstance(counted, Comparison)
    assert (counted.interval.low, counted.interval.high) == pytest.approx((0.2, 0.2))


def test_a_unit_is_compared_with_the_others_and_not_with_itself() -> None:
    found = against_rest(50, 60, 5000, 7000)
    assert isinstance(found, Comparison)
    expected = confint_proportions_2indep(50, 60, 4950, 6940, method="newcomb", compare="diff")
    assert found.second == pytest.approx(4950 / 6940)
    assert (found.interval.low, found.interval.high) == pytest.approx(expected)
    assert isinstance(against_rest(5, 6, 5, 6), Undecided)


def test_a_small_change_is_not_sure() -> None:
    assert change_between(10, 20, 11, 20).describe().endswith("ingen säker skillnad")


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(1, 8))
@settings(max_examples=200)
def test_no_small_group_can_be_subtracted(answers: list[int], minimum: int) -> None:
    found = protect_groups(answers, minimum=minimum)
    hidden = [n for n, shown in zip(answers, found.shown, strict=True) if n and not shown]
    for n, one in zip(answers, found.visibility, strict=True):
        assert (one is Visibility.EMPTY) == (n == 0)
        assert (one is Visibility.TOO_FEW) == (0 < n < minimum)
    if hidden and any(found.shown):
        assert len(hidden) >= 2
        assert sum(hidden) >= minimum
    if not any(0 < n < minimum for n in answers):
        assert not hidden


def test_women_and_men_are_hidden_together() -> None:
    found = protect_groups([20, 3])
    assert found.visibility == (Visibility.COMPLEMENT, Visibility.TOO_FEW)
    assert found.describe() == "1 med färre än 5 svar och 1 till döljs"
    assert protect_groups([20, 3], is_total_published=False).shown == (True, False)
    assert protect_groups([2, 1]).describe() == "inget visas: färre än 5 svar"
    assert protect_groups([7, 9]).describe() == "alla grupper med svar visas"


def test_the_response_rate_says_of_how_many() -> None:
    found = response_rate(40, 60, unreachable=2)
    assert isinstance(found, ResponseRate)
    assert found.rate == pytest.approx(40 / 58)
    assert found.describe() == "svarsfrekvens 69 % (40 av 58)"
    assert response_rate(7, 9, minimum=10).describe() == "kan inte avgöras: 9 inbjudna, minst 10 behövs"
    assert response_rate(0, 0).describe() == "kan inte avgöras: 0 inbjudna, minst 1 behövs"


def test_proxy_answers_are_told() -> None:
    found = proxy_share(20, 5, 15, unknown=3)
    assert isinstance(found, ProxyShare)
    low, high = wilson_bounds(15, 40)
    assert (found.by_other.interval.low, found.by_other.interval.high) == pytest.approx((float(low), float(high)))
    assert found.describe() == "38 % av svaren har någon annan lämnat (15 av 40), 12 % med hjälp"
    assert isinstance(proxy_share(0, 0, 0), Undecided)


def test_bad_surveys_are_refused() -> None:
    with pytest.raises(InputFault, match=r"n\[0\]: är större än population"):
        finite_proportion(1, 5, 4)
    with pytest.raises(InputFault, match=r"answered\[0\]: är större än invited"):
        response_rate(59, 60, unreachable=2)
    with pytest.raises(InputFault, match=r"x\[0\]: är större än x_all"):
        against_rest(5, 6, 4, 9)
    with pytest.raises(InputFault, match="x_all: är större än n_all när den egna delen"):
        against_rest(1, 6, 7, 9)
    with pytest.raises(InputFault, match="minimum"):
        protect_groups([1, 2], minimum=0)
    assert isinstance(finite_proportion(0, 0, 4), Undecided)

"""The report of a change with its drop-outs, and what a comparison could have found."""

import math

import numpy as np
import pytest
from scipy.stats import binom, binomtest
from statsmodels.stats.power import TTestPower

from insyn.statistics.before_after import (
    PairedChange,
    PairedShareChange,
    Power,
    expected_regression,
    mcnemar_power,
    n_for_two_shares,
    paired_change,
    paired_mean_power,
    paired_proportions,
    paired_share_change,
    pairs_for_mcnemar,
    pairs_for_mean,
    sign_flip,
    smallest_mean_difference,
    smallest_paired_difference,
    smallest_share_difference,
    two_shares_power,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided


def known(found: Power | Undecided) -> Power:
    assert isinstance(found, Power)
    return found


def test_the_drop_out_comes_first_and_is_named() -> None:
    found = paired_change([1, 2, 3, 4, None, 6, 7], [2, 3, 3, 6, 5, None, 9])
    assert isinstance(found, PairedChange)
    drop = found.drop_out
    assert (drop.total, drop.paired, drop.only_before, drop.only_after, drop.neither) == (7, 5, 1, 1, 0)
    reasons = [(one.index, one.reason) for one in found.provenance.exclusions]
    assert reasons == [(4, "mättes bara efter"), (5, "mättes bara före")]
    plain = sign_flip([2, 3, 3, 6, 9], [1, 2, 3, 4, 7])
    assert not isinstance(plain, Undecided)
    assert (found.change.mean, found.change.p) == (plain.mean, plain.p)
    assert found.describe().startswith(
        "5 par; bortfall: 1 bara före, 1 bara efter. 3,40 före, 4,60 efter: förändring 1,20"
    )


def test_without_a_comparison_group_it_is_a_change_and_not_an_effect() -> None:
    before, after = [9, 8, 9, 10], [7, 8, 6, 9]
    plain, chosen = (paired_change(before, after, was_selected=selected) for selected in (False, True))
    assert isinstance(plain, PairedChange)
    assert isinstance(chosen, PairedChange)
    assert plain.warnings == ("Utan jämförelsegrupp är det en förändring, inte en effekt.",)
    assert len(chosen.warnings) == 2
    assert "av sig själv" in chosen.describe()


def test_many_who_fell_away_are_warned_of() -> None:
    found = paired_share_change([1, 1, 0, 0, 1], [1, 0, 0, None, None])
    assert isinstance(found, PairedShareChange)
    assert any("40 % av dem som mättes före saknas efter" in warning for warning in found.warnings)


def test_shares_are_mcnemars_table() -> None:
    before, after = [1] * 10 + [0] * 10 + [None], [1] * 7 + [0] * 3 + [1] * 5 + [0] * 5 + [1]
    found, table = paired_share_change(before, after), paired_proportions([[7, 3], [5, 5]])
    assert isinstance(found, PairedShareChange)
    assert not isinstance(table, Undecided)
    assert (found.change.difference, found.change.test) == (table.difference, table.test)
    assert found.drop_out.only_after == 1


def test_those_chosen_for_being_far_out_come_back_by_themselves() -> None:
    """A seeded simulation: nothing happens between two measurements of correlation 0.6."""
    generator = np.random.default_rng(5)
    truth = generator.normal(0, math.sqrt(0.6), 200_000)
    first, second = (truth + generator.normal(0, math.sqrt(0.4), truth.size) for _ in range(2))
    chosen = first > 1
    expected = expected_regression(float(first[chosen].mean()), 0, 0.6)
    assert second[chosen].mean() == pytest.approx(expected.expected_after, abs=0.01)
    assert expected.expected_change < -0.5


def test_power_of_means_is_as_power_t_test_has_it() -> None:
    """power.t.test(n = 20, delta = 1, sd = 1, type = "paired") is 0.9885913; strict and one-sided as statsmodels."""
    assert paired_mean_power(20, 1, 1).power == pytest.approx(0.9885913, abs=5e-8)
    theirs = TTestPower()
    for pairs, effect in ((5, 0.3), (20, 0.5), (100, 0.05)):
        strict = paired_mean_power(pairs, effect * 2, 2, strict=True).power
        assert strict == pytest.approx(theirs.power(effect, pairs, 0.05), rel=1e-6)
        one_sided = paired_mean_power(pairs, effect, 1, sides=1).power
        assert one_sided == pytest.approx(theirs.power(effect, pairs, 0.05, alternative="larger"), rel=1e-6)
    needed = known(pairs_for_mean(1, 1, power=0.9))
    assert paired_mean_power(needed.n, 1, 1).power == pytest.approx(0.9)
    smallest = known(smallest_mean_difference(20, 2, power=0.9))
    assert paired_mean_power(20, smallest.difference, 2).power == pytest.approx(0.9)
    assert paired_mean_power(10_000, 50, 1).power == 1


def test_power_of_shares_is_as_power_prop_test_has_it() -> None:
    """R's help: n = 50, .50 against .75: power 0.740; power .90 needs 76.7 a group."""
    assert two_shares_power(50, 0.5, 0.75).power == pytest.approx(0.7401659, abs=5e-7)
    assert known(n_for_two_shares(0.5, 0.75, power=0.9)).n == pytest.approx(76.7, abs=0.05)
    smallest = known(smallest_share_difference(50, 0.5, power=0.9))
    assert two_shares_power(50, 0.5, 0.5 + smallest.difference).power == pytest.approx(0.9)
    assert smallest_share_difference(2, 0.9).describe() == (
        "kan inte avgöras: ingen skillnad eller mängd som finns räcker"
    )


@pytest.mark.parametrize("method", ["exact", "mid_p"])
def test_mcnemars_exact_power_is_the_chance_of_being_rejected(method: str) -> None:
    """Going through all numbers that stop and start among 12 pairs."""
    stopped, started, total = 0.1, 0.5, 0.0
    for b in range(13):
        for c in range(13 - b):
            p = binomtest(b, b + c).pvalue if b + c else 1.0
            if method == "mid_p" and b + c:
                p -= binom(b + c, 0.5).pmf(b) if b != c else 0
            if p <= 0.05:
                ways = math.comb(12, b) * math.comb(12 - b, c)
                total += ways * stopped**b * started**c * (1 - stopped - started) ** (12 - b - c)
    assert mcnemar_power(12, stopped, started, method=method).power == pytest.approx(total)


def test_mcnemars_normal_power_is_as_published() -> None:
    """Connor 1987, by hand: 0.1 and 0.3 need (1.96·√0.4 + 0.8416·√0.36)²/0.04 = 76.1 pairs."""
    needed = known(pairs_for_mcnemar(0.1, 0.3))
    assert needed.n == pytest.approx((1.959964 * math.sqrt(0.4) + 0.841621 * 0.6) ** 2 / 0.04, rel=1e-5)
    assert mcnemar_power(needed.n, 0.1, 0.3).power == pytest.approx(0.8)
    smallest = known(smallest_paired_difference(50, 0.4))
    half = smallest.difference / 2
    assert mcnemar_power(50, 0.2 - half, 0.2 + half).power == pytest.approx(0.8)
    assert isinstance(pairs_for_mcnemar(0.1, 0.1), Undecided)
    assert needed.describe() == "med 77 par upptäcks en skillnad på 0,20 med 80 % sannolikhet"


def test_more_pairs_never_have_less_power() -> None:
    powers = [paired_mean_power(n, 0.4, 1).power for n in range(2, 60)]
    assert powers == sorted(powers)


def test_what_cannot_be_decided_is_said() -> None:
    assert paired_change([1, None], [None, 2]).describe() == "kan inte avgöras: 0 par, minst 2 behövs"
    assert paired_change([1, 2], [1, 2]).describe() == "kan inte avgöras: alla par är lika"
    assert isinstance(paired_share_change([None], [1]), Undecided)


def test_bad_input_is_refused() -> None:
    with pytest.raises(InputFault, match="after: har 1 värden, before har 2"):
        paired_change([1, 2], [1])
    with pytest.raises(InputFault, match=r"before\[1\]: är varken 0 eller 1"):
        paired_share_change([1, 2], [1, 0])
    with pytest.raises(InputFault, match="started: är tillsammans med stopped större än 1"):
        mcnemar_power(10, 0.6, 0.6)
    with pytest.raises(InputFault, match="method: 'best' är okänd"):
        mcnemar_power(10, 0.1, 0.2, method="best")
    with pytest.raises(InputFault, match=r"sd\[0\]: är inte större än noll"):
        paired_mean_power(10, 1, 0)
    with pytest.raises(InputFault, match="sides: 3 är varken 1 eller 2"):
        two_shares_power(10, 0.1, 0.2, sides=3)
    with pytest.raises(InputFault, match="power: är inte större än risken"):
        pairs_for_mean(1, 1, power=0.01)
    with pytest.raises(InputFault, match="correlation"):
        expected_regression(1, 2, 3)


def test_strict_power_of_a_one_sided_test_has_no_wrong_tail() -> None:
    """R 4.2.2: power.prop.test and power.t.test with alternative = "one.sided", strict = TRUE."""
    shares = two_shares_power(50, 0.5, 0.75, sides=1, strict=True).power
    means = paired_mean_power(20, 1, 1.5, sides=1, strict=True).power
    assert (shares, means) == pytest.approx((0.833983523355428, 0.8902458732178685), rel=1e-9)

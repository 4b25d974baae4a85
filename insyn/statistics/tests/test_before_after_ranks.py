"""Signed ranks, signs and sign flips, against everything written down and against scipy."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import PermutationMethod, binomtest, permutation_test, rankdata, ttest_rel, wilcoxon

from insyn.statistics.before_after import SignedRank, SignFlip, SignTest, sign_flip, sign_test, signed_rank
from insyn.statistics.before_after.signed_rank import walsh_average
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

STEPS = st.lists(st.integers(-4, 4), min_size=2, max_size=9).filter(any)
DEPRESSION = case("s_h2_wilcoxon_depression")


def ranks(*values: list[float], **options: str) -> SignedRank:
    found = signed_rank(*values, **options)  # type: ignore[arg-type]
    assert isinstance(found, SignedRank)
    return found


def flips(*values: list[float]) -> SignFlip:
    found = sign_flip(*values)
    assert isinstance(found, SignFlip)
    return found


def test_the_depression_scale_is_as_wilcox_test_has_it() -> None:
    """V = 40, p-value = 0.01953; with conf.int: 0.46 (0.010 to 0.786)."""
    given, expected = DEPRESSION["input"], DEPRESSION["expected"]
    found = ranks(given["pre"], given["post"])
    assert_agrees([found.v, found.p_greater], [expected["V"], expected["p"]], DEPRESSION)
    assert found.pseudomedian == pytest.approx(0.46)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.010, 0.786))


@given(STEPS, st.sampled_from(["drop", "pratt"]))
@settings(max_examples=60, deadline=None)
def test_p_is_the_share_of_all_signs_with_ties_and_zeros(steps: list[int], zeros: str) -> None:
    found = ranks([float(step) for step in steps], zeros=zeros)
    kept = [step for step in steps if step or zeros == "pratt"]
    own = [rank for rank, step in zip(rankdata(np.abs(kept)), kept, strict=True) if step]
    observed = sum(rank for rank, step in zip(own, [step for step in kept if step], strict=True) if step > 0)
    every = np.array([np.dot(own, signs) for signs in product((0, 1), repeat=len(own))])
    assert found.v == observed
    assert found.p_greater == pytest.approx((every >= observed - 1e-9).mean())
    assert found.p_less == pytest.approx((every <= observed + 1e-9).mean())
    middle = sum(own) / 2
    assert found.p == pytest.approx((np.abs(every - middle) >= abs(observed - middle) - 1e-9).mean())


@given(STEPS)
@settings(max_examples=25, deadline=None)
def test_scipys_complete_permutation_gives_the_same(steps: list[int]) -> None:
    for zeros, theirs in (("drop", "wilcox"), ("pratt", "pratt")):
        expected = wilcoxon(steps, zero_method=theirs, method=PermutationMethod(n_resamples=np.inf))
        assert ranks([float(step) for step in steps], zeros=zeros).p == pytest.approx(expected.pvalue)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_the_normal_versions_are_as_scipy_has_them(steps: list[int]) -> None:
    values = [float(step) for step in steps]
    for zeros, theirs in (("drop", "wilcox"), ("pratt", "pratt")):
        found = ranks(values, zeros=zeros)
        plain = wilcoxon(steps, zero_method=theirs, method="asymptotic")
        corrected = wilcoxon(steps, zero_method=theirs, method="asymptotic", correction=True)
        assert found.normal.p == pytest.approx(plain.pvalue)
        assert found.normal_cc.p == pytest.approx(corrected.pvalue)
        sided = wilcoxon(steps, zero_method=theirs, method="asymptotic", correction=True, alternative="greater")
        assert found.normal_cc.p_greater == pytest.approx(sided.pvalue)


def test_what_the_computer_makes_unequal_is_still_a_tie() -> None:
    """0.3 − 0.2 and 1.1 − 1.0 are one tenth each, to anybody but a computer."""
    found = ranks([0.3, 1.1, 0.5], [0.2, 1.0, 0.6])
    assert found.has_ties
    assert found.v == 4


def test_many_pairs_have_the_same_median_however_they_are_counted() -> None:
    values = np.sort(np.random.default_rng(1).normal(0.1, 1, 1_100))
    rows, columns = np.triu_indices(len(values))
    averages = np.sort((values[rows] + values[columns]) / 2)
    for place in (0, 1_234, len(averages) // 2, len(averages) - 1):
        assert walsh_average(values, place) == pytest.approx(averages[place], abs=1e-12)
    found = ranks(values.tolist())
    assert found.p is None
    assert found.interval.low < found.pseudomedian < found.interval.high


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=8).filter(any))
@settings(max_examples=25, deadline=None)
def test_sign_flips_are_as_scipys_permutations(steps: list[int]) -> None:
    found = flips([float(step) for step in steps])
    assert found.is_exact
    assert found.permutations == 2 ** len(steps)
    for alternative, p in (("greater", found.p_greater), ("less", found.p_less)):
        expected = permutation_test(
            (steps,), np.mean, permutation_type="samples", alternative=alternative, n_resamples=np.inf
        )
        assert p == pytest.approx(expected.pvalue)
    sums = [abs(np.dot(steps, signs)) for signs in product((-1, 1), repeat=len(steps))]
    assert found.p == pytest.approx(np.mean(np.array(sums) >= abs(sum(steps))))


def test_the_interval_is_what_sign_flips_do_not_reject() -> None:
    values = np.array([1.2, 0.4, -0.3, 2.0, 0.9, 1.1, 0.2, 1.6])
    interval = flips(values.tolist()).interval
    outside, inside = interval.low - 1e-6, interval.low + 1e-6
    assert flips((values - outside).tolist()).p_greater <= 0.025 < flips((values - inside).tolist()).p_greater
    outside, inside = interval.high + 1e-6, interval.high - 1e-6
    assert flips((values - outside).tolist()).p_less <= 0.025 < flips((values - inside).tolist()).p_less


def test_students_t_stands_beside() -> None:
    given = DEPRESSION["input"]
    found, theirs = flips(given["pre"], given["post"]), ttest_rel(given["pre"], given["post"])
    assert (found.student.t, found.student.p) == pytest.approx((theirs.statistic, theirs.pvalue))
    assert (found.student.interval.low, found.student.interval.high) == pytest.approx(
        tuple(theirs.confidence_interval())
    )


def test_many_pairs_are_sampled_the_same_way_each_time() -> None:
    values = np.random.default_rng(2).normal(0.3, 1, 60).tolist()
    found = flips(values)
    assert not found.is_exact
    assert found.permutations == 10_000
    assert found == flips(values)
    assert found.p == pytest.approx(found.student.p, abs=0.02)


@given(STEPS)
def test_the_sign_test_is_binomial(steps: list[int]) -> None:
    found = sign_test([float(step) for step in steps])
    assert isinstance(found, SignTest)
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    assert (found.positive, found.negative, found.zeros) == (up, down, steps.count(0))
    assert found.p.two_sided == pytest.approx(binomtest(up, up + down).pvalue)


def test_the_median_has_the_order_statistics_of_the_sign_test() -> None:
    """Ten values: the second and the ninth, with 1 − 2·11/1024 = 97.9 %."""
    found = sign_test([float(at) for at in range(1, 11)])
    assert isinstance(found, SignTest)
    assert (found.interval.low, found.interval.high, found.median) == (2, 9, 5.5)


def test_the_side_that_is_looked_from_only_changes_the_sign() -> None:
    given = DEPRESSION["input"]
    one, other = ranks(given["pre"], given["post"]), ranks(given["post"], given["pre"])
    assert (one.p, one.p_greater) == (other.p, other.p_less)
    assert one.interval.low == pytest.approx(-other.interval.high)


def test_what_cannot_be_decided_is_said() -> None:
    for found in (signed_rank([1, 2], [1, 2]), sign_test([0, 0]), sign_flip([0.0, 0.0])):
        assert found.describe() == "kan inte avgöras: alla par är lika"
    assert sign_flip([3]).describe() == "kan inte avgöras: 1 par, minst 2 behövs"
    assert isinstance(signed_rank([3]), SignedRank)
    assert ranks([3.0]).p == 1
    assert isinstance(signed_rank([0]), Undecided)


def test_bad_pairs_are_refused() -> None:
    with pytest.raises(InputFault, match="second: har formen"):
        signed_rank([1, 2], [1])
    with pytest.raises(InputFault, match=r"first\[1\]: är inte ett ändligt tal"):
        sign_flip([1, float("inf")])
    with pytest.raises(InputFault, match="zeros: 'split' är okänd"):
        signed_rank([1, 2], zeros="split")

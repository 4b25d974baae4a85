"""False discovery (STATISTICS b): the published example, statsmodels, and what must always hold."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from insyn.statistics.funnels import Adjustment, Family, adjust, false_discovery, rejected
from insyn.statistics.inputs import InputFault
from insyn.statistics.tests.published import assert_agrees, case

BH1995 = case("s_b2_bh1995")
FAMILY = Family(measure="avvikelser", period="2026-01", level="enhet")
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)
QUICK = settings(max_examples=60, deadline=None)


def test_the_published_example_agrees() -> None:
    found = false_discovery(BH1995["input"]["p"], family=FAMILY, q=0.05)
    assert_agrees(found.adjusted, BH1995["expected"]["BH"], BH1995)
    assert found.rejected.sum() == BH1995["expected"]["n_rejected_BH"]
    single = false_discovery(BH1995["input"]["p"], family=FAMILY, method="bonferroni")
    assert single.rejected.sum() == BH1995["expected"]["n_rejected_bonferroni"]
    assert "4 fynd av 15 (avvikelser, 2026-01, enhet)" in found.describe()


@pytest.mark.parametrize("size", [1, 2, 7, 40])
def test_adjusted_values_are_those_of_statsmodels(size: int) -> None:
    p = np.random.default_rng(size).random(size).round(1) ** 3  # with ties, zeros and ones
    names = {"bh": "fdr_bh", "by": "fdr_by", "bonferroni": "bonferroni", "holm": "holm", "hochberg": "simes-hochberg"}
    for method in Adjustment:
        np.testing.assert_allclose(adjust(p, method=method), multipletests(p, method=names[method])[1], atol=1e-14)


@QUICK
@given(st.lists(P_VALUES, min_size=1, max_size=4), st.floats(0.01, 0.5))
def test_families_are_judged_by_themselves_and_fast(families: list[list[float]], q: float) -> None:
    width = max(map(len, families))
    table = np.full((len(families), width), np.nan)
    for row, family in enumerate(families):
        table[row, : len(family)] = family
    adjusted, found = adjust(table), rejected(table, q)
    np.testing.assert_array_equal(rejected(table.T, q, family_axis=1), found.T)
    for row, family in enumerate(families):
        np.testing.assert_array_equal(adjusted[row, : len(family)], adjust(family))
        unclear = np.abs(adjusted[row] - q) < 1e-12
        assert ((found[row] == (adjusted[row] <= q)) | unclear).all()
    assert not found[np.isnan(table)].any()


@QUICK
@given(P_VALUES, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_becomes_smaller(p: list[float], random: Any) -> None:
    order = random.sample(range(len(p)), len(p))
    np.testing.assert_array_equal(adjust([p[place] for place in order]), adjust(p)[order])
    assert (adjust(p) >= np.array(p)).all()


def test_a_missing_test_does_not_count_and_is_listed() -> None:
    found = false_discovery([0.01, float("nan"), 0.04], family=FAMILY)
    np.testing.assert_allclose(found.adjusted, [0.02, np.nan, 0.04])
    assert [one.index for one in found.provenance.exclusions] == [1]
    assert found.provenance.n == 2


def test_more_tests_than_are_given() -> None:
    """R: p.adjust(c(.01, .02), "BH", n = 10) is 0.1 0.1."""
    np.testing.assert_allclose(adjust([0.01, 0.02], tests=10), [0.1, 0.1])
    with pytest.raises(InputFault, match="färre"):
        adjust([0.01, 0.02], tests=1)


@pytest.mark.parametrize(
    ("p", "options", "said"),
    [
        ([0.1, 1.1], {}, r"p\[1\]"),
        ([-0.1], {}, r"p\[0\]"),
        ([], {}, "tom"),
        (["a"], {}, "tal"),
        ([0.1], {"q": 1.0}, "q"),
        ([0.1], {"method": "tukey"}, "method"),
        ([0.1], {"family": Family("", "2026", "enhet")}, "mått"),
        ([[0.1]], {}, "dimension"),
    ],
)
def test_bad_input_is_refused(p: Any, options: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        false_discovery(p, **({"family": FAMILY} | options))

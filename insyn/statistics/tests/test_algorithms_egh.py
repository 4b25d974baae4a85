"""The worked examples of docs/algorithms: equal treatment, surveys, before and after."""

import math
from pathlib import Path

import pytest

from insyn.statistics.before_after import (
    paired_proportions,
    pairs_for_mcnemar,
    sign_flip,
    signed_rank,
    stuart_maxwell,
)
from insyn.statistics.equal_treatment import (
    Verdict,
    cochran_mantel_haenszel,
    common_risk_difference,
    equal_treatment,
    fisher_exact,
    kaplan_meier,
    permute_clusters,
    restricted_mean,
    risk_difference,
)
from insyn.statistics.proportions import wilson, wilson_bounds
from insyn.statistics.results import Undecided
from insyn.statistics.surveys import (
    against_rest,
    finite_proportion,
    hme_of_means,
    ordinal_summary,
    protect_groups,
    stratified_mean,
)

DOCS = Path(__file__).parents[3] / "docs" / "algorithms"


def found[Result](one: Result | Undecided) -> Result:
    assert not isinstance(one, Undecided)
    return one


def says(page: str, *facts: str) -> None:
    text = " ".join((DOCS / f"{page}.md").read_text().replace("**", "").split())
    assert [fact for fact in facts if fact not in text] == []


def test_two_shares() -> None:
    low, high = (float(end) for end in wilson_bounds(7, 10))
    gap = found(risk_difference(7, 10, 3, 10))
    narrow = found(risk_difference(7, 10, 3, 10, level=0.9)).interval
    says("equal_treatment", f"{low:.4f} to {high:.4f}", f"{1 - high:.4f} to {1 - low:.4f}")
    says("equal_treatment", f"= −{-gap.interval.low:.4f}", f"=  {gap.interval.high:.4f}".replace("  ", " "))
    says("equal_treatment", f"90 % interval is {narrow.low:.4f} to {narrow.high:.4f}")
    assert equal_treatment([[7, 3], [3, 7]]).verdict is Verdict.UNDECIDED


def test_fisher() -> None:
    one = found(fisher_exact([[7, 3], [3, 7]]))
    says("equal_treatment", f"184,756 = {one.p.two_sided:.4f}", f"184,756 = {one.p.mid_p:.4f}")
    says("equal_treatment", f"7: {one.odds_ratio:.2f}", f"= {one.sample_odds_ratio:.2f}")


def test_strata() -> None:
    tables = [[[48, 32], [12, 8]], [[4, 16], [16, 64]]]
    assert found(common_risk_difference(tables)).difference == pytest.approx(0, abs=1e-12)
    assert found(cochran_mantel_haenszel(tables)).odds_ratio == pytest.approx(1)
    assert found(risk_difference(52, 100, 28, 100)).difference == pytest.approx(0.24)


def test_lead_times() -> None:
    cases = [10, 20, 20, 40, 60], [1, 1, 0, 1, 0]
    assert kaplan_meier(*cases).survival.tolist() == pytest.approx([0.8, 0.6, 0.3, 0.3])
    assert kaplan_meier(*cases).median == 40
    assert kaplan_meier([10, 20, 40], [1, 1, 1]).median == 20
    assert found(restricted_mean(*cases, horizon=60)).mean == pytest.approx(36)


def test_providers() -> None:
    sides = ["privat"] * 5 + ["kommunal"] * 5
    assert permute_clusters([5, 6, 7, 8, 9, 0, 1, 2, 3, 4], [10] * 10, range(10), sides).p == pytest.approx(2 / 252)
    says("equal_treatment", f"2/252 = {2 / 252:.4f}")


def test_a_finite_population() -> None:
    one, plain = found(finite_proportion(8, 10, 12)), found(wilson(8, 10))
    says("surveys", f"{100 * one.interval.low:.1f} to {100 * one.interval.high:.1f} %")
    says("surveys", f"{100 * plain.interval.low:.1f} to {100 * plain.interval.high:.1f} %")
    assert one.effective == 55


def test_a_stratified_mean() -> None:
    one = found(stratified_mean([10, 20], [40, 60], [3.0, 4.0], [1.0, 0.5]))
    assert (one.mean, one.std_error**2) == pytest.approx((3.6, 0.018))
    says("surveys", f"√0.018 = {math.sqrt(0.018):.4f}")


def test_small_groups() -> None:
    assert protect_groups([20, 3]).shown == (False, False)
    assert protect_groups([3, 20, 8]).shown == (False, True, False)
    assert protect_groups([3, 1, 20]).shown == (False, False, False)


def test_the_rest_of_the_nation() -> None:
    one = found(against_rest(50, 60, 5000, 7000))
    says("surveys", f"= {100 * one.second:.1f} %", f"{100 * one.difference:.1f} points")
    says("surveys", f"Newcombe {100 * one.interval.low:.1f} to {100 * one.interval.high:.1f}")


def test_engagement_and_ordered_answers() -> None:
    assert hme_of_means([5, 4, 3, 5, 4, 3, 5, 4, 2]).total == pytest.approx(650 / 9)
    one = found(ordinal_summary([2, 5, 10, 20, 8]))
    assert (one.median, one.interpolated_median) == (4, 3.775)
    says("surveys", f"{one.interpolated_median} (interpolated)", f"{100 * one.top:.1f} %")


def test_yes_and_no() -> None:
    one = found(paired_proportions([[59, 6], [16, 80]]))
    says("before_after", f"/22 = {one.test.statistic:.3f}", f"/22 = {one.test.statistic_cc:.3f}")
    says("before_after", f"= {one.test.p_exact:.4f}", f"away: {one.test.mid_p:.4f}")
    says("before_after", f"{100 * one.interval.low:.1f} to {100 * one.interval.high:.1f} points")
    phi = (59 * 80 - 6 * 16 - 161 / 2) / math.sqrt(65 * 96 * 75 * 86)
    (after, before), (high_after, high_before) = (end.tolist() for end in wilson_bounds([75, 65], [161, 161]))
    says("before_after", f"= {phi:.4f}", f"{after:.4f} to {high_after:.4f}", f"{before:.4f} to {high_before:.4f}")


def test_signed_ranks_and_flips() -> None:
    for zeros, v in (("drop", 8.5), ("pratt", 11.5)):
        one = found(signed_rank([3, -1, 1, 0, 2], zeros=zeros))
        assert (one.v, one.p, one.p_greater) == (v, 6 / 16, 3 / 16)
    assert found(sign_flip([1, 2, 3])).p == 2 / 8


def test_categories_and_power() -> None:
    assert found(stuart_maxwell([[35, 5, 0], [15, 20, 5], [10, 5, 5]])).statistic == pytest.approx(14)
    says("before_after", f"= {found(pairs_for_mcnemar(0.1, 0.3)).n:.1f}, so 77 pairs")

"""Strata. The "book" is Fagerland, Lydersen & Laake 2017; BCG the trials of Colditz et al. 1994 (R package metafor)."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import StratifiedTable

from insyn.statistics.equal_treatment import (
    CommonOddsRatio,
    CommonRateRatio,
    CommonRiskDifference,
    CommonRiskRatio,
    ExactCommonOddsRatio,
    RateRatio,
    RiskDifference,
    StratifiedAssociation,
    cochran_mantel_haenszel,
    common_rate_ratio,
    common_risk_difference,
    common_risk_ratio,
    exact_cochran_mantel_haenszel,
    fisher_exact,
    generalized_cochran_mantel_haenszel,
    rate_ratio,
    risk_difference,
    tables_by_stratum,
)
from insyn.statistics.equal_treatment.common_difference import sato_variance
from insyn.statistics.equal_treatment.strata import strata_of
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

DEATHS = [[[647, 622], [2, 27]], [[41, 28], [19, 32]]]
BCG = [
    [[4, 119], [11, 128]],
    [[6, 300], [29, 274]],
    [[3, 228], [11, 209]],
    [[62, 13536], [248, 12619]],
    [[33, 5036], [47, 5761]],
    [[180, 1361], [372, 1079]],
    [[8, 2537], [10, 619]],
    [[505, 87886], [499, 87892]],
    [[29, 7470], [45, 7232]],
    [[17, 1699], [65, 1600]],
    [[186, 50448], [141, 27197]],
    [[5, 2493], [3, 2338]],
    [[27, 16886], [29, 17825]],
]
TABLES = st.lists(st.tuples(*[st.integers(0, 30)] * 4), min_size=1, max_size=5).map(
    lambda rows: [[[a, b], [c, d]] for a, b, c, d in rows]
)


def common(tables: object) -> CommonOddsRatio:
    found = cochran_mantel_haenszel(tables)  # type: ignore[arg-type]
    assert isinstance(found, CommonOddsRatio)
    return found


def test_berkeley_is_as_published() -> None:
    published = case("s_e1_cmh_ucbadmissions")
    found, expected = common(published["input"]), published["expected"]
    got = [found.statistic_cc, found.p_cc, found.statistic, found.p, found.odds_ratio]
    assert_agrees(got, [expected[name] for name in ("stat_cc", "p_cc", "stat", "p", "or_mh")], published)
    assert_agrees([found.interval.low, found.interval.high], expected["ci95"], published)
    assert found.describe() == "gemensam oddskvot 0,90 över 6 strata (95 % intervall 0,77 till 1,06, p = 0,232)"


def test_the_trials_of_bcg_are_as_metafor_has_them() -> None:
    """rma.mh: OR −0.4734 (se 0.0410) and RR −0.4537 (0.0393) as logarithms, RD −0.0033; Tarone 171.7567 with 12 df."""
    found = common(BCG)
    assert (math.log(found.odds_ratio), found.log_se) == pytest.approx((-0.4734, 0.0410), abs=5e-5)
    assert found.homogeneity is not None
    assert found.homogeneity.tarone == pytest.approx(171.7567, abs=5e-5)
    assert found.homogeneity.df == 12
    risk = common_risk_ratio(BCG)
    assert isinstance(risk, CommonRiskRatio)
    assert (math.log(risk.ratio), risk.log_se) == pytest.approx((-0.4537, 0.0393), abs=5e-5)
    gap = common_risk_difference(BCG)
    assert isinstance(gap, CommonRiskDifference)
    assert gap.difference == pytest.approx(-0.0033, abs=5e-5)


def test_common_differences_and_ratios_are_as_in_the_book() -> None:
    found = common(DEATHS)
    assert found.statistic == pytest.approx(24.920, abs=5e-4)
    assert found.odds_ratio == pytest.approx(4.5239, abs=5e-5)
    assert found.homogeneity is not None
    assert (found.homogeneity.tarone, found.homogeneity.tarone_p) == pytest.approx((5.175, 0.02292), abs=5e-4)
    gap, risk = common_risk_difference(DEATHS), common_risk_ratio(DEATHS)
    assert isinstance(gap, CommonRiskDifference)
    assert isinstance(risk, CommonRiskRatio)
    wald = gap.intervals["greenland_robins"]
    assert (gap.difference, wald.low, wald.high) == pytest.approx((0.3294, 0.2281, 0.4307), abs=5e-5)
    assert (risk.ratio, risk.interval.low, risk.interval.high) == pytest.approx((2.4751, 1.5831, 3.8698), abs=5e-5)


@given(TABLES)
@settings(max_examples=60, deadline=None)
def test_the_common_odds_ratio_is_as_statsmodels_has_it(tables: list[list[list[int]]]) -> None:
    found = cochran_mantel_haenszel(tables)
    kept = [table for table in tables if np.array(table).sum(axis=0).all() and np.array(table).sum(axis=1).all()]
    if isinstance(found, Undecided):
        assert not kept
        return
    theirs = StratifiedTable([np.array(table, dtype=float) for table in kept])
    assert found.statistic == pytest.approx(theirs.test_null_odds(correction=False).statistic, rel=1e-7, abs=1e-9)
    if math.isnan(found.log_se):
        return
    every = StratifiedTable([np.array(table, dtype=float) for table in tables if np.array(table).sum()])
    assert found.odds_ratio == pytest.approx(every.oddsratio_pooled, rel=1e-9)
    assert found.log_se == pytest.approx(every.logodds_pooled_se, rel=1e-9)
    if found.homogeneity and abs(found.odds_ratio - 1) > 1e-9:
        assert found.homogeneity.breslow_day == pytest.approx(theirs.test_equal_odds().statistic, rel=1e-5, abs=1e-7)
        adjusted = theirs.test_equal_odds(adjust=True)
        assert found.homogeneity.tarone == pytest.approx(adjusted.statistic, rel=1e-5, abs=1e-7)
        assert found.homogeneity.df == len(kept) - 1


@given(TABLES, st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_strata_and_of_sides_tells_nothing(tables: list[list[list[int]]], randoms: object) -> None:
    found = cochran_mantel_haenszel(tables)
    if isinstance(found, Undecided):
        return
    mixed = sorted(tables, key=lambda _: randoms.random())  # type: ignore[attr-defined]
    assert common(mixed).odds_ratio == pytest.approx(found.odds_ratio, nan_ok=True)
    turned = common([table[::-1] for table in tables])
    assert turned.statistic == pytest.approx(found.statistic)
    assert turned.odds_ratio == pytest.approx(1 / found.odds_ratio if found.odds_ratio else math.inf)


def test_one_table_alone_is_fishers() -> None:
    found, fisher = exact_cochran_mantel_haenszel([[2, 15], [10, 3]]), fisher_exact([[2, 15], [10, 3]])
    assert isinstance(found, ExactCommonOddsRatio)
    assert not isinstance(fisher, Undecided)
    assert found.p.two_sided == pytest.approx(fisher.p.two_sided)
    assert found.odds_ratio == pytest.approx(fisher.odds_ratio)
    assert found.interval.low == pytest.approx(fisher.interval.low)


def test_the_exact_common_odds_ratio_is_near_the_other_where_much_is_known() -> None:
    found = exact_cochran_mantel_haenszel(case("s_e1_cmh_ucbadmissions")["input"])
    assert isinstance(found, ExactCommonOddsRatio)
    assert found.odds_ratio == pytest.approx(0.9047, abs=0.001)
    assert found.p.mid_p == pytest.approx(0.2169, abs=0.001)
    assert found.count == 1198


def test_penicillin_is_as_in_agresti() -> None:
    """R's help of mantelhaen.test: exact p 0.03994, odds ratio 10.36102; else X² 3.9286, 7 (1.026713 to 47.725133).

    (R's exact interval, 1.077 to 529.8, is only as near as its search for roots.)
    """
    rabbits = np.array([0, 0, 6, 5, 3, 0, 3, 6, 6, 2, 0, 4, 5, 6, 1, 0, 2, 5, 0, 0]).reshape(5, 2, 2).transpose(0, 2, 1)
    found = exact_cochran_mantel_haenszel(rabbits)
    assert isinstance(found, ExactCommonOddsRatio)
    assert found.p.two_sided == pytest.approx(0.03994, abs=5e-6)
    assert found.odds_ratio == pytest.approx(10.36102, rel=1e-5)
    assert (found.interval.low, found.interval.high) == pytest.approx((1.077, 529.8), rel=0.005)
    plain = common(rabbits)
    assert plain.statistic_cc == pytest.approx(3.9286, abs=5e-5)
    assert plain.p_cc == pytest.approx(0.04747, abs=5e-6)
    assert plain.odds_ratio == pytest.approx(7)
    assert (plain.interval.low, plain.interval.high) == pytest.approx((1.026713, 47.725133), rel=1e-6)


def test_woolfs_test_of_strata_with_zeros_is_as_r_has_it() -> None:
    """R 4.2.2, vcd::woolf_test and metafor::rma.mh (Breslow-Day, Tarone leave out strata without both outcomes)."""
    rabbits = np.array([0, 0, 6, 5, 3, 0, 3, 6, 6, 2, 0, 4, 5, 6, 1, 0, 2, 5, 0, 0]).reshape(5, 2, 2).transpose(0, 2, 1)
    found = common(rabbits).homogeneity
    assert found is not None
    assert (found.woolf, found.woolf_p) == pytest.approx((5.2872600225400275, 0.25907192044679594), rel=1e-12)
    assert (found.woolf_df, found.df) == (4, 2)


def test_job_satisfaction_by_sex_is_as_in_agresti() -> None:
    """R's help of mantelhaen.test: M² = 10.2001, 9 df, p 0.3345; Agresti: 9.0342 (means) and 6.1563 (correlation)."""
    counts = [1, 2, 0, 0, 3, 3, 1, 2, 11, 17, 8, 4, 2, 3, 5, 2, 1, 0, 0, 0, 1, 3, 0, 1, 2, 5, 7, 9, 1, 1, 3, 6]
    tables = np.array(counts).reshape(2, 4, 4).transpose(0, 2, 1)
    general = generalized_cochran_mantel_haenszel(tables)
    assert isinstance(general, StratifiedAssociation)
    assert (general.statistic, general.p) == pytest.approx((10.2001, 0.3345), abs=5e-5)
    assert general.df == 9
    means = generalized_cochran_mantel_haenszel(tables, kind="row_means", column_scores=[1, 3, 4, 5])
    both = generalized_cochran_mantel_haenszel(
        tables, kind="correlation", row_scores=[3, 10, 20, 35], column_scores=[1, 3, 4, 5]
    )
    assert isinstance(means, StratifiedAssociation)
    assert isinstance(both, StratifiedAssociation)
    assert (means.statistic, both.statistic) == pytest.approx((9.0342, 6.1563), abs=5e-5)
    assert (means.df, both.df) == (3, 1)


@given(TABLES)
@settings(max_examples=30, deadline=None)
def test_two_by_two_is_the_same_in_the_general_test(tables: list[list[list[int]]]) -> None:
    found, general = cochran_mantel_haenszel(tables), generalized_cochran_mantel_haenszel(tables)
    if isinstance(found, CommonOddsRatio) and isinstance(general, StratifiedAssociation):
        assert general.statistic == pytest.approx(found.statistic, rel=1e-7, abs=1e-9)


def test_one_stratum_has_the_plain_newcombe_interval() -> None:
    found, plain = common_risk_difference([[56, 14], [48, 32]]), risk_difference(56, 70, 48, 80)
    assert isinstance(found, CommonRiskDifference)
    assert isinstance(plain, RiskDifference)
    assert (found.interval.low, found.interval.high) == pytest.approx((plain.interval.low, plain.interval.high))


def test_the_stratified_newcombe_interval_is_as_sas_has_it() -> None:
    """The tables of a test of the R package tern, whose numbers were checked with SAS."""
    found = common_risk_difference(
        [
            [[4, 0], [6, 6]],
            [[8, 1], [3, 3]],
            [[2, 3], [2, 3]],
            [[5, 3], [3, 2]],
            [[6, 1], [3, 5]],
            [[5, 2], [3, 1]],
        ]
    )
    assert isinstance(found, CommonRiskDifference)
    got = found.difference, found.interval.low, found.interval.high
    assert got == pytest.approx((0.25390590, 0.03467969, 0.44544132), abs=5e-9)


def test_satos_interval_is_as_sas_has_it() -> None:
    """Another test of tern, PROC FREQ with COMMONRISKDIFF: standard error 0.1081, 90 % interval −0.3154 to 0.0400."""
    tables = [
        [[8, 1], [4, 7]],
        [[1, 3], [3, 5]],
        [[2, 7], [8, 3]],
        [[3, 5], [1, 3]],
        [[1, 5], [7, 4]],
        [[2, 4], [9, 4]],
    ]
    found = common_risk_difference(tables, level=0.9, interval="sato")
    assert isinstance(found, CommonRiskDifference)
    got = found.standard_errors["sato"], found.interval.low, found.interval.high
    assert got == pytest.approx((0.1081, -0.3154, 0.0400), abs=5.1e-5)


def test_the_stratified_newcombe_interval_is_near_the_score_interval() -> None:
    """Lu 2008's example: Miettinen and Nurminen's stratified interval is −0.5381 to −0.1962 around −0.37857."""
    found = common_risk_difference([[[1, 14], [3, 2]], [[3, 7], [4, 6]], [[2, 23], [18, 17]]])
    assert isinstance(found, CommonRiskDifference)
    assert found.difference == pytest.approx(-0.37857, abs=5e-6)
    assert (found.interval.low, found.interval.high) == pytest.approx((-0.5381, -0.1962), abs=0.01)


def test_satos_variance_is_unbiased_where_all_outcomes_are_gone_through() -> None:
    """At the true difference, over all outcomes of two tiny strata, it averages to the true variance."""
    sizes, p1, p2 = [(2, 3), (1, 2)], (0.6, 0.4), (0.4, 0.2)
    chance, differences, variances = [], [], []
    for cells in np.ndindex(3, 4, 2, 3):
        tables = [
            [[cells[2 * at], n1 - cells[2 * at]], [cells[2 * at + 1], n2 - cells[2 * at + 1]]]
            for at, (n1, n2) in enumerate(sizes)
        ]
        found = common_risk_difference(tables)
        assert isinstance(found, CommonRiskDifference)
        differences.append(found.difference)
        variances.append(sato_variance(strata_of(tables), 0.2))
        chance.append(
            math.prod(
                math.comb(n, k) * p**k * (1 - p) ** (n - k)
                for (n1, n2), first, second, at in zip(sizes, p1, p2, (0, 1), strict=True)
                for n, k, p in ((n1, cells[2 * at], first), (n2, cells[2 * at + 1], second))
            )
        )
    mean = np.dot(chance, differences)
    assert mean == pytest.approx(0.2)
    assert np.dot(chance, variances) == pytest.approx(np.dot(chance, (np.array(differences) - mean) ** 2))


def test_selection_by_risk_looks_like_bias_until_it_is_a_stratum() -> None:
    """Chosen at random, 20 % on both sides; by risk, 60 % on both; the private were more often chosen by risk."""
    sides = ["privat"] * 100 + ["kommunal"] * 100
    grounds = ["risk"] * 80 + ["slump"] * 20 + ["risk"] * 20 + ["slump"] * 80
    outcomes = [True] * 48 + [False] * 32 + [True] * 4 + [False] * 16
    outcomes += [True] * 12 + [False] * 8 + [True] * 16 + [False] * 64
    _, together = tables_by_stratum(sides, outcomes)
    names, apart = tables_by_stratum(sides, outcomes, grounds)
    raw, fair = common_risk_difference(together), common_risk_difference(apart)
    assert isinstance(raw, CommonRiskDifference)
    assert isinstance(fair, CommonRiskDifference)
    assert names == (("risk",), ("slump",))
    assert raw.difference == pytest.approx(-0.24)
    assert raw.interval.high < 0
    assert fair.difference == pytest.approx(0, abs=1e-12)


def test_a_stratum_with_one_side_only_is_left_out_by_name() -> None:
    found = common_risk_difference([[[5, 5], [4, 6]], [[3, 4], [0, 0]]])
    assert isinstance(found, CommonRiskDifference)
    assert [(one.index, one.reason) for one in found.provenance.exclusions] == [(1, "stratumet saknar den ena sidan")]
    assert found.strata == 1


def test_rates_are_as_poisson_test_has_them() -> None:
    """R's help of poisson.test, breast cancer: 11 of 800 against 21 of 3011."""
    found = rate_ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
    assert isinstance(found, RateRatio)
    assert found.p.two_sided == pytest.approx(0.07967, abs=5e-6)
    assert found.ratio == pytest.approx(1.971488, abs=5e-7)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.8584264, 4.2772659), abs=5e-8)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(1, 999), st.integers(1, 999))
@settings(max_examples=20, deadline=None)
def test_a_rate_ratio_is_a_binomial_share_turned(x1: int, x2: int, time1: int, time2: int) -> None:
    found = rate_ratio(x1, time1, x2, time2)
    if isinstance(found, Undecided):
        assert x1 + x2 == 0
        return
    tested = binomtest(x1, x1 + x2, time1 / (time1 + time2))
    assert found.p.two_sided == pytest.approx(tested.pvalue, rel=1e-6)
    low, high = tested.proportion_ci()
    turned = [share / (1 - share) * time2 / time1 if share < 1 else math.inf for share in (low, high)]
    assert (found.interval.low, found.interval.high) == pytest.approx(turned, rel=1e-7)


def test_british_doctors_are_as_in_rothman() -> None:
    """Deaths and person-years of smokers and others by age: Mantel-Haenszel 1.42 (1.15 to 1.76)."""
    found = common_rate_ratio(
        [32, 104, 206, 186, 102],
        [52407, 43248, 28612, 12663, 5317],
        [2, 12, 28, 28, 31],
        [18790, 10673, 5710, 2585, 1462],
    )
    assert isinstance(found, CommonRateRatio)
    interval = found.mantel_haenszel_interval
    assert (found.mantel_haenszel, interval.low, interval.high) == pytest.approx((1.42, 1.15, 1.76), abs=0.005)
    assert found.ratio == pytest.approx(1.4255, abs=0.0001)


def test_one_stratum_of_rates_is_the_plain_one() -> None:
    found, plain = common_rate_ratio([11], [800], [21], [3011]), rate_ratio(11, 800, 21, 3011)
    assert isinstance(found, CommonRateRatio)
    assert isinstance(plain, RateRatio)
    assert (found.ratio, found.mantel_haenszel) == pytest.approx((plain.ratio, plain.ratio))
    assert found.interval.low == pytest.approx(plain.interval.low)


def test_what_cannot_be_decided_is_said() -> None:
    empty = [[[0, 5], [0, 7]]]
    assert "både båda sidor och båda utfall" in cochran_mantel_haenszel(empty).describe()
    assert isinstance(exact_cochran_mantel_haenszel(empty), Undecided)
    assert isinstance(common_risk_ratio(empty), Undecided)
    assert isinstance(common_risk_difference([[[1, 1], [0, 0]]]), Undecided)
    assert isinstance(generalized_cochran_mantel_haenszel([[[1, 1, 1], [0, 0, 0]]]), Undecided)
    assert "ingen händelse" in rate_ratio(0, 5, 0, 7).describe()
    assert "ingen tid" in rate_ratio(0, 0, 1, 7).describe()
    assert isinstance(common_rate_ratio([0], [5], [0], [5]), Undecided)


def test_bad_strata_are_refused() -> None:
    with pytest.raises(InputFault, match="tables: ska vara tabeller med 2 rader och 2 kolumner"):
        cochran_mantel_haenszel([[[1, 2, 3], [4, 5, 6]]])
    with pytest.raises(InputFault, match=r"tables\[0, 1, 0\]: är negativt"):
        common_risk_difference([[[1, 2], [-1, 3]]])
    with pytest.raises(InputFault, match=r"x1\[0\]: har händelser men ingen tid"):
        rate_ratio(1, 0, 2, 5)
    with pytest.raises(InputFault, match=r"time2\[0\]: är negativt"):
        rate_ratio(1, 1, 2, -5)
    with pytest.raises(InputFault, match="outcomes: har 1 poster, sides har 2"):
        tables_by_stratum(["a", "b"], [True])
    with pytest.raises(InputFault, match="sides: ska ha två värden, har 1"):
        tables_by_stratum(["a"], [True])
    with pytest.raises(InputFault, match=r"outcomes\[1\]: nan är varken ja eller nej"):
        tables_by_stratum(["a", "b"], [True, float("nan")])  # type: ignore[list-item]

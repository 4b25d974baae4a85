"""Numbers that R 4.2.2 prints (stats, and the packages named), to as many digits as its methods are exact."""

import numpy as np
import pytest

from insyn.statistics.before_after import ScoredChange, SignedRank, SignFlip, scored_change, sign_flip, signed_rank
from insyn.statistics.early_warning import (
    cusum_run_length,
    cusum_threshold,
    ewma_run_length,
    poisson_run_length,
    two_sided_cusum_run_length,
)
from insyn.statistics.equal_treatment import (
    CommonRateRatio,
    CommonRiskDifference,
    CommonRiskRatio,
    RateRatio,
    common_rate_ratio,
    common_risk_difference,
    common_risk_ratio,
    rate_ratio,
)

FIRST = [125, 115, 130, 140, 140, 115, 140, 125, 140, 135]
SECOND = [110, 122, 125, 120, 140, 124, 123, 137, 135, 145]
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
VISION = [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
FIVE_TABLES = np.array([1, 9, 5, 104, 4, 26, 20, 138, 25, 34, 30, 102, 42, 27, 51, 97, 19, 36, 8, 27])


def test_run_lengths_are_as_spc_has_them() -> None:
    """spc 0.6.7: xcusum.arl, .ad, .crit, xewma.arl, .ad, pois.cusum.arl (which signals above h)."""
    assert two_sided_cusum_run_length(0.5, 4, shift=1).mean == pytest.approx(8.3831318704951592, rel=1e-9)
    assert cusum_run_length(0.5, 4, shift=1, head_start=2).mean == pytest.approx(5.2910193344837761, rel=1e-9)
    assert cusum_run_length(0.5, 4, shift=1, steady_state=True).mean == pytest.approx(7.7218616222059264, rel=1e-8)
    assert cusum_threshold(370, k=0.5) == pytest.approx(4.0954485474502302, rel=1e-8)
    assert cusum_threshold(370, k=0.5, two_sided=True) == pytest.approx(4.7738337068799517, rel=1e-8)
    assert ewma_run_length(0.1, 2.7).mean == pytest.approx(368.99373398058754, rel=1e-6)
    assert ewma_run_length(0.1, 2.7, one_sided=True).mean == pytest.approx(450.1855097496873, rel=1e-6)
    assert ewma_run_length(0.1, 2.7, shift=1, steady_state=True).mean == pytest.approx(9.523881111007837, rel=1e-6)
    assert poisson_run_length(2, k=3, h=4, strict=True).mean == pytest.approx(188.49138551451759, rel=1e-10)


def test_rates_are_as_poisson_test_and_metafor_have_them() -> None:
    """poisson.test(c(60, 30), c(51477.5, 54308.7)), also r = 2 at 90 %; rma.mh("IRR") of Doll's smokers."""
    one, other = rate_ratio(60, 51477.5, 30, 54308.7), rate_ratio(60, 51477.5, 30, 54308.7, null_ratio=2, level=0.9)
    assert isinstance(one, RateRatio)
    assert isinstance(other, RateRatio)
    found = one.p.two_sided, one.ratio, one.interval.low, one.interval.high
    assert found == pytest.approx((0.00067518265868632193, 2.10999757175465, 1.3397357217726502, 3.3883655736162517))
    found = other.p.two_sided, other.interval.low, other.interval.high, 1.0
    assert found == pytest.approx((0.91179826196852765, 1.4335124338175211, 3.1450058613806453, 1.0))
    doctors = common_rate_ratio(
        [32, 104, 206, 186, 102],
        [52407, 43248, 28612, 12663, 5317],
        [2, 12, 28, 28, 31],
        [18790, 10673, 5710, 2585, 1462],
    )
    assert isinstance(doctors, CommonRateRatio)
    found = doctors.mantel_haenszel, doctors.log_se, doctors.statistic_cc, doctors.p_cc
    assert found == pytest.approx((1.4246820167514389, 0.10719859601448661, 10.702149409418803, 0.0010701113852744951))


def test_common_differences_and_ratios_are_as_metafor_has_them() -> None:
    """metafor: rma.mh of five tables, "RR" and "RD" (Sato's standard error)."""
    tables = FIVE_TABLES.reshape(5, 2, 2).transpose(0, 2, 1)
    ratio, difference = common_risk_ratio(tables), common_risk_difference(tables, interval="sato")
    assert isinstance(ratio, CommonRiskRatio)
    assert isinstance(difference, CommonRiskDifference)
    assert (ratio.ratio, ratio.log_se) == pytest.approx((1.6568831628553218, 0.11120696223307683), rel=1e-11)
    found = difference.difference, difference.interval.low, difference.interval.high
    assert found == pytest.approx((0.1712511426641444, 0.094021112913873939, 0.24848117241441486), rel=1e-11)


def test_pairs_are_as_coin_has_them() -> None:
    """coin 1.4: wilcoxsign_test(zero.method = "Pratt") exact and not, mh_test with scores; perm.test of Darwin."""
    ranks, flips, scored = signed_rank(FIRST, SECOND, zeros="pratt"), sign_flip(DARWIN), scored_change(VISION)
    assert isinstance(ranks, SignedRank)
    assert isinstance(flips, SignFlip)
    assert isinstance(scored, ScoredChange)
    found = ranks.normal.z, ranks.p, ranks.normal.p
    assert found == pytest.approx((0.51064292118816523, 0.64453125, 0.60960111552050233), rel=1e-11)
    assert flips.p == pytest.approx(0.05267333984375, rel=1e-14)
    assert (abs(scored.z), scored.p) == pytest.approx((3.4563950391508591, 0.0005474523663836911), rel=1e-11)

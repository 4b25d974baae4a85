"""Providers permuted in all 184,756 ways, and a stratified test, beside scipy and statsmodels with the same numbers."""

import numpy as np
from scipy.stats import permutation_test
from statsmodels.stats.contingency_tables import StratifiedTable

from bench.result import Result, seconds
from insyn.statistics.equal_treatment import CommonOddsRatio, cochran_mantel_haenszel, permute_clusters

PROVIDERS, STRATA = 20, 200


def _pooled(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
    """scipy hands over places in the table of findings and follow-ups, as whole numbers."""
    first, second = FOUND[x.astype(int)].sum(axis=axis), FOUND[y.astype(int)].sum(axis=axis)
    return np.asarray(first / ASKED[x.astype(int)].sum(axis=axis) - second / ASKED[y.astype(int)].sum(axis=axis))


GENERATOR = np.random.default_rng(2)
ASKED = GENERATOR.integers(20, 200, PROVIDERS)
FOUND = GENERATOR.binomial(ASKED, 0.3)
HALF = PROVIDERS // 2


def run() -> list[Result]:
    sides = ["kommunal"] * HALF + ["privat"] * HALF
    places = np.arange(HALF), np.arange(HALF, PROVIDERS)

    def ours() -> float | None:
        return permute_clusters(FOUND, ASKED, range(PROVIDERS), sides).p_greater

    def scipys(ways: float) -> float:
        options = {"vectorized": True, "n_resamples": ways, "alternative": "greater", "batch": 10_000}
        return float(permutation_test(places, _pooled, permutation_type="independent", **options).pvalue)

    np.testing.assert_allclose(ours() or 0, scipys(np.inf), rtol=1e-9)
    tables = GENERATOR.integers(1, 60, (STRATA, 2, 2)).astype(float)
    found, theirs = cochran_mantel_haenszel(tables), StratifiedTable(list(tables))
    if not isinstance(found, CommonOddsRatio):
        raise TypeError(found)
    np.testing.assert_allclose(found.log_se, theirs.logodds_pooled_se, rtol=1e-9)
    whole, beside = seconds(ours, 3), seconds(lambda: scipys(np.inf))
    return [
        Result("20 providers permuted in all 184,756 ways, with interval", whole, "s", at_most=5),
        Result("times faster than scipy's permutation_test, which gives no interval", beside / whole, "times"),
        Result("stratified test of 200 tables", seconds(lambda: cochran_mantel_haenszel(tables), 5), "s", at_most=0.05),
    ]

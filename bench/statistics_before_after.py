"""Signed ranks over all signs, with ties and zeros, beside scipy's complete permutation with the same p."""

import numpy as np
from scipy.stats import PermutationMethod, wilcoxon

from bench.result import Result, seconds
from insyn.statistics.before_after import SignedRank, signed_rank

PAIRS, MANY = 16, 400


def run() -> list[Result]:
    generator = np.random.default_rng(3)
    few, many = (generator.integers(-3, 6, size).astype(float) for size in (PAIRS, MANY))
    few[few == 0] = 1

    def scipys() -> float:
        return float(wilcoxon(few, method=PermutationMethod(n_resamples=np.inf)).pvalue)

    found = signed_rank(few)
    if not isinstance(found, SignedRank):
        raise TypeError(found)
    np.testing.assert_allclose(found.p or 0, scipys(), rtol=1e-9)
    whole = seconds(lambda: signed_rank(few), 5)
    return [
        Result("16 pairs with ties, all 65,536 signs", whole, "s", at_most=0.05),
        Result("times faster than scipy's PermutationMethod", seconds(scipys, 3) / whole, "times"),
        Result("400 pairs with ties, all signs", seconds(lambda: signed_rank(many), 3), "s", at_most=1),
    ]

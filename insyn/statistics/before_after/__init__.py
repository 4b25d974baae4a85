"""The same people or units before and after (STATISTICS h): shares, ranks, means, categories, and what could be
found.
"""

from insyn.statistics.before_after.binary import (
    PAIRED_INTERVALS,
    McNemar,
    PairedProportions,
    mcnemar,
    paired_proportions,
)
from insyn.statistics.before_after.change import (
    DropOut,
    PairedChange,
    PairedShareChange,
    Regression,
    expected_regression,
    paired_change,
    paired_share_change,
)
from insyn.statistics.before_after.power import (
    MCNEMAR_METHODS,
    Power,
    mcnemar_power,
    n_for_two_shares,
    paired_mean_power,
    pairs_for_mcnemar,
    pairs_for_mean,
    smallest_mean_difference,
    smallest_paired_difference,
    smallest_share_difference,
    two_shares_power,
)
from insyn.statistics.before_after.sign_flip import SignFlip, Student, sign_flip
from insyn.statistics.before_after.signed_rank import NormalRanks, SignedRank, SignTest, sign_test, signed_rank
from insyn.statistics.before_after.square import MarginalHomogeneity, ScoredChange, scored_change, stuart_maxwell

__all__ = [
    "MCNEMAR_METHODS",
    "PAIRED_INTERVALS",
    "DropOut",
    "MarginalHomogeneity",
    "McNemar",
    "NormalRanks",
    "PairedChange",
    "PairedProportions",
    "PairedShareChange",
    "Power",
    "Regression",
    "ScoredChange",
    "SignFlip",
    "SignTest",
    "SignedRank",
    "Student",
    "expected_regression",
    "mcnemar",
    "mcnemar_power",
    "n_for_two_shares",
    "paired_change",
    "paired_mean_power",
    "paired_proportions",
    "paired_share_change",
    "pairs_for_mcnemar",
    "pairs_for_mean",
    "scored_change",
    "sign_flip",
    "sign_test",
    "signed_rank",
    "smallest_mean_difference",
    "smallest_paired_difference",
    "smallest_share_difference",
    "stuart_maxwell",
    "two_shares_power",
]

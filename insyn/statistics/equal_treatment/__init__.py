"""Equal treatment of private and municipal providers (STATISTICS e): differences, ratios, strata, lead times,
clusters.
"""

from insyn.statistics.equal_treatment.answer import (
    MARGIN,
    Answer,
    Equivalence,
    Verdict,
    equal_treatment,
    equal_treatment_of_providers,
    equivalence,
    three_way,
)
from insyn.statistics.equal_treatment.clusters import FEWEST_CLUSTERS, ClusterComparison, permute_clusters
from insyn.statistics.equal_treatment.common_difference import (
    COMMON_INTERVALS,
    CommonRiskDifference,
    CommonRiskRatio,
    common_risk_difference,
    common_risk_ratio,
)
from insyn.statistics.equal_treatment.differences import (
    DIFFERENCE_INTERVALS,
    ChiSquare,
    RiskDifference,
    risk_difference,
)
from insyn.statistics.equal_treatment.fisher import ExactOddsRatio, fisher_exact
from insyn.statistics.equal_treatment.freeman_halton import ExactAssociation, freeman_halton
from insyn.statistics.equal_treatment.generalized import StratifiedAssociation, generalized_cochran_mantel_haenszel
from insyn.statistics.equal_treatment.log_rank import LogRank, log_rank
from insyn.statistics.equal_treatment.mantel_haenszel import (
    CommonOddsRatio,
    ExactCommonOddsRatio,
    Homogeneity,
    cochran_mantel_haenszel,
    exact_cochran_mantel_haenszel,
)
from insyn.statistics.equal_treatment.rates import CommonRateRatio, RateRatio, common_rate_ratio, rate_ratio
from insyn.statistics.equal_treatment.ratios import RATIO_INTERVALS, RiskRatio, risk_ratio
from insyn.statistics.equal_treatment.strata import tables_by_stratum
from insyn.statistics.equal_treatment.survival import (
    RestrictedMean,
    RestrictedMeanDifference,
    SurvivalCurve,
    kaplan_meier,
    restricted_mean,
    restricted_mean_difference,
)
from insyn.statistics.exact import ExactP

__all__ = [
    "COMMON_INTERVALS",
    "DIFFERENCE_INTERVALS",
    "FEWEST_CLUSTERS",
    "MARGIN",
    "RATIO_INTERVALS",
    "Answer",
    "ChiSquare",
    "ClusterComparison",
    "CommonOddsRatio",
    "CommonRateRatio",
    "CommonRiskDifference",
    "CommonRiskRatio",
    "Equivalence",
    "ExactAssociation",
    "ExactCommonOddsRatio",
    "ExactOddsRatio",
    "ExactP",
    "Homogeneity",
    "LogRank",
    "RateRatio",
    "RestrictedMean",
    "RestrictedMeanDifference",
    "RiskDifference",
    "RiskRatio",
    "StratifiedAssociation",
    "SurvivalCurve",
    "Verdict",
    "cochran_mantel_haenszel",
    "common_rate_ratio",
    "common_risk_difference",
    "common_risk_ratio",
    "equal_treatment",
    "equal_treatment_of_providers",
    "equivalence",
    "exact_cochran_mantel_haenszel",
    "fisher_exact",
    "freeman_halton",
    "generalized_cochran_mantel_haenszel",
    "kaplan_meier",
    "log_rank",
    "permute_clusters",
    "rate_ratio",
    "restricted_mean",
    "restricted_mean_difference",
    "risk_difference",
    "risk_ratio",
    "tables_by_stratum",
    "three_way",
]

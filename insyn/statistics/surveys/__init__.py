"""Reading surveys (STATISTICS g): shares with intervals, finite populations, strata, small groups, comparisons, HME."""

from insyn.statistics.proportions import (
    Proportion,
    clopper_pearson_bounds,
    newcombe_bounds,
    proportion,
    wilson,
    wilson_bounds,
)
from insyn.statistics.surveys.comparisons import Comparison, against_rest, change_between
from insyn.statistics.surveys.engagement import Engagement, hme, hme_of_means
from insyn.statistics.surveys.finite import FiniteProportion, finite_proportion, finite_wilson_bounds
from insyn.statistics.surveys.groups import SMALLEST_GROUP, GroupProtection, Visibility, protect_groups
from insyn.statistics.surveys.ordinal import OrdinalComparison, OrdinalSummary, ordinal_comparison, ordinal_summary
from insyn.statistics.surveys.response import ProxyShare, ResponseRate, proxy_share, response_rate
from insyn.statistics.surveys.strata import (
    StratifiedMean,
    StratifiedProportion,
    stratified_mean,
    stratified_mean_of,
    stratified_proportion,
)

__all__ = [
    "SMALLEST_GROUP",
    "Comparison",
    "Engagement",
    "FiniteProportion",
    "GroupProtection",
    "OrdinalComparison",
    "OrdinalSummary",
    "Proportion",
    "ProxyShare",
    "ResponseRate",
    "StratifiedMean",
    "StratifiedProportion",
    "Visibility",
    "against_rest",
    "change_between",
    "clopper_pearson_bounds",
    "finite_proportion",
    "finite_wilson_bounds",
    "hme",
    "hme_of_means",
    "newcombe_bounds",
    "ordinal_comparison",
    "ordinal_summary",
    "proportion",
    "protect_groups",
    "proxy_share",
    "response_rate",
    "stratified_mean",
    "stratified_mean_of",
    "stratified_proportion",
    "wilson",
    "wilson_bounds",
]

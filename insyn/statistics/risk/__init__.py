"""Risk ranking (STATISTICS i): combined z with its contributions, ranks with their intervals, the yearly hit rate."""

from insyn.statistics.risk.combined import Combined, combined_z
from insyn.statistics.risk.hit_rate import HitRate, hit_rates
from insyn.statistics.risk.ranking import RiskRanking, rank_risk
from insyn.statistics.risk.weights import Weights, pairwise_correlation

__all__ = [
    "Combined",
    "HitRate",
    "RiskRanking",
    "Weights",
    "combined_z",
    "hit_rates",
    "pairwise_correlation",
    "rank_risk",
]

"""Funnels and false discovery (STATISTICS b): exact limits, overdispersion, exact mid-p, control of many tests."""

from insyn.statistics.funnels.discovery import Adjustment, Discoveries, Family, adjust, false_discovery, rejected
from insyn.statistics.funnels.exact_limits import LEVELS, Limits, binomial_limits, chi_square_limits, poisson_limits
from insyn.statistics.funnels.exact_tests import ExactTest, binomial_test, poisson_test
from insyn.statistics.funnels.funnel import Figure, Funnel, funnel
from insyn.statistics.funnels.overdispersed import Dispersion, Scale, Scaled

__all__ = [
    "LEVELS",
    "Adjustment",
    "Discoveries",
    "Dispersion",
    "ExactTest",
    "Family",
    "Figure",
    "Funnel",
    "Limits",
    "Scale",
    "Scaled",
    "adjust",
    "binomial_limits",
    "binomial_test",
    "chi_square_limits",
    "false_discovery",
    "funnel",
    "poisson_limits",
    "poisson_test",
    "rejected",
]

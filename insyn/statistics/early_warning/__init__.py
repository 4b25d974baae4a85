"""Early warning (STATISTICS c): CUSUM and EWMA, how long they run, p-values, and the two stages of alarm."""

from insyn.statistics.early_warning.cusum import (
    Cusum,
    bernoulli_cusum,
    bernoulli_weights,
    cusum,
    expected_minus_observed,
    poisson_cusum,
    poisson_k,
    risk_adjusted_poisson_cusum,
)
from insyn.statistics.early_warning.ewma import Ewma, ewma
from insyn.statistics.early_warning.lattice_run_lengths import (
    bernoulli_run_length,
    bernoulli_threshold,
    poisson_run_length,
    poisson_threshold,
)
from insyn.statistics.early_warning.normal_run_lengths import (
    TwoSidedRunLength,
    cusum_run_length,
    cusum_threshold,
    ewma_run_length,
    two_sided_cusum_run_length,
)
from insyn.statistics.early_warning.plan import AlarmPlan, alarm_plan, pooled_dispersion
from insyn.statistics.early_warning.steady_state import poisson_steady_state_p, steady_state_p
from insyn.statistics.early_warning.two_stage import (
    Alarms,
    FalseAlarms,
    TimeToFind,
    expected_false_alarms,
    time_to_find,
    two_stage_alarms,
)

__all__ = [
    "AlarmPlan",
    "Alarms",
    "Cusum",
    "Ewma",
    "FalseAlarms",
    "TimeToFind",
    "TwoSidedRunLength",
    "alarm_plan",
    "bernoulli_cusum",
    "bernoulli_run_length",
    "bernoulli_threshold",
    "bernoulli_weights",
    "cusum",
    "cusum_run_length",
    "cusum_threshold",
    "ewma",
    "ewma_run_length",
    "expected_false_alarms",
    "expected_minus_observed",
    "poisson_cusum",
    "poisson_k",
    "poisson_run_length",
    "poisson_steady_state_p",
    "poisson_threshold",
    "pooled_dispersion",
    "risk_adjusted_poisson_cusum",
    "steady_state_p",
    "time_to_find",
    "two_sided_cusum_run_length",
    "two_stage_alarms",
]

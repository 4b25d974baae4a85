"""A call that works for every public function of every area, by name: positional arguments and keywords.

Bad input is tried by putting something else in the place of one of them.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from insyn.statistics.disclosure import Release, count_rule, flat, nhs_table, release_data, release_of, table
from insyn.statistics.early_warning import alarm_plan
from insyn.statistics.equal_treatment import permute_clusters
from insyn.statistics.funnels import Family
from insyn.statistics.results import Interval, Provenance
from insyn.statistics.risk import Weights


@dataclass(frozen=True, slots=True)
class Call:
    """`settings` are keywords that may be left out."""

    arguments: dict[str, Any]
    settings: dict[str, Any] = field(default_factory=dict)


EVENTS = [3, 5, 2, 8, 4, 6, 3, 7, 5, 4, 6, 2]
SIZES = [50, 60, 55, 70, 52, 64, 58, 61, 57, 49, 66, 53]
P_VALUES = [0.001, 0.02, 0.4]
TABLES = [[[5, 10], [8, 7]], [[6, 9], [3, 12]]]
PAIR = {"x1": 5, "n1": 20, "x2": 9, "n2": 30}
TIMES, CLOSED, GROUPS = [5, 8, 12, 3, 9, 14], [1, 0, 1, 1, 1, 0], [1, 1, 1, 2, 2, 2]
BEFORE, AFTER = [3.0, 5.0, 4.0, 6.0, 2.0], [2.0, 6.0, 1.0, 3.0, 1.0]
LEVEL = {"level": 0.95}
PLAN = alarm_plan([[3.0] * 4] * 3)
INNER = table([[20, 50, 10], [8, 3, 22], [17, 32, 12]])
RELEASE: Release = release_of(INNER, [INNER.values == 3], [count_rule(INNER.values)])
CELL = INNER.cell((0, 0))
WEIGHTS = Weights(("a", "b"), (1.0, 2.0), dt.date(2026, 1, 1), "§ 1")
COMPARED = permute_clusters([3, 4, 5, 6] * 3, [10] * 12, range(12), ["a", "b"] * 6)
POWER = {"alpha": 0.05, "sides": 2}

CALLS: dict[str, dict[str, Call]] = {
    "control_charts": {
        "chart": Call(
            {"kind": "p", "values": EVENTS, "sizes": SIZES},
            {"multiply": 100, "limits": "auto", "centre": 0.1, "min_points": 12},
        ),
        "charts": Call({"kind": "p", "values": [EVENTS], "sizes": [SIZES]}, {"min_points": 12}),
        "choose_chart": Call({"data": "andel", "values": EVENTS, "sizes": SIZES}),
        "moving_range": Call({"values": np.array([[1.0, 3.0, 2.0]]), "included": np.ones((1, 3), dtype=bool)}),
        "overdispersion_test": Call({"events": EVENTS, "sizes": SIZES}, {"level": 0.01}),
        "rule_run_length": Call({"rules": ("WE1",)}, {"shift": 1.0}),
        "rule_signals": Call({"z": [0.1, 2.5, -1.0], "rules": ("WE1",)}),
        "runs_analysis": Call({"values": [1.0, 2.0, 3.0, 4.0], "centre": 2.5}),
        "simulated_rule_run_length": Call({"rules": ("WE1",)}, {"shift": 2.0, "series": 500, "seed": 1}),
    },
    "funnels": {
        "adjust": Call({"p": P_VALUES}, {"method": "bh", "tests": 5}),
        "binomial_limits": Call({"n": SIZES, "target": 0.1}, {"levels": (0.95,)}),
        "binomial_test": Call({"x": 3, "n": 20, "p": 0.1}, {"alternative": "less", "two_sided": "central"}),
        "chi_square_limits": Call({"expected": [3.5, 8.0], "target": 1.0}, {"levels": (0.95,)}),
        "false_discovery": Call(
            {"p": P_VALUES, "family": Family("mått", "2026", "enhet")}, {"q": 0.05, "method": "bh", "tests": 5}
        ),
        "funnel": Call(
            {"figure": "share", "events": EVENTS, "sizes": SIZES},
            {"target": 0.1, "levels": (0.95,), "scale": "arcsine", "trimming": "winsorise", "trim": 0.1}
            | {"min_units": 10, "z_decimals": 6, "convention": "spiegelhalter"},
        ),
        "poisson_limits": Call({"expected": [3.5, 8.0], "target": 1.0}, {"levels": (0.95,)}),
        "poisson_test": Call({"x": 3, "expected": 2.5}, {"alternative": "less", "two_sided": "central"}),
        "rejected": Call({"p": P_VALUES, "q": 0.05}, {"family_axis": 0}),
    },
    "early_warning": {
        "alarm_plan": Call({"expected": [[3.0, 4.0]]}, {"dispersion": 1.5, "ratio": 2.0, "q": 0.1}),
        "bernoulli_cusum": Call({"y": [0, 1, 0], "p0": 0.1, "h": 2.0}, {"odds_ratio": 2.0}),
        "bernoulli_run_length": Call({"p0": 0.1, "h": 1.0}, {"odds_ratio": 2.0, "true_odds_ratio": 1.0, "cells": 100}),
        "bernoulli_threshold": Call({"run_length": 50.0, "p0": 0.1}, {"odds_ratio": 2.0, "cells": 50}),
        "bernoulli_weights": Call({"p0": 0.1, "odds_ratio": 2.0}),
        "cusum": Call(
            {"x": [0.1, 2.0]},
            {"target": 0.0, "sigma": 1.0, "k": 0.5, "h": 5.0, "head_start": 0.0, "sides": "both"},
        ),
        "cusum_run_length": Call({"k": 0.5, "h": 4.0}, {"shift": 0.0, "head_start": 0.0}),
        "cusum_threshold": Call({"run_length": 100.0}, {"k": 0.5}),
        "ewma": Call({"x": [0.1, 2.0], "target": 0.0, "sigma": 1.0}, {"weight": 0.2, "width": 3.0, "sizes": [1, 2]}),
        "ewma_run_length": Call({"weight": 0.2, "width": 3.0}, {"shift": 0.0, "reflect_at": 0.0, "head_start": 0.0}),
        "expected_false_alarms": Call({"plan": PLAN}, {"worlds": 100, "seed": 1}),
        "expected_minus_observed": Call({"y": [0, 1], "p0": [0.1, 0.2]}),
        "poisson_cusum": Call({"x": [1, 2], "h": 4.0, "k": 3.0}, {"mu0": 2.0, "mu1": 4.0, "head_start": 0.0}),
        "poisson_k": Call({"mu0": 2.0, "mu1": 4.0}),
        "poisson_run_length": Call({"mean": 2.0, "k": 3.0, "h": 4.0}, {"head_start": 0.0, "denominator": 1}),
        "poisson_steady_state_p": Call({"s": [0.0, 2.0], "mean": 2.0, "k": 3.0}, {"denominator": 1}),
        "poisson_threshold": Call({"run_length": 100.0, "mean": 2.0, "k": 3.0}),
        "pooled_dispersion": Call({"x": [1, 2, 3], "expected": [1.5, 2.0, 2.5]}, {"estimated": 1}),
        "risk_adjusted_poisson_cusum": Call({"x": [1, 2], "expected": [1.0, 1.5], "h": 2.0}, {"ratio": 2.0}),
        "steady_state_p": Call({"s": [0.0, 2.0]}, {"k": 0.5}),
        "time_to_find": Call({"plan": PLAN, "unit": 0}, {"factor": 3.0, "month": 0, "worlds": 100, "seed": 1}),
        "two_sided_cusum_run_length": Call({"k": 0.5, "h": 4.0}, {"shift": 0.0, "head_start": 0.0}),
        "two_stage_alarms": Call({"x": [[3, 2, 4, 1]] * 3, "plan": PLAN}, {"worlds": 100, "seed": 1}),
    },
    "equal_treatment": {
        "cochran_mantel_haenszel": Call({"tables": TABLES}, LEVEL),
        "common_rate_ratio": Call(
            {"x1": [3, 2], "time1": [10.0, 20.0], "x2": [1, 4], "time2": [11.0, 9.0]}, LEVEL | {"null_ratio": 1.0}
        ),
        "common_risk_difference": Call({"tables": TABLES}, LEVEL | {"interval": "newcombe"}),
        "common_risk_ratio": Call({"tables": TABLES}, LEVEL),
        "equal_treatment": Call({"tables": TABLES}, LEVEL | {"margin": 0.1, "interval": "newcombe"}),
        "equal_treatment_of_providers": Call({"compared": COMPARED}, {"margin": 0.1}),
        "equivalence": Call(PAIR, {"margin": 0.1, "alpha": 0.05, "interval": "newcombe"}),
        "exact_cochran_mantel_haenszel": Call({"tables": TABLES}, LEVEL | {"null_ratio": 1.0}),
        "fisher_exact": Call({"table": TABLES[0]}, LEVEL | {"null_ratio": 1.0}),
        "freeman_halton": Call({"table": [[3, 2, 1], [1, 4, 2]]}),
        "generalized_cochran_mantel_haenszel": Call(
            {"tables": TABLES}, {"kind": "correlation", "row_scores": [1.0, 2.0], "column_scores": [1.0, 3.0]}
        ),
        "kaplan_meier": Call({"time": TIMES, "event": CLOSED}, LEVEL | {"scale": "log"}),
        "log_rank": Call({"time": TIMES, "event": CLOSED, "group": GROUPS}, {"strata": [1, 2] * 3, "rho": 0.0}),
        "permute_clusters": Call(
            {"amounts": [3, 4, 5, 6], "bases": [10] * 4, "clusters": [1, 2, 3, 4], "sides": ["a", "b", "a", "b"]},
            LEVEL | {"strata": [1, 1, 1, 1], "minimum": 2, "resamples": 99, "seed": 0},
        ),
        "rate_ratio": Call({"x1": 3, "time1": 10.0, "x2": 5, "time2": 12.0}, LEVEL | {"null_ratio": 1.0}),
        "restricted_mean": Call({"time": TIMES, "event": CLOSED}, LEVEL | {"horizon": 10.0}),
        "restricted_mean_difference": Call(
            {"time": TIMES, "event": CLOSED, "group": GROUPS}, LEVEL | {"horizon": 10.0}
        ),
        "risk_difference": Call(PAIR, LEVEL | {"interval": "newcombe"}),
        "risk_ratio": Call(PAIR, LEVEL | {"interval": "newcombe"}),
        "tables_by_stratum": Call({"sides": ["a", "b", "a"], "outcomes": [True, False, True]}),
        "three_way": Call(
            {"difference": 0.1, "interval": Interval(0.0, 0.2, 0.95), "narrow_interval": Interval(0.05, 0.15, 0.9)}
            | {"margin": 0.1, "provenance": Provenance("m", 1, "0")}
        ),
    },
    "disclosure": {
        "any_of": Call({"rules": count_rule([1, 9])}),
        "audit": Call({"release": RELEASE}, {"earlier": (), "joint_limit": 2000}),
        "base_rule": Call({"values": [1.0, 9.0], "bases": [3, 20]}, {"least": 5, "protection": 1.0}),
        "cells_by_ground": Call({"release": RELEASE}),
        "controlled_rounding": Call({"given": INNER}, {"base": 5}),
        "count_rule": Call({"values": [1, 9]}, {"smallest": 1, "largest": 4}),
        "dominance_rule": Call({"contributions": [[8.0, 1.0], [3.0, 3.0]]}, {"largest": 1, "percent": 75.0}),
        "flat": Call({"name": "kön", "codes": ["k", "m"]}),
        "known_mean": Call({"total": CELL, "base": 10.0, "mean": 2.0, "decimals": 1}),
        "known_range": Call({"cell": CELL, "low": 0.0, "high": 5.0}),
        "known_share": Call({"part": CELL, "whole": 10.0, "percent": 20.0, "decimals": 1}),
        "minimum_patterns": Call({"given": INNER}, {"limit": 10, "nodes": 1000}),
        "nearest_base": Call({"values": [3, 8]}, {"base": 5}),
        "nhs_rule": Call({"values": [3, 8]}, {"largest": 7, "base": 5}),
        "nhs_table": Call({"inner": [[3, 8], [9, 2]]}, {"largest": 7, "base": 5}),
        "p_percent_rule": Call({"contributions": [[8.0, 1.0], [3.0, 3.0]]}, {"p": 10.0}),
        "pq_rule": Call({"contributions": [[8.0, 1.0], [3.0, 3.0]]}, {"p": 10.0, "q": 50.0}),
        "published": Call({"release": RELEASE}),
        "random_rounding": Call({"values": [3, 8], "seed": 1}, {"base": 5}),
        "read_release": Call({"data": release_data(RELEASE)}),
        "release_data": Call({"release": RELEASE}),
        "release_of": Call(
            {"tables": INNER, "is_hidden": [INNER.values == 3], "primaries": [count_rule(INNER.values)]},
            {"hidden_low": 0.0},
        ),
        "rounded_release": Call({"given": INNER, "rounded": nhs_table([[20, 50, 10], [8, 3, 22], [17, 32, 12]])}),
        "shares_of_rounded": Call({"part": [9, 12], "whole": [20, 30]}, {"largest": 7, "base": 5}),
        "suppress": Call({"tables": INNER}, {"primaries": None, "nodes": 1000, "hidden_low": 0.0}),
        "table": Call({"inner": [[3, 8], [9, 2]], "dimensions": (flat("a", "xy"), flat("b", "xy"))}),
        "tree": Call({"name": "ort", "sums": {"totalt": ["n", "s"]}}),
    },
    "surveys": {
        "against_rest": Call({"x": 5, "n": 20, "x_all": 60, "n_all": 200}, LEVEL | {"population": 30}),
        "change_between": Call(PAIR, LEVEL | {"populations": (100, 120)}),
        "clopper_pearson_bounds": Call({"x": [3, 4], "n": [10, 12]}, LEVEL),
        "finite_proportion": Call({"x": 5, "n": 20, "population": 30}, LEVEL),
        "finite_wilson_bounds": Call({"x": [5], "n": [20], "population": [30]}, LEVEL),
        "hme": Call({"answers": [[3, 4, 5, 3, 4, 5, 3, 4, 5]] * 5}, {"minimum": 5}),
        "hme_of_means": Call({"means": [3.5] * 9}),
        "newcombe_bounds": Call({key: [value] for key, value in PAIR.items()}, LEVEL),
        "ordinal_comparison": Call({"first": [1, 2, 3], "second": [3, 2, 1]}, LEVEL),
        "ordinal_summary": Call({"answers": [1, 2, 3]}, LEVEL | {"scores": [1.0, 2.0, 3.0], "extremes": 1}),
        "proportion": Call({"x": 5, "n": 20}, LEVEL | {"interval": "wilson"}),
        "protect_groups": Call({"answers": [3, 8, 20]}, {"minimum": 5}),
        "proxy_share": Call({"by_self": 10, "with_help": 5, "by_other": 3}, LEVEL | {"unknown": 1}),
        "response_rate": Call({"answered": 30, "invited": 50}, {"unreachable": 2, "minimum": 10}),
        "stratified_mean": Call(
            {"n": [10, 20], "population": [100, 200], "mean": [1.0, 2.0], "variance": [1.0, 1.5]}, LEVEL
        ),
        "stratified_mean_of": Call(
            {"values": [1.0, 2.0, 3.0, 4.0], "strata": ["a", "a", "b", "b"], "population": {"a": 10, "b": 20}}, LEVEL
        ),
        "stratified_proportion": Call({"x": [3, 4], "n": [10, 20], "population": [100, 200]}, LEVEL),
        "wilson": Call({"x": 5, "n": 20}, LEVEL),
        "wilson_bounds": Call({"x": [5], "n": [20]}, LEVEL),
    },
    "before_after": {
        "expected_regression": Call({"selected_mean": 5.0, "everybody_mean": 3.0, "correlation": 0.5}),
        "mcnemar": Call({"stopped": 3, "started": 8}),
        "mcnemar_power": Call({"pairs": 50, "stopped": 0.1, "started": 0.2}, POWER | {"method": "exact"}),
        "n_for_two_shares": Call({"first": 0.5, "second": 0.7}, POWER | {"power": 0.8}),
        "paired_change": Call({"before": BEFORE, "after": AFTER}, LEVEL | {"resamples": 99, "seed": 0}),
        "paired_mean_power": Call({"pairs": 20, "difference": 1.0, "sd": 2.0}, POWER),
        "paired_proportions": Call({"table": [[10, 3], [5, 8]]}, LEVEL | {"interval": "newcombe"}),
        "paired_share_change": Call({"before": [1, 0, 1], "after": [0, 0, 1]}, LEVEL),
        "pairs_for_mcnemar": Call({"stopped": 0.1, "started": 0.2}, POWER | {"power": 0.8}),
        "pairs_for_mean": Call({"difference": 1.0, "sd": 2.0}, POWER | {"power": 0.8}),
        "scored_change": Call({"table": [[5, 2], [3, 6]]}, LEVEL | {"scores": [1.0, 2.0]}),
        "sign_flip": Call({"first": BEFORE, "second": AFTER}, LEVEL | {"resamples": 99, "seed": 0}),
        "sign_test": Call({"first": BEFORE, "second": AFTER}, LEVEL),
        "signed_rank": Call({"first": BEFORE, "second": AFTER}, LEVEL | {"zeros": "drop"}),
        "smallest_mean_difference": Call({"pairs": 20, "sd": 2.0}, POWER | {"power": 0.8}),
        "smallest_paired_difference": Call({"pairs": 50, "changed": 0.3}, POWER | {"power": 0.8}),
        "smallest_share_difference": Call({"n": 50, "first": 0.5}, POWER | {"power": 0.8}),
        "stuart_maxwell": Call({"table": [[5, 2, 1], [3, 6, 2], [1, 1, 4]]}),
        "two_shares_power": Call({"n": 50, "first": 0.5, "second": 0.7}, POWER),
    },
    "risk": {
        "combined_z": Call(
            {"ids": ["u1", "u2"], "z": [[1.0, 2.0], [0.5, -1.0]], "weights": WEIGHTS},
            {"correlation": [[1.0, 0.2], [0.2, 1.0]], "least": 1},
        ),
        "hit_rates": Call(
            {"years": [2025], "hits": [3], "picks": [10], "random_hits": [1], "random_picks": [10]}, LEVEL
        ),
        "pairwise_correlation": Call({"z": [[1.0, 2.0], [0.5, -1.0], [2.0, 1.0]]}, {"least": 3}),
        "rank_risk": Call(
            {"ids": ["u1", "u2"], "z": [[1.0, 2.0], [0.5, -1.0]], "weights": WEIGHTS, "seed": "1"}
            | {"data_from": dt.date(2026, 6, 1)},
            {"least": 1, "moved": 0.2},
        ),
    },
}

"""The numbers that docs/algorithms works through for control charts, funnels and early warning."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from insyn.statistics.control_charts import Chart, OverdispersionTest, chart, rule_run_length
from insyn.statistics.early_warning import alarm_plan, cusum, cusum_run_length, poisson_run_length
from insyn.statistics.funnels import Funnel, adjust, binomial_limits, funnel, rejected

DOCS = Path(__file__).parents[3] / "docs" / "algorithms"


def text(name: str) -> str:
    return " ".join((DOCS / f"{name}.md").read_text().split())


def assert_told(name: str, *numbers: str) -> None:
    told = text(name)
    assert [number for number in numbers if number not in told] == []


def test_the_control_chart() -> None:
    found = chart("c", [6, 9, 5, 8, 7, 4, 10, 6, 8, 5, 19, 9])
    assert isinstance(found, Chart)
    assert found.tails is not None
    spread = found.phases[0].overdispersion
    assert isinstance(spread, OverdispersionTest)
    assert list(np.flatnonzero(found.outside)) == [10]
    runs = found.runs
    assert (runs.longest_run, runs.longest_run_max, runs.crossings, runs.crossings_min) == (3, 6, 5, 2)
    assert_told("control_charts", f"upper {found.upper[0]:.3f}", f"P(X ≥ 19) = {found.tails.upper[10]:.5f}")
    assert_told("control_charts", f"D = 170/8 = {spread.statistic:.2f}", f"p = {spread.p_value:.3f}")
    ours, plain = rule_run_length().mean, rule_run_length(("WE1",)).mean
    assert_told("control_charts", f"every {plain:.1f} points", f"together every {ours:.2f}")


def test_the_funnel() -> None:
    limits = binomial_limits([10], 0.2, levels=(0.95,))
    lower = f"{limits.lower[0.95][0]:.5f}".replace("-", "−")
    assert_told("funnels", f"= {limits.upper[0.95][0]:.5f}.", f"limit {lower}")
    found = funnel("ratio", [16, 9, 4, 12, 9, 7, 25, 9, 10, 6], [9.0] * 10)
    assert isinstance(found, Funnel)
    z = ", ".join(f"{value:.3f}".rstrip("0").rstrip(".").replace("-", "−") for value in found.scaled.z)
    assert_told("funnels", f"2√O − 6: {z}.", f"= {found.dispersion.phi:.4f}:", f"= {found.dispersion.tau2:.5f}.")
    trimmed = found.dispersion.z_trimmed
    assert_told("funnels", f"quantiles are −{-trimmed.min():.3f} and {trimmed.max():.1f};")
    p = [0.01, 0.04, 0.03, 0.2]
    assert sorted(adjust(p)) == pytest.approx([0.04, 0.05333, 0.05333, 0.2], abs=1e-5)
    assert rejected(p, 0.1).sum() == 3


def test_the_two_stages() -> None:
    sums: Any = cusum([0.2, 1.1, 1.8, -0.3, 2.0, 1.4], h=4, sides="upper").upper
    assert_told("early_warning", "gives " + ", ".join(f"{value:.1f}".removesuffix(".0") for value in sums) + ".")
    assert cusum_run_length(0.5, 4.0965).mean == pytest.approx(370.4, abs=0.1)
    assert round(poisson_run_length(2, k=3, h=4).mean) == 85
    plan = alarm_plan([[1.0, 1.0]])
    assert (plan.slope, plan.drop[0, 0]) == (14, 20)
    assert_told("early_warning", f"ln 2/14 = {plan.cell:.5f}", f"P(X ≥ 2) = {plan.tail[0, 0, 8]:.5f}")
    assert_told(
        "early_warning",
        f"P(X ≥ 3) = {plan.tail[0, 0, 22]:.5f}",
        f"S = 22 now {plan.tail[0, 1, 22]:.5f}.",
    )

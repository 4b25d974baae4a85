"""Control charts (STATISTICS a): lines, rules and the run length they cost, the test of spread, the choice of chart."""

from insyn.statistics.control_charts.chart import Chart, Phase
from insyn.statistics.control_charts.choice import ChartChoice, Data, choose_chart
from insyn.statistics.control_charts.given import Frozen
from insyn.statistics.control_charts.kinds import Kind
from insyn.statistics.control_charts.making import chart
from insyn.statistics.control_charts.many import Charts, charts
from insyn.statistics.control_charts.moving_range import MovingRange, moving_range
from insyn.statistics.control_charts.overdispersion import OverdispersionTest, overdispersion_test
from insyn.statistics.control_charts.rule_run_length import (
    SimulatedRunLength,
    rule_run_length,
    simulated_rule_run_length,
)
from insyn.statistics.control_charts.rules import NELSON, WESTERN_ELECTRIC, RuleSignals, rule_signals
from insyn.statistics.control_charts.runs import RunCounts, RunsAnalysis, runs_analysis

__all__ = [
    "NELSON",
    "WESTERN_ELECTRIC",
    "Chart",
    "ChartChoice",
    "Charts",
    "Data",
    "Frozen",
    "Kind",
    "MovingRange",
    "OverdispersionTest",
    "Phase",
    "RuleSignals",
    "RunCounts",
    "RunsAnalysis",
    "SimulatedRunLength",
    "chart",
    "charts",
    "choose_chart",
    "moving_range",
    "overdispersion_test",
    "rule_run_length",
    "rule_signals",
    "runs_analysis",
    "simulated_rule_run_length",
]

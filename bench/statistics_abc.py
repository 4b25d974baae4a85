"""Charts, tests and false-discovery control of 20,000 units × 120 months, and a funnel of 20,000 units.

Beside loops over scipy and statsmodels that give the same numbers, on a sample.
"""

import subprocess
import sys
from typing import Any

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

from bench.result import Result, seconds
from insyn.statistics.control_charts import Charts, charts
from insyn.statistics.early_warning import alarm_plan, two_stage_alarms
from insyn.statistics.funnels import Funnel, funnel, rejected

UNITS, MONTHS, SAMPLE, FAMILIES, Q = 20_000, 120, 100, 3, 0.1
MEMORY = """
import resource
from bench.statistics_abc import charted, drawn
events, exposure = drawn()
charted(events, exposure)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def drawn() -> tuple[Any, Any]:
    random = np.random.default_rng(1)
    exposure = random.uniform(0.8, 1.2, (UNITS, MONTHS))
    return random.poisson(random.gamma(4, 1, (UNITS, 1)) * exposure).astype(float), exposure


def charted(events: Any, exposure: Any) -> tuple[Charts, Any]:
    """u charts with exact tails, runs and the test of spread; Benjamini-Hochberg over the units of each month."""
    found = charts("u", events, exposure)
    return found, rejected(found.p_value, Q, family_axis=1)


def loop(events: Any, exposure: Any) -> Any:
    """The same numbers for one unit at a time, without the runs."""
    p_values = np.empty(events.shape)
    for unit, (x, e) in enumerate(zip(events, exposure, strict=True)):
        rate = x.sum() / e.sum()
        stats.chi2.sf(((x - rate * e) ** 2 / (rate * e)).sum(), x.size - 1)
        for month in range(x.size):
            law = stats.poisson(rate * e[month])
            tails = law.cdf(x[month]), law.sf(x[month] - 1)
            p_values[unit, month] = min(1, 2 * min(tails) - law.pmf(x[month]))
    return p_values


def funnel_loop(events: Any, sizes: Any, target: float) -> Any:
    limits = np.empty((len(sizes), 4))
    for unit, n in enumerate(sizes):
        law = stats.binom(n, target)
        for column, p in enumerate((0.001, 0.025, 0.975, 0.999)):
            r = law.ppf(p)
            limits[unit, column] = (r - (law.cdf(r) - p) / law.pmf(r)) / n
    return limits


def run() -> list[Result]:
    events, exposure = drawn()
    found, discoveries = charted(events, exposure)
    np.testing.assert_allclose(loop(events[:5], exposure[:5]), found.p_value[:5], rtol=1e-8, atol=1e-12)
    for month in range(FAMILIES):
        theirs = multipletests(found.p_value[:, month], alpha=Q, method="fdr_bh")[0]
        np.testing.assert_array_equal(theirs, discoveries[:, month])
    whole = seconds(lambda: charted(events, exposure), times=3)
    a_unit = seconds(lambda: loop(events[:SAMPLE], exposure[:SAMPLE])) / SAMPLE
    a_family = seconds(lambda: multipletests(found.p_value[:, 0], alpha=Q, method="fdr_bh"), times=3)
    memory = float(subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, check=True).stdout)  # noqa: S603
    return [
        Result("20,000 units × 120 months charted, tested and controlled", whole, "s", at_most=2),
        Result("its memory, the interpreter and the data with it", memory, "MiB", at_most=500),
        Result(
            "times faster than a loop over scipy and statsmodels", (a_unit * UNITS + a_family * MONTHS) / whole, "times"
        ),
        *_funnel(),
        Result("two stages for 60 units × 24 months, false alarms stated", _two_stages(), "s"),
    ]


def _funnel() -> list[Result]:
    random = np.random.default_rng(2)
    sizes = random.integers(20, 5000, UNITS)
    events = random.binomial(sizes, 0.07)
    made = funnel("share", events, sizes)
    if not isinstance(made, Funnel):
        raise TypeError(made.describe())
    ours = np.column_stack(
        [made.exact.lower[0.998], made.exact.lower[0.95], made.exact.upper[0.95], made.exact.upper[0.998]]
    )
    np.testing.assert_allclose(funnel_loop(events[:50], sizes[:50], made.target), ours[:50], rtol=1e-7, atol=1e-9)
    whole = seconds(lambda: funnel("share", events, sizes), times=5)
    a_unit = seconds(lambda: funnel_loop(events[:SAMPLE], sizes[:SAMPLE], made.target)) / SAMPLE
    return [
        Result("funnel of 20,000 units", whole, "s", at_most=0.2),
        Result("times faster than a loop over scipy", a_unit * UNITS / whole, "times"),
    ]


def _two_stages() -> float:
    random = np.random.default_rng(3)
    expected = random.uniform(0.3, 8, (60, 24))
    counts = random.poisson(expected)
    return seconds(lambda: two_stage_alarms(counts, alarm_plan(expected)), times=3)

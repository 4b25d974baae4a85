"""Wilson and Newcombe intervals of 20,000 units at once, beside a loop of statsmodels that gives the same numbers."""

import numpy as np
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from bench.result import Result, seconds
from insyn.statistics.surveys import newcombe_bounds, wilson_bounds

UNITS, SAMPLE = 20_000, 400


def run() -> list[Result]:
    generator = np.random.default_rng(1)
    n = generator.integers(5, 400, (2, UNITS))
    x = generator.binomial(n, 0.8)

    def ours() -> None:
        wilson_bounds(x, n)
        newcombe_bounds(x[1], n[1], x[0], n[0])

    def loop(units: int) -> list[tuple[float, float]]:
        proportion_confint(x[:, :units], n[:, :units], method="wilson")
        pairs = zip(x[1, :units], n[1, :units], x[0, :units], n[0, :units], strict=True)
        return [confint_proportions_2indep(*pair, method="newcomb", compare="diff") for pair in pairs]

    low, high = newcombe_bounds(x[1, :SAMPLE], n[1, :SAMPLE], x[0, :SAMPLE], n[0, :SAMPLE])
    np.testing.assert_allclose(np.column_stack([low, high]), loop(SAMPLE), atol=1e-12)
    whole, a_unit = seconds(ours, 5), seconds(lambda: loop(SAMPLE), 3) / SAMPLE
    return [
        Result("shares and changes of 20,000 units", whole, "s", at_most=0.2),
        Result("times faster than a loop of statsmodels", a_unit * UNITS / whole, "times"),
    ]

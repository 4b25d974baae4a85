"""What a control chart carries: lines, points outside, runs, and how it came about."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from insyn.statistics.control_charts.kinds import Kind
from insyn.statistics.control_charts.overdispersion import OverdispersionTest
from insyn.statistics.control_charts.runs import RunsAnalysis
from insyn.statistics.inputs import Bools, Floats
from insyn.statistics.results import Provenance, Undecided
from insyn.statistics.tails import Tails
from insyn.statistics.wording import places, short_number

SOURCES = {
    Kind.P: "p-diagram (Montgomery)",
    Kind.U: "u-diagram (Montgomery)",
    Kind.C: "c-diagram (Montgomery)",
    Kind.XMR: "XmR-diagram (Montgomery)",
    Kind.P_PRIME: "p′-diagram (Laney 2002)",
    Kind.U_PRIME: "u′-diagram (Mohammed & Laney 2006)",
    Kind.G: "g-diagram (Montgomery)",
    Kind.T: "t-diagram (Nelson 1994; Montgomery)",
    Kind.RUN: "seriediagram (median)",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """Points first to last (from 0, inclusive) with their own lines; the runs and the spread are judged within it.

    `rate` is the parameter behind sigma (the pooled share or rate, the mean); `sigma_z` is Laney's; `basis` says which
    limits decide: "sigma" or, where the mean count is below five, "exact". `overdispersion` for p, u and c.
    """

    first: int
    last: int
    rate: float
    sigma_z: float | None
    moving_range_mean: float | None
    moving_range_limit: float | None
    basis: Literal["sigma", "exact"]
    runs: RunsAnalysis
    overdispersion: OverdispersionTest | Undecided | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Arrays of one number a point, in the unit of `multiply`.

    lower/upper stand at ± 3 sigma, the warning lines at ± 2 (clipped to what is possible). `outside_sigma` is over
    these; `outside_exact` has P(X ≥ x) or P(X ≤ x) below P(Z > 3) = 0.00135 (p, u, c); `outside` is the deciding one.
    `exact_lower`/`exact_upper`: the last values that are inside by the exact tails. `z` = (value − mean)/sigma.
    Excluded points are held against the lines but take no part in them, and are never `outside`.
    """

    kind: Kind
    value: Floats
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    lower_warning: Floats
    upper_warning: Floats
    z: Floats
    moving_range: Floats | None
    exact_lower: Floats | None
    exact_upper: Floats | None
    tails: Tails | None
    outside_sigma: Bools
    outside_exact: Bools | None
    outside: Bools
    included: Bools
    phases: tuple[Phase, ...]
    provenance: Provenance

    @property
    def signal(self) -> bool:
        """A point outside, or long runs or few crossings in some phase."""
        return bool(self.outside.any()) or any(phase.runs.signal for phase in self.phases)

    @property
    def runs(self) -> RunsAnalysis:
        """Of the last phase, the one that is going on."""
        return self.phases[-1].runs

    def describe(self) -> str:
        last = self.phases[-1]
        lines = f"mittlinje {short_number(self.centre[-1], 4)}"
        if not np.isnan(self.lower[-1]):
            lines += (
                f", gränser {short_number(self.lower[-1], 4)} till {short_number(self.upper[-1], 4)} i sista punkten"
            )
        if last.basis == "exact":
            lines += ", få händelser: exakta sannolikheter avgör"
        out = np.flatnonzero(self.outside)
        found = f"punkt {places(out)} utanför" if out.size else "ingen punkt utanför"
        return f"{SOURCES[self.kind]}: {lines}; {found}; {last.runs.describe()}"

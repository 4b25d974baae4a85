"""Which chart suits the data, explained in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.control_charts.given import check
from insyn.statistics.control_charts.kinds import Kind
from insyn.statistics.control_charts.making import SMALL_MEAN
from insyn.statistics.control_charts.overdispersion import OverdispersionTest, overdispersion_test
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Provenance, Undecided, fingerprint
from insyn.statistics.wording import fine_p_value, short_number

RARE_MEAN = 1


class Data(StrEnum):
    """What is plotted: x of n; events per exposure (client-days); events in equal stretches; single measurements;
    units between events; time between events."""

    SHARE = "andel"
    RATE = "händelser per exponering"
    COUNT = "antal"
    MEASUREMENT = "mätvärde"
    CASES_BETWEEN = "fall mellan händelser"
    TIME_BETWEEN = "tid mellan händelser"


KINDS = {
    Data.SHARE: Kind.P,
    Data.RATE: Kind.U,
    Data.COUNT: Kind.C,
    Data.MEASUREMENT: Kind.XMR,
    Data.CASES_BETWEEN: Kind.G,
    Data.TIME_BETWEEN: Kind.T,
}
REASONS = {
    Kind.P: "p-diagram: varje punkt är ett antal av ett känt antal (andel)",
    Kind.U: "u-diagram: varje punkt är händelser per exponering",
    Kind.C: "c-diagram: varje punkt är ett antal händelser under lika långa perioder",
    Kind.XMR: "XmR-diagram: varje punkt är ett enda mätvärde, spridningen tas från skillnaden mellan grannar",
    Kind.G: "g-diagram: varje punkt är antalet fall mellan två händelser",
    Kind.T: "t-diagram: varje punkt är tiden mellan två händelser",
}
PRIMES = {Kind.P: Kind.P_PRIME, Kind.U: Kind.U_PRIME}


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """`kind` with the limits that decide; `beside`: charts to show with it (p′ or u′ where the spread is too large);
    `instead`: g or t, where events are so rare that most points are zero."""

    kind: Kind
    limits: Literal["sigma", "exact"]
    beside: tuple[Kind, ...]
    instead: tuple[Kind, ...]
    words: str
    overdispersion: OverdispersionTest | Undecided | None
    provenance: Provenance

    def describe(self) -> str:
        return self.words


@checked
def choose_chart(data: Data | str, values: ArrayLike, sizes: ArrayLike | None = None) -> ChartChoice:
    """The chart for a series of that kind of data. Raises InputFault."""
    try:
        kind = KINDS[Data(data)]
    except ValueError as error:
        raise InputFault("data", f"{data!r} är inte någon av {', '.join(Data)}") from error
    series = check(kind, values, sizes, exclude={}, phases={}, frozen=None)
    words, limits = [REASONS[kind]], "sigma"
    beside: tuple[Kind, ...] = ()
    instead: tuple[Kind, ...] = ()
    spread = None
    if kind.has_exact_limits:
        mean = float(series.values.mean())
        others = float((series.sizes - series.values).mean()) if kind.is_binomial else mean
        if min(mean, others) < SMALL_MEAN:
            limits = "exact"
            words.append(
                f"i medeltal {short_number(min(mean, others), 1)} per punkt (under {SMALL_MEAN}): exakta gränser"
            )
        if mean < RARE_MEAN:
            instead = (Kind.G, Kind.T)
            words.append("händelserna är så sällsynta att g- eller t-diagram ser mer")
        spread = overdispersion_test(series.values, series.sizes, binomial=kind.is_binomial)
        if isinstance(spread, OverdispersionTest) and spread.is_overdispersed:
            beside = (PRIMES[kind],) if kind in PRIMES else (Kind.XMR,)
            words.append(_too_wide(spread, beside[0]))
    provenance = Provenance(
        "Val av diagram efter slag av data, medelantal och spridning",
        n=series.values.size,
        input_sha256=fingerprint(values=series.values, sizes=series.sizes),
        parameters={"data": Data(data).value, "small mean": SMALL_MEAN, "rare mean": RARE_MEAN},
    )
    return ChartChoice(
        kind, "exact" if limits == "exact" else "sigma", beside, instead, "; ".join(words), spread, provenance
    )


def _too_wide(spread: OverdispersionTest, beside: Kind) -> str:
    p_value = spread.pearson_p_value if spread.judged_by_pearson else spread.p_value
    name = "XmR" if beside is Kind.XMR else beside.value.replace("'", "′")
    spread_told = f"spridningen är {short_number(spread.phi, 1)} gånger slumpens ({fine_p_value(p_value)})"
    return f"{spread_told}: visa {name}-diagram bredvid"

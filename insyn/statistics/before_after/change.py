"""Before and after as it is reported: how many are paired and how many fell away, then the difference, then the p.

Without a comparison group it is a change, not an effect. Where people were chosen because they were far out, part of
the way back comes by itself (regression to the mean; Galton 1886, Barnett et al. 2005, Int J Epidemiol 34:215).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.before_after.binary import PairedProportions, paired_proportions
from insyn.statistics.before_after.sign_flip import SignFlip, sign_flip
from insyn.statistics.before_after.signed_rank import SignedRank, signed_rank
from insyn.statistics.inputs import Floats, InputFault, numbers, refuse
from insyn.statistics.results import Exclusion, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, percent, span

NOT_AN_EFFECT = "Utan jämförelsegrupp är det en förändring, inte en effekt."
REGRESSION = "De valdes för att deras värde stack ut: en del av vägen tillbaka kommer av sig själv."
MANY_LOST = 0.2

type WithGaps = ArrayLike | Sequence[float | None]


@dataclass(frozen=True, slots=True)
class DropOut:
    """Of `total` people `paired` were measured both times; the others before only, after only, or neither."""

    total: int
    paired: int
    only_before: int
    only_after: int
    neither: int

    @property
    def share_lost(self) -> float:
        """Of those measured before, the share that was not measured after; 0 where none was."""
        before = self.paired + self.only_before
        return self.only_before / before if before else 0.0

    def describe(self) -> str:
        return f"{self.paired} par; bortfall: {self.only_before} bara före, {self.only_after} bara efter"


@dataclass(frozen=True, slots=True)
class PairedChange:
    """Measured values: `mean_before` and `mean_after` of the paired; `change` is after − before.

    `change` carries the mean with its interval and p by flipping signs, `ranks` Wilcoxon's. `warnings` are said with
    it.
    """

    drop_out: DropOut
    mean_before: float
    mean_after: float
    change: SignFlip
    ranks: SignedRank | Undecided
    warnings: tuple[str, ...]
    provenance: Provenance

    def describe(self) -> str:
        means = f"{number(self.mean_before, 2)} före, {number(self.mean_after, 2)} efter"
        found = f"{number(self.change.mean, 2)} ({span(self.change.interval)}), {p_value(self.change.p)}"
        return f"{self.drop_out.describe()}. {means}: förändring {found}. {' '.join(self.warnings)}"


@dataclass(frozen=True, slots=True)
class PairedShareChange:
    """Yes and no: as `PairedChange`, with McNemar's test and Newcombe's paired interval in `change`."""

    drop_out: DropOut
    change: PairedProportions
    warnings: tuple[str, ...]
    provenance: Provenance

    def describe(self) -> str:
        return f"{self.drop_out.describe()}. {self.change.describe()}. {' '.join(self.warnings)}"


@dataclass(frozen=True, slots=True)
class Regression:
    """What is to be expected without any effect: the later mean of those who were chosen, and their change."""

    expected_after: float
    expected_change: float
    provenance: Provenance

    def describe(self) -> str:
        return (
            f"utan någon effekt väntas medelvärdet {number(self.expected_after, 2)}, "
            f"en förändring med {number(self.expected_change, 2)} av sig själv"
        )


@checked
def paired_change(
    before: WithGaps,
    after: WithGaps,
    *,
    was_selected: bool = False,
    level: float = 0.95,
    resamples: int = 9_999,
    seed: int = 0,
) -> PairedChange | Undecided:
    """n people's values; nan or None where somebody was not measured.

    `was_selected`: they were chosen because their value before stood out. Fewer than two pairs, or all unchanged,
    cannot be decided. Raises InputFault.
    """
    first, second = _with_gaps("before", before), _with_gaps("after", after)
    drop_out, made = _drop_out(first, second, "paired change: sign flips and signed ranks")
    both = ~np.isnan(first) & ~np.isnan(second)
    if drop_out.paired < 2:
        return Undecided(made, have=drop_out.paired, needed=2, unit="par")
    pair = second[both], first[both]
    change = sign_flip(*pair, level=level, resamples=resamples, seed=seed)
    if isinstance(change, Undecided):
        return Undecided(made, reason=change.reason)
    return PairedChange(
        drop_out=drop_out,
        mean_before=float(pair[1].mean()),
        mean_after=float(pair[0].mean()),
        change=change,
        ranks=signed_rank(*pair, level=level),
        warnings=_warnings(drop_out, was_selected),
        provenance=made,
    )


@checked
def paired_share_change(
    before: WithGaps, after: WithGaps, *, was_selected: bool = False, level: float = 0.95
) -> PairedShareChange | Undecided:
    """n people's yes (1, True) and no (0, False); nan or None where somebody did not answer. Raises InputFault."""
    first, second = _with_gaps("before", before), _with_gaps("after", after)
    for name, values in (("before", first), ("after", second)):
        refuse(name, ~np.isnan(values) & (values != 0) & (values != 1), "är varken 0 eller 1")
    drop_out, made = _drop_out(first, second, "paired change of shares: McNemar, Newcombe")
    cells = [int(((first == one) & (second == other)).sum()) for one in (1, 0) for other in (1, 0)]
    change = paired_proportions(cells, level=level)
    if isinstance(change, Undecided):
        return Undecided(made, have=0, needed=1, unit="par")
    return PairedShareChange(drop_out, change, _warnings(drop_out, was_selected), made)


@checked
def expected_regression(selected_mean: float, everybody_mean: float, correlation: float) -> Regression:
    """The mean after of people chosen by their value before, where nothing has changed.

    `correlation` between two measurements of everybody, −1 to 1. Raises InputFault.
    """
    chosen, middle, between = numbers("means", [selected_mean, everybody_mean, correlation]).tolist()
    if not -1 <= between <= 1:
        raise InputFault("correlation", f"{correlation!r} ligger inte mellan −1 och 1")
    after = middle + between * (chosen - middle)
    made = Provenance("regression to the mean", 0, fingerprint(values=[chosen, middle, between]))
    return Regression(after, after - chosen, made)


def _warnings(drop_out: DropOut, was_selected: bool) -> tuple[str, ...]:
    lost = f"{percent(drop_out.share_lost, 0)} av dem som mättes före saknas efter: de kan skilja sig från de andra."
    return (
        NOT_AN_EFFECT,
        *((REGRESSION,) if was_selected else ()),
        *((lost,) if drop_out.share_lost > MANY_LOST else ()),
    )


def _with_gaps(name: str, given: WithGaps) -> Floats:
    try:
        values = np.asarray(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise InputFault(name, "är inte en rad av tal") from error
    if values.ndim != 1 or not values.size:
        raise InputFault(name, "är tom" if not values.size else f"ska ha 1 dimension, har {values.ndim}")
    refuse(name, np.isinf(values), "är inte ett ändligt tal")
    return values


def _drop_out(first: Floats, second: Floats, method: str) -> tuple[DropOut, Provenance]:
    if first.shape != second.shape:
        raise InputFault("after", f"har {second.size} värden, before har {first.size}")
    had, has = ~np.isnan(first), ~np.isnan(second)
    left_out: Sequence[Exclusion] = [
        Exclusion(int(at), "mättes bara före" if had[at] else "mättes bara efter" if has[at] else "mättes inte")
        for at in np.flatnonzero(~(had & has))
    ]
    made = Provenance(
        method=method,
        n=int((had & has).sum()),
        input_sha256=fingerprint(before=first, after=second),
        exclusions=tuple(left_out),
    )
    sums = (had & has).sum(), (had & ~has).sum(), (~had & has).sum(), (~had & ~has).sum()
    return DropOut(len(first), *(int(one) for one in sums)), made

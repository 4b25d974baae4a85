"""The index of sustainable staff engagement (HME): nine statements answered 1 to 5, three each for three parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, refuse
from insyn.statistics.results import Provenance, Undecided, fingerprint
from insyn.statistics.surveys.groups import SMALLEST_GROUP
from insyn.statistics.wording import number

STATEMENTS, LOWEST, HIGHEST = 9, 1, 5
type Answers = ArrayLike | Sequence[Sequence[float | None]]

PARTS = ("motivation", "ledarskap", "styrning")


@dataclass(frozen=True, slots=True, eq=False)
class Engagement:
    """Indices from 0 to 100: (mean − 1)·25 an item; a part is the mean of its three, the `total` the mean of nine.

    `answers` is how many answered each item, in order: three for motivation, leadership and steering each.
    """

    item_means: Floats
    items: Floats
    answers: Floats
    motivation: float
    leadership: float
    steering: float
    total: float
    respondents: int
    provenance: Provenance

    def describe(self) -> str:
        values = zip(PARTS, (self.motivation, self.leadership, self.steering), strict=True)
        told = ", ".join(f"{name} {number(value, 0)}" for name, value in values)
        return f"HME {number(self.total, 0)} ({told}; {self.respondents} svarande)"


@checked
def hme(answers: Answers, *, minimum: int = SMALLEST_GROUP) -> Engagement | Undecided:
    """Answers as respondents × 9, each 1 to 5; nan or None where a statement was left out or "don't know".

    Each item's mean is over those who answered it. Fewer than `minimum` respondents, or answers to any item, cannot be
    decided. Raises InputFault.
    """
    values = _checked("answers", answers)
    has_any = ~np.isnan(values).all(axis=1)
    kept = values[has_any]
    given = (~np.isnan(kept)).sum(axis=0).astype(float)
    made = Provenance(
        method="HME: item index (mean − 1)·25",
        n=len(kept),
        input_sha256=fingerprint(answers=values),
        parameters={"minimum": minimum},
    )
    fewest = int(min(given.min(), len(kept))) if len(kept) else 0
    if fewest < max(minimum, 1):
        return Undecided(made, have=fewest, needed=max(minimum, 1), unit="svar")
    return _indices(np.nansum(kept, axis=0) / given, given, len(kept), made)


@checked
def hme_of_means(means: ArrayLike) -> Engagement:
    """As `hme`, out of the nine items' published means; how many answered is then not known (nan). Raises
    InputFault.
    """
    values = _checked("means", cast("Answers", [means]), is_means=True)[0]
    refuse("means", np.isnan(values), "saknas")
    made = Provenance("HME of item means", STATEMENTS, fingerprint(means=values))
    return _indices(values, np.full(STATEMENTS, np.nan), 0, made)


def _indices(means: Floats, given: Floats, respondents: int, made: Provenance) -> Engagement:
    items = (means - LOWEST) * 100 / (HIGHEST - LOWEST)
    motivation, leadership, steering = items.reshape(len(PARTS), -1).mean(axis=1).tolist()
    return Engagement(
        item_means=means,
        items=items,
        answers=given,
        motivation=motivation,
        leadership=leadership,
        steering=steering,
        total=float(items.mean()),
        respondents=respondents,
        provenance=made,
    )


def _checked(name: str, answers: Answers, *, is_means: bool = False) -> Floats:
    try:
        values = np.asarray(answers, dtype=float)
    except (TypeError, ValueError) as error:
        raise InputFault(name, "är inte en rektangulär tabell av tal") from error
    if values.ndim != 2 or values.shape[1] != STATEMENTS:
        raise InputFault(name, f"ska ha {STATEMENTS} påståenden i rad, har formen {values.shape}")
    if not len(values):
        raise InputFault(name, "är tom")
    known = ~np.isnan(values)
    refuse(name, known & ((values < LOWEST) | (values > HIGHEST)), f"ligger inte mellan {LOWEST} och {HIGHEST}")
    if not is_means:
        refuse(name, known & (values != np.floor(values)), "är inte ett helt tal")
    return values

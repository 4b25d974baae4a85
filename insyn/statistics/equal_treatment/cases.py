"""Cases with a lead time, checked once for everything that is computed from them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.inputs import Floats, InputFault, counts, numbers, refuse, same_shape


def checked_times(time: ArrayLike, event: ArrayLike) -> tuple[Floats, Floats]:
    """Times from zero, and 1 where the case closed or 0 where it was open at that time; raises InputFault."""
    times, events = numbers("time", time), counts("event", event)
    same_shape("event", events, "time", times)
    refuse("time", times < 0, "är negativ")
    refuse("event", events > 1, "är varken 0 (pågår) eller 1 (avslutat)")
    return times, events


def checked_labels(name: str, given: ArrayLike, length: int) -> NDArray[np.generic]:
    """One label a case, none missing; raises InputFault."""
    try:
        labels = np.asarray(given)
    except ValueError as error:
        raise InputFault(name, "är inte en rad av namn") from error
    if labels.shape != (length,):
        raise InputFault(name, f"har formen {labels.shape}, time har ({length},)")
    for at, label in enumerate(labels.tolist()):
        if label is None or label != label:  # noqa: PLR0124 - only a missing number differs from itself
            raise InputFault(name, "saknas", (at,))
    return labels

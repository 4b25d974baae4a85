"""Western Electric and Nelson's rules on z = (value − centre)/sigma, for one series or many.

An option, stated with what it costs (`rule_run_length`): the default is one point outside and Anhøj's runs.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, InputFault, numbers
from insyn.statistics.results import Provenance, fingerprint
from insyn.statistics.wording import places

WESTERN_ELECTRIC = ("WE1", "WE2", "WE3", "WE4")
NELSON = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
WORDS = {
    "WE1": "en punkt utanför 3 sigma",
    "WE2": "två av tre punkter utanför 2 sigma på samma sida",
    "WE3": "fyra av fem punkter utanför 1 sigma på samma sida",
    "WE4": "åtta punkter i rad på samma sida",
    "N1": "en punkt utanför 3 sigma",
    "N2": "nio punkter i rad på samma sida",
    "N3": "sex punkter i rad som stiger, eller som sjunker",
    "N4": "fjorton punkter i rad som växlar upp och ned",
    "N5": "två av tre punkter utanför 2 sigma på samma sida",
    "N6": "fyra av fem punkter utanför 1 sigma på samma sida",
    "N7": "femton punkter i rad inom 1 sigma",
    "N8": "åtta punkter i rad utanför 1 sigma, på båda sidor",
}


@dataclass(frozen=True, slots=True)
class RuleSignals:
    """`at` says for each rule at which points (same shape as z) its pattern is complete."""

    at: dict[str, Bools]
    provenance: Provenance

    @property
    def signal(self) -> Bools:
        """Any rule, point by point."""
        return np.asarray(np.logical_or.reduce(list(self.at.values())))

    def describe(self) -> str:
        if self.signal.ndim > 1:
            return f"{int(self.signal.any(axis=-1).sum())} av {len(self.signal)} serier har signal"
        told = [f"{WORDS[rule]} (punkt {places(np.flatnonzero(at))})" for rule, at in self.at.items() if at.any()]
        return "; ".join(told) or "ingen regel ger signal"


@checked
def rule_signals(z: ArrayLike, rules: tuple[str, ...] = WESTERN_ELECTRIC) -> RuleSignals:
    """z: points, or units × points, in order of time, without missing points. Raises InputFault.

    A rule signals at the point that completes it, itself part of it (two of three: the last one is outside 2 sigma).
    Points on the centre or on a line break what asks for a side or for being outside.
    """
    series = numbers("z", z, ndim=None)
    if series.ndim not in {1, 2}:
        raise InputFault("z", f"ska ha 1 eller 2 dimensioner, har {series.ndim}")
    check_rules(rules)
    provenance = Provenance(
        "Western Electric 1956; Nelson 1984",
        n=series.shape[-1],
        input_sha256=fingerprint(z=series),
        parameters={"rules": ", ".join(rules)},
    )
    return RuleSignals({rule: RULES[rule](series) for rule in rules}, provenance)


def check_rules(rules: tuple[str, ...]) -> None:
    if not rules:
        raise InputFault("rules", "är tom")
    for rule in rules:
        if rule not in WORDS:
            raise InputFault("rules", f"{rule!r} är inte någon av {', '.join(WORDS)}")


def _of_last(condition: Bools, held: int, window: int) -> Bools:
    """At least `held` of the last `window` points meet it, the last one among them; a shorter start counts too."""
    if not condition.shape[-1]:
        return condition
    padding = [(0, 0)] * (condition.ndim - 1) + [(window - 1, 0)]
    seen = sliding_window_view(np.pad(condition, padding), window, axis=-1).sum(axis=-1)
    return np.asarray((seen >= held) & condition)


def _same_side(z: Floats, over: float, held: int, window: int) -> Bools:
    return _of_last(z > over, held, window) | _of_last(z < -over, held, window)


def _trend(z: Floats) -> Bools:
    steps = np.diff(z, axis=-1)
    return _later(z, _of_last(steps > 0, 5, 5) | _of_last(steps < 0, 5, 5))


def _alternating(z: Floats) -> Bools:
    steps = np.diff(z, axis=-1)
    return _later(z, _of_last(steps[..., 1:] * steps[..., :-1] < 0, 12, 12))


def _later(z: Floats, at: Bools) -> Bools:
    """What is known of steps belongs to the points at their end."""
    found = np.zeros(z.shape, dtype=bool)
    if at.shape[-1]:
        found[..., -at.shape[-1] :] = at
    return found


def _on_both_sides(z: Floats) -> Bools:
    far = _of_last(np.abs(z) > 1, 8, 8)
    one_side = _of_last(z > 1, 8, 8) | _of_last(z < -1, 8, 8)
    return far & ~one_side


RULES: dict[str, Callable[[Floats], Bools]] = {
    "WE1": lambda z: np.abs(z) > 3,
    "WE2": lambda z: _same_side(z, 2, 2, 3),
    "WE3": lambda z: _same_side(z, 1, 4, 5),
    "WE4": lambda z: _same_side(z, 0, 8, 8),
    "N1": lambda z: np.abs(z) > 3,
    "N2": lambda z: _same_side(z, 0, 9, 9),
    "N3": _trend,
    "N4": _alternating,
    "N5": lambda z: _same_side(z, 2, 2, 3),
    "N6": lambda z: _same_side(z, 1, 4, 5),
    "N7": lambda z: _of_last(np.abs(z) <= 1, 15, 15),
    "N8": _on_both_sides,
}

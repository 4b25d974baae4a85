"""How often rules signal by chance: the exact run length by a Markov chain (Champ & Woodall 1987).

A rule that looks only at which zone each point falls in is a small automaton; rules together are their product.
Nelson's third and fourth rules look at rises and falls, which zones do not tell: those are simulated.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse, special

from insyn.statistics.arguments import checked
from insyn.statistics.control_charts.rules import RULES, WESTERN_ELECTRIC, check_rules
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.results import Interval, Provenance, fingerprint
from insyn.statistics.run_lengths import RunLength
from insyn.statistics.wording import short_number

BORDERS = np.array([-np.inf, -3, -2, -1, 0, 1, 2, 3, np.inf])
ZONES = range(8)  # from under −3 to over 3; a zone's middle, in sigmas:
MIDDLES = (-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5)
SIMULATED = {"N3", "N4"}

type State = tuple[int, ...]
type Step = Callable[[State, int], State | None]


def _window(inside: set[int], held: int, window: int) -> tuple[State, Step]:
    """The state holds, latest first, which of the last window − 1 points were inside."""

    def step(state: State, zone: int) -> State | None:
        seen = (int(zone in inside), *state)
        return None if seen[0] and sum(seen) >= held else _forget(seen[:-1], held, window)

    return (0,) * (window - 1), step


def _forget(seen: State, held: int, window: int) -> State:
    """A point inside that can never again be one of `held` is no memory worth keeping: fewer states."""
    kept = list(seen)
    for age in reversed(range(len(kept))):
        if kept[age] and sum(kept[: age + 1]) + (window - 1 - age) < held:
            kept[age] = 0
    return tuple(kept)


def _row(inside: set[int], length: int) -> tuple[State, Step]:
    """Points in a row: the state is how many."""

    def step(state: State, zone: int) -> State | None:
        count = state[0] + 1 if zone in inside else 0
        return None if count >= length else (count,)

    return (0,), step


def _both_sides(length: int) -> tuple[State, Step]:
    """Points in a row outside 1 sigma; the state is how many, and how many of the latest on one side."""

    def step(state: State, zone: int) -> State | None:
        count, same, side = state
        here = 1 if MIDDLES[zone] > 1 else -1 if MIDDLES[zone] < -1 else 0
        if not here:
            return (0, 0, 0)
        same = same + 1 if here == side else 1
        count = min(count + 1, length)
        return None if count == length and same < length else (count, min(same, length), here)

    return (0, 0, 0), step


def _over(border: float) -> tuple[set[int], set[int]]:
    """The zones over the border, and those under its mirror."""
    return {zone for zone in ZONES if MIDDLES[zone] > border}, {zone for zone in ZONES if MIDDLES[zone] < -border}


AUTOMATA: dict[str, Callable[[], Iterable[tuple[State, Step]]]] = {
    "WE1": lambda: [_row(side, 1) for side in _over(3)],
    "WE2": lambda: [_window(side, 2, 3) for side in _over(2)],
    "WE3": lambda: [_window(side, 4, 5) for side in _over(1)],
    "WE4": lambda: [_row(side, 8) for side in _over(0)],
    "N2": lambda: [_row(side, 9) for side in _over(0)],
    "N7": lambda: [_row({3, 4}, 15)],
    "N8": lambda: [_both_sides(8)],
}
AUTOMATA |= {"N1": AUTOMATA["WE1"], "N5": AUTOMATA["WE2"], "N6": AUTOMATA["WE3"]}


@checked
def rule_run_length(rules: tuple[str, ...] = WESTERN_ELECTRIC, *, shift: float = 0) -> RunLength:
    """The distribution of the run length when points are independent N(shift, 1). Raises InputFault for N3 and N4."""
    check_rules(rules)
    if SIMULATED & set(rules):
        raise InputFault("rules", "N3 och N4 kan bara simuleras: använd simulated_rule_run_length")
    if not np.isfinite(shift):
        raise InputFault("shift", "är inte ett ändligt tal")
    parts = [part for rule in rules for part in AUTOMATA[rule]()]
    chances = np.diff(special.ndtr(BORDERS - shift))
    start, moves = tuple(state for state, _ in parts), [step for _, step in parts]
    numbered: dict[tuple[State, ...], int] = {start: 0}
    cells: dict[tuple[int, int], float] = {}
    queue = [start]
    for state in queue:
        for zone in ZONES:
            after = _moved(state, moves, zone)
            if after is None:
                continue
            if after not in numbered:
                numbered[after] = len(numbered)
                queue.append(after)
            place = numbered[state], numbered[after]
            cells[place] = cells.get(place, 0) + chances[zone]
    rows, columns = zip(*cells, strict=True)
    size = len(numbered)
    chain = sparse.csr_array((list(cells.values()), (rows, columns)), shape=(size, size))
    provenance = Provenance(
        "Champ & Woodall 1987: Markovkedja över reglernas tillstånd",
        n=size,
        input_sha256=fingerprint(rules=list(rules), shift=shift),
        parameters={"rules": ", ".join(rules), "shift": shift},
    )
    return RunLength(chain, chain[[0]].toarray()[0], provenance)


def _moved(state: tuple[State, ...], moves: list[Step], zone: int) -> tuple[State, ...] | None:
    after = []
    for part, move in zip(state, moves, strict=True):
        moved = move(part, zone)
        if moved is None:
            return None
        after.append(moved)
    return tuple(after)


@dataclass(frozen=True, slots=True)
class SimulatedRunLength:
    """The mean run length in so many simulated series, with its interval."""

    mean: float
    interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        low, high = short_number(self.interval.low, 1), short_number(self.interval.high, 1)
        return f"signal i genomsnitt efter {short_number(self.mean, 1)} punkter ({low}–{high}, simulerat)"


@checked
def simulated_rule_run_length(
    rules: tuple[str, ...], *, shift: float = 0, series: int = 4000, seed: int = 1
) -> SimulatedRunLength:
    """For any rules, Nelson's third and fourth too: independent N(shift, 1), seeded. Raises InputFault."""
    check_rules(rules)
    random = np.random.default_rng(seed)
    lengths = np.concatenate([_first_signals(rules, shift, random) for _ in range(max(1, series // 500))])
    error = 1.96 * lengths.std(ddof=1) / np.sqrt(lengths.size)
    provenance = Provenance(
        "Simulering med oberoende N(shift, 1)",
        n=lengths.size,
        input_sha256=fingerprint(rules=list(rules), shift=shift, seed=seed),
        parameters={"rules": ", ".join(rules), "shift": shift, "seed": seed},
    )
    mean = float(lengths.mean())
    return SimulatedRunLength(mean, Interval(mean - error, mean + error, 0.95), provenance)


def _first_signals(rules: tuple[str, ...], shift: float, random: np.random.Generator, count: int = 500) -> Floats:
    """Each series is followed until its signal, in stretches that overlap by the longest memory of a rule."""
    memory, stretch = 15, 400
    lengths = np.full(count, np.nan)
    z = random.normal(shift, 1, (count, stretch))
    running, passed = np.arange(count), 0
    while running.size:
        at = np.logical_or.reduce([RULES[rule](z) for rule in rules])
        at[:, : memory if passed else 0] = False
        found = at.any(axis=1)
        lengths[running[found]] = passed + at[found].argmax(axis=1) + 1
        running, kept = running[~found], z[~found, -memory:]
        passed += z.shape[1] - memory
        z = np.hstack([kept, random.normal(shift, 1, (running.size, stretch))])
    return lengths

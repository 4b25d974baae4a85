"""The fewest cells, then the least value, that keep every inequality the attacks have taught."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from insyn.statistics.disclosure.attack import attack
from insyn.statistics.disclosure.cuts import cut, relaxed_cuts
from insyn.statistics.disclosure.guard import exposed
from insyn.statistics.disclosure.mending import mended
from insyn.statistics.disclosure.system import System
from insyn.statistics.inputs import Floats

ROUNDS = 40
RELAXED = 40
PATIENCE = 3
SLACK = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Cells to hide beside the primary ones. `is_least` says of each cost in turn whether it is proved the least."""

    is_hidden: NDArray[np.bool_]
    is_least: tuple[bool, ...]


@dataclass(slots=True, eq=False)
class Search:
    known: System
    can_hide: NDArray[np.bool_]
    protects_all: bool
    nodes: int
    rows: list[Floats]
    needs: list[float]

    def learn(self, is_hidden: NDArray[np.bool_]) -> bool:
        """True when the pattern is safe; otherwise what it teaches is kept."""
        hidden = self.known.hiding(is_hidden, protect=self.protects_all)
        seen = exposed(hidden)
        one = attack(hidden)
        for each in seen:
            taught = cut(hidden, one, each, self.can_hide)
            is_asked = bool(is_hidden[each.cell])
            if is_asked:
                taught.weights[each.cell] -= 1.0
            self.rows.append(taught.weights[self.can_hide])
            self.needs.append(taught.need - is_asked)
        return not seen

    def relax(self, cost: Floats) -> None:
        """Learn from patterns of shares, until they teach no more: far cheaper than whole ones where many are tried."""
        for _ in range(RELAXED):
            solved = linprog(
                cost[self.can_hide],
                A_ub=-csr_array(np.array(self.rows)),
                b_ub=-np.array(self.needs),
                bounds=(0, 1),
                method="highs",
            )
            if solved.x is None:
                return
            shares = np.zeros(len(self.can_hide))
            shares[self.can_hide] = solved.x
            taught = relaxed_cuts(self.known, shares, self.can_hide)
            self.rows += [one.weights[self.can_hide] for one in taught]
            self.needs += [one.need for one in taught]
            if not taught:
                return

    def least(self, cost: Floats) -> tuple[NDArray[np.bool_] | None, bool]:
        """The cheapest pattern that keeps all that is learnt (None when there is none), and whether it is proved so."""
        if not self.rows:
            return np.zeros(len(self.can_hide), dtype=np.bool_), True
        if not self.can_hide.any():
            return None, True
        found = milp(
            cost[self.can_hide],
            integrality=np.ones(int(self.can_hide.sum())),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(csr_array(np.array(self.rows)), np.array(self.needs) - SLACK, np.inf),
            options={"node_limit": max(self.nodes, 1), "mip_rel_gap": 0.0},
        )
        self.nodes -= found.mip_node_count or 0
        if found.x is None:
            return None, found.status == 2
        is_hidden = np.zeros(len(self.can_hide), dtype=np.bool_)
        is_hidden[self.can_hide] = found.x > 0.5
        return is_hidden, found.status == 0


def cheapest(
    known: System, can_hide: NDArray[np.bool_], costs: Sequence[Floats], *, protects_all: bool, nodes: int
) -> Pattern | None:
    """The safe pattern of least first cost, and of those the least second cost; None when there is no safe pattern.

    Where the search is cut short (`nodes` of a branch and bound) it is mended into a safe one that is not said to be
    the least.
    """
    search = Search(known, can_hide, protects_all, nodes, [], [])
    best: NDArray[np.bool_] | None = None
    proved: list[bool] = []
    for cost in costs:
        found, is_safe, is_least = _settle(search, cost)
        if found is None and best is None:
            return None
        if not is_safe and best is None:
            best = mended(known, found, can_hide, cost, protects_all=protects_all)
        elif is_safe:
            best = found
        proved.append(is_safe and is_least and all(proved))
        if not is_safe or best is None:
            break
        search.rows.append(-cost[can_hide])
        search.needs.append(-float(cost[best].sum()))
    return None if best is None else Pattern(best, (*proved, *([False] * (len(costs) - len(proved)))))


def _settle(search: Search, cost: Floats) -> tuple[NDArray[np.bool_] | None, bool, bool]:
    """The last pattern tried (None when there can be none), whether it is safe, and whether it is the least."""
    is_least, found = True, None
    for round_ in range(ROUNDS):
        if round_ == PATIENCE:
            search.relax(cost)
        tried, is_proved = search.least(cost)
        if tried is None:
            return (None if is_proved else found), False, False
        found, is_least = tried, is_least and is_proved
        if search.learn(found):
            return found, True, is_least
        if not is_proved:
            break
    return found, False, False

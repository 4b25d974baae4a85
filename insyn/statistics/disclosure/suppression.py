"""Complementary suppression: the fewest further cells, then the least value, that keep the small ones hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.disclosure.gate import Audit, audited
from insyn.statistics.disclosure.knowledge import Known
from insyn.statistics.disclosure.master import cheapest
from insyn.statistics.disclosure.outgoing import COMPLEMENTARY, hiding_too, mask, release_of
from insyn.statistics.disclosure.register import Release
from insyn.statistics.disclosure.rules import Primary, count_rule
from insyn.statistics.disclosure.system import JOINT_LIMIT, System, system, told_before
from insyn.statistics.disclosure.tables import Cell, Table
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.results import Provenance, Undecided, fingerprint

METHOD = "Kompletterande undertryckning genom heltalsoptimering med angreppsvillkor (Fischetti & Salazar 2001)"
NODES = 2_000

type Kind = Literal["inner", "margins", "zeros"]
KINDS: tuple[Kind, ...] = ("inner", "margins", "zeros")


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """A safe pattern. `is_hidden` and `is_primary` are masks, one for each table in its shape.

    `release` is what goes out, to be kept in the register. `hides` says which kinds of cells had to be allowed.
    `is_fewest` and `is_least_value` say whether it is proved that no safe pattern has fewer cells, and that none with
    as few has a lower sum (the other way round when the value was made least first). Cells that stand in several tables
    count once.
    """

    tables: tuple[Table, ...]
    is_hidden: tuple[NDArray[np.bool_], ...]
    is_primary: tuple[NDArray[np.bool_], ...]
    primary: tuple[Cell, ...]
    complementary: tuple[Cell, ...]
    complementary_value: float
    hides: tuple[Kind, ...]
    is_fewest: bool
    is_least_value: bool
    release: Release
    audit: Audit
    provenance: Provenance

    def shown(self, table: int = 0) -> Floats:
        """The figures of one table, NaN where they are hidden."""
        return np.where(self.is_hidden[table], np.nan, self.tables[table].values)

    def complementary_places(self, table: int = 0) -> tuple[tuple[int, ...], ...]:
        """The places of the complementary cells in one table, counted from 0."""
        places = np.argwhere(self.is_hidden[table] & ~self.is_primary[table])
        return tuple(tuple(int(part) for part in place) for place in places)

    def describe(self) -> str:
        least = "" if self.is_fewest else " (det är inte visat att färre inte räcker)"
        return (
            f"{len(self.primary)} siffror döljs för att de är små eller känsliga och {len(self.complementary)} till "
            f"för att de första inte ska gå att räkna ut{least}; {self.audit.describe()}"
        )


def suppress(
    tables: Table | Sequence[Table],
    primaries: Primary | Sequence[Primary] | None = None,
    *,
    name: str = "",
    day: str = "",
    earlier: Sequence[Release] = (),
    known: Sequence[Known] = (),
    hide: Sequence[Kind] = KINDS,
    first: Literal["cells", "value"] = "cells",
    protect: Literal["primary", "hidden"] = "primary",
    nodes: int = NODES,
    joint_limit: int = JOINT_LIMIT,
) -> Suppression | Undecided:
    """The cells to hide in tables that are to go out together, so that the gate lets them through.

    `primaries` are the rules' answers, one a table (None: counts 1-4 in every table of counts). Which cells may be
    hidden beside them is widened only when nothing else is safe: `inner` cells above zero, then `margins` above zero,
    then `zeros`. Figures that `earlier` releases showed stay shown; `known` is what is told beside the tables. `first`
    says what is made least first, the number of cells or their value. `protect` says whether the hidden cells beside
    the primary ones must keep an interval of one each way too. `nodes` limits the search: past it the pattern is safe
    and not proved least.

    Undecided when no pattern is safe. Raises InputFault for tables or releases that contradict one another.
    """
    given = (tables,) if isinstance(tables, Table) else tuple(tables)
    release = _as_release(name, day, given, _rules(given, primaries), known)
    whole = told_before(system((*earlier, release), joint_limit=joint_limit), earlier)
    provenance = _provenance(whole, hide, first, protect, nodes)
    if not whole.has_joint:
        return Undecided(provenance, reason="tabellerna hänger ihop i en krets som är för stor att pröva")
    task = _Task(given, release, tuple(earlier), whole, first, protect == "hidden", nodes, provenance)
    for width in range(1, len(hide) + 1):
        found = _attempt(task, tuple(hide[:width]))
        if found is not None:
            return found
    return Undecided(provenance, reason="inget mönster skyddar alla små eller känsliga siffror")


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    tables: tuple[Table, ...]
    release: Release
    earlier: tuple[Release, ...]
    whole: System
    first: Literal["cells", "value"]
    protects_all: bool
    nodes: int
    provenance: Provenance


def _attempt(task: _Task, hides: tuple[Kind, ...]) -> Suppression | None:
    """The best pattern when cells of these kinds can be hidden; None when none is safe."""
    kinds = _kinds(task.tables, task.whole)
    allowed = np.logical_or.reduce([kinds[kind] for kind in hides])
    costs = (np.ones(len(allowed)), task.whole.values)
    ordered = costs if task.first == "cells" else costs[::-1]
    found = cheapest(task.whole, allowed, ordered, protects_all=task.protects_all, nodes=task.nodes)
    if found is None:
        return None
    beside = tuple(task.whole.cells[place] for place in np.flatnonzero(found.is_hidden))
    out = hiding_too(task.release, set(beside), protects=task.protects_all)
    checked = audited(task.whole.hiding(found.is_hidden, protect=task.protects_all), (*task.earlier, out))
    if not checked.is_safe:
        return None
    primary = {one.cell for one in out.figures if one.ground not in ("", COMPLEMENTARY)}
    return Suppression(
        tables=task.tables,
        is_hidden=tuple(mask(one, primary | set(beside)) for one in task.tables),
        is_primary=tuple(mask(one, primary) for one in task.tables),
        primary=tuple(one.cell for one in out.figures if one.cell in primary),
        complementary=beside,
        complementary_value=float(task.whole.values[found.is_hidden].sum()),
        hides=hides,
        is_fewest=found.is_least[0] if task.first == "cells" else all(found.is_least),
        is_least_value=all(found.is_least) if task.first == "cells" else found.is_least[0],
        release=out,
        audit=checked,
        provenance=task.provenance,
    )


def _rules(tables: Sequence[Table], primaries: Primary | Sequence[Primary] | None) -> tuple[Primary, ...]:
    if not tables:
        raise InputFault("tables", "är tom")
    if primaries is None:
        if not all(one.is_count for one in tables):
            raise InputFault("primaries", "saknas för en tabell som inte är antal")
        return tuple(count_rule(one.values) for one in tables)
    rules = (primaries,) if isinstance(primaries, Primary) else tuple(primaries)
    if len(rules) != len(tables):
        raise InputFault("primaries", f"är {len(rules)} för {len(tables)} tabeller")
    for place, (one, rule) in enumerate(zip(tables, rules, strict=True)):
        if rule.is_hidden.shape != one.values.shape:
            raise InputFault("primaries", f"har formen {rule.is_hidden.shape}, tabellen {one.values.shape}", (place,))
    return rules


def _as_release(
    name: str, day: str, tables: Sequence[Table], rules: Sequence[Primary], known: Sequence[Known]
) -> Release:
    """The tables with their primary cells hidden, in every table where they stand, and nothing else."""
    found = {one.cell(place) for one, rule in zip(tables, rules, strict=True) for place in rule.cells}
    return release_of(tables, [mask(one, found) for one in tables], rules, name=name, day=day, known=known)


def _kinds(tables: Sequence[Table], whole: System) -> dict[Kind, NDArray[np.bool_]]:
    """Which cells of the system are of each kind; those hidden already or shown earlier are of none."""
    is_margin: dict[Cell, bool] = {}
    for one in tables:
        inner = one.inner()
        for place, cell in one.cells():
            is_margin[cell] = is_margin.get(cell, False) or not inner[place]
    margin = np.array([is_margin.get(cell, False) for cell in whole.cells])
    is_ours = np.array([cell in is_margin for cell in whole.cells])
    can_hide = is_ours & (whole.low == whole.high) & (whole.hidden_low < whole.hidden_high)
    is_some = whole.values > 0
    return {"inner": can_hide & is_some & ~margin, "margins": can_hide & is_some & margin, "zeros": can_hide & ~is_some}


def _provenance(whole: System, hide: Sequence[Kind], first: str, protect: str, nodes: int) -> Provenance:
    return Provenance(
        METHOD,
        len(whole.cells),
        fingerprint(
            cells=[str(cell) for cell in whole.cells],
            values=whole.values,
            low=whole.low,
            high=whole.high,
            below=whole.below,
            above=whole.above,
        ),
        {"får döljas": ", ".join(hide), "minst först": first, "skyddar": protect, "noder": nodes},
    )

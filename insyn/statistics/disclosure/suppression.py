"""Complementary suppression: the fewest further cells, then the least value, that keep the small ones hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.arguments import check_argument, checked
from insyn.statistics.disclosure.gate import Audit, audited
from insyn.statistics.disclosure.knowledge import Known
from insyn.statistics.disclosure.master import Pattern, cheapest
from insyn.statistics.disclosure.outgoing import COMPLEMENTARY, hiding_too, mask, release_of
from insyn.statistics.disclosure.register import Release
from insyn.statistics.disclosure.rules import Primary, count_rule
from insyn.statistics.disclosure.system import JOINT_LIMIT, System, system, told_before
from insyn.statistics.disclosure.tables import Cell, Table
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.results import Parameter, Provenance, Undecided, fingerprint

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
        figures = "1 siffra" if len(self.primary) == 1 else f"{len(self.primary)} siffror"
        return (
            f"{figures} döljs som liten eller känslig och {len(self.complementary)} till för att det inte ska gå att "
            f"räkna ut{least}; {self.audit.describe()}"
        )


class Options(TypedDict, total=False):
    """What `suppress` can be asked for by keyword; the defaults are those of Settings."""

    hide: Sequence[Kind]
    first: Literal["cells", "value"]
    protect: Literal["primary", "hidden"]
    hidden_low: float
    nodes: int
    joint_limit: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Which cells may be hidden beside the primary ones is widened along `hide` only when nothing else is safe: `inner`
    cells above zero, then `margins` above zero, then `zeros`.

    `first` says what is made least first, the number of cells or their value. `protect` says whether the hidden cells
    beside the primary ones must keep an interval of one each way too. `hidden_low` is what an outsider knows a hidden
    cell to be at least: 1 where it is known that every nought is shown. `nodes` limits the search: past it the pattern
    is safe and not proved least. `joint_limit` is the greatest table that may lie behind tables in a circle.
    """

    hide: Sequence[Kind] = KINDS
    first: Literal["cells", "value"] = "cells"
    protect: Literal["primary", "hidden"] = "primary"
    hidden_low: float = 0.0
    nodes: int = NODES
    joint_limit: int = JOINT_LIMIT

    def __post_init__(self) -> None:
        for name, kind in (("nodes", int), ("joint_limit", int), ("hidden_low", float), ("hide", Sequence[str])):
            check_argument(name, getattr(self, name), kind)
        if not self.hide or not set(self.hide) <= set(KINDS):
            raise InputFault("hide", f"{tuple(self.hide)} är inte av {KINDS}")
        if self.first not in ("cells", "value"):
            raise InputFault("first", f"{self.first!r} är varken cells eller value")
        if self.protect not in ("primary", "hidden"):
            raise InputFault("protect", f"{self.protect!r} är varken primary eller hidden")
        if not 0 <= self.hidden_low < np.inf:
            raise InputFault("hidden_low", f"{self.hidden_low!r} är inte ett tal från noll")

    @property
    def protects_all(self) -> bool:
        return self.protect == "hidden"

    def parameters(self) -> dict[str, Parameter]:
        return {
            "får döljas": ", ".join(self.hide),
            "minst först": self.first,
            "skyddar": self.protect,
            "dolt är minst": self.hidden_low,
            "noder": self.nodes,
        }


@checked
def suppress(
    tables: Table | Sequence[Table],
    primaries: Primary | Sequence[Primary] | None = None,
    *,
    name: str = "",
    day: str = "",
    earlier: Sequence[Release] = (),
    known: Sequence[Known] = (),
    **options: Unpack[Options],
) -> Suppression | Undecided:
    """The cells to hide in tables that are to go out together, so that the gate lets them through.

    `primaries` are the rules' answers, one a table (None: counts 1-4 in every table of counts). Figures that `earlier`
    releases showed stay shown; `known` is what is told beside the tables. The options are told in `Settings`.

    Undecided when no pattern is safe. Raises InputFault for tables or releases that contradict one another.
    """
    settings = Settings(**options)
    given = (tables,) if isinstance(tables, Table) else tuple(tables)
    release = _as_release(given, _rules(given, primaries), known, settings.hidden_low)
    whole = system((*earlier, release), joint_limit=settings.joint_limit)
    provenance = _provenance(whole, settings.parameters())
    if not whole.has_joint:
        return Undecided(provenance, reason="tabellerna hänger ihop i en krets som är för stor att pröva")
    whole = told_before(whole, earlier, settings.hidden_low)
    task = _Task(given, replace(release, name=name, day=day), tuple(earlier), whole, settings, provenance)
    for width in range(1, len(settings.hide) + 1):
        found = _attempt(task, tuple(settings.hide[:width]))
        if found is not None:
            return found
    return Undecided(provenance, reason="inget mönster skyddar alla små eller känsliga siffror")


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    tables: tuple[Table, ...]
    release: Release
    earlier: tuple[Release, ...]
    whole: System
    settings: Settings
    provenance: Provenance


def _attempt(task: _Task, hides: tuple[Kind, ...]) -> Suppression | None:
    """The best pattern when cells of these kinds can be hidden; None when none is safe."""
    settings, whole = task.settings, task.whole
    kinds = _kinds(task.tables, whole)
    allowed = np.logical_or.reduce([kinds[kind] for kind in hides])
    costs = (np.ones(len(allowed)), whole.values)
    ordered = costs if settings.first == "cells" else costs[::-1]
    found = cheapest(whole, allowed, ordered, protects_all=settings.protects_all, nodes=settings.nodes)
    if found is None:
        return None
    beside = {whole.cells[place] for place in np.flatnonzero(found.is_hidden)}
    out = hiding_too(task.release, beside, protects=settings.protects_all, hidden_low=settings.hidden_low)
    checked = audited(whole.hiding(found.is_hidden, protect=settings.protects_all), (*task.earlier, out))
    return _result(task, hides, found, out, checked) if checked.is_safe else None


def _result(task: _Task, hides: tuple[Kind, ...], found: Pattern, out: Release, checked: Audit) -> Suppression:
    beside = tuple(one.cell for one in out.figures if one.ground == COMPLEMENTARY)
    primary = {one.cell for one in out.figures if one.ground not in ("", COMPLEMENTARY)}
    return Suppression(
        tables=task.tables,
        is_hidden=tuple(mask(one, primary | set(beside)) for one in task.tables),
        is_primary=tuple(mask(one, primary) for one in task.tables),
        primary=tuple(one.cell for one in out.figures if one.cell in primary),
        complementary=beside,
        complementary_value=float(task.whole.values[found.is_hidden].sum()),
        hides=hides,
        is_fewest=found.is_least[0] if task.settings.first == "cells" else all(found.is_least),
        is_least_value=all(found.is_least) if task.settings.first == "cells" else found.is_least[0],
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
    tables: Sequence[Table], rules: Sequence[Primary], known: Sequence[Known], hidden_low: float
) -> Release:
    """The tables with their primary cells hidden, in every table where they stand, and nothing else."""
    found = {one.cell(place) for one, rule in zip(tables, rules, strict=True) for place in rule.cells}
    return release_of(tables, [mask(one, found) for one in tables], rules, known=known, hidden_low=hidden_low)


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
    return {
        "inner": can_hide & is_some & ~margin,
        "margins": can_hide & is_some & margin,
        "zeros": can_hide & ~is_some & (whole.hidden_low <= 0),
    }


def _provenance(whole: System, parameters: dict[str, Parameter]) -> Provenance:
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
        parameters,
    )
